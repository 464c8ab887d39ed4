"""How a lesson is arranged: the changes of the day that stand, and what has been filled in at it."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from journal_plugin.lessons.models import DayChange, Lesson


def standing_of(lesson_id: int) -> QuerySet[DayChange]:
    """The changes of a lesson that have not been undone."""
    return DayChange.objects.filter(lesson=lesson_id, undone_at=None)


def seen_changes(lesson_id: int) -> int:
    """How many changes of the lesson there were, undoing counted: it grows with each; one read."""
    undone = DayChange.objects.filter(lesson=lesson_id).values_list("undone_at", flat=True)
    return sum(2 if at else 1 for at in undone)


def fillings(lesson_id: int) -> tuple[str, ...]:
    """What stands in the lesson, in words: it may not be cancelled or moved over it; one read.

    Signs that notices of absence have put are not the teacher's, and works without marks go with the lesson.
    """
    lessons = Lesson.objects.filter(pk=OuterRef("pk"))
    signs = Q(attendance__code__gt="", attendance__notice=None)
    topic, homework, checked, marked, absent, tasked = (
        Lesson.objects.filter(pk=lesson_id)
        .values_list(
            "topic",
            "homework",
            "attendance_at",
            Exists(lessons.filter(works__marks__code__gt="")),
            Exists(lessons.filter(signs)),
            Exists(lessons.filter(tasks__isnull=False, tasks__withdrawn_at=None)),
        )
        .get()
    )
    said = (
        (marked, _("marks")),
        (absent or checked, _("attendance")),
        (topic, _("topic")),
        (homework, _("homework")),
        (tasked, _("task")),
    )
    return tuple(word for there, word in said if there)
