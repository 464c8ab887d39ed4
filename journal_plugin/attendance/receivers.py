"""What attendance hears from the register: lessons laid out get the signs of the notices that stand."""

from django.dispatch import receiver

from journal_plugin.attendance.actions import follow_lesson, keep_notices
from journal_plugin.lessons.signals import lesson_moved, lessons_laid_out


@receiver(lessons_laid_out, dispatch_uid="journal.attendance.keep_notices")
def keep_notices_of_new_lessons(sender, term, since, **kwargs) -> None:
    """A lesson that comes within the days of a notice is announced as missed at once."""
    keep_notices(since=since, until=term.until, institution_id=term.year.institution_id)


@receiver(lesson_moved, dispatch_uid="journal.attendance.follow_lesson")
def follow_moved_lesson(sender, lesson, **kwargs) -> None:
    """A lesson that has been moved is announced as missed by the notices of its new day."""
    follow_lesson(lesson=lesson)
