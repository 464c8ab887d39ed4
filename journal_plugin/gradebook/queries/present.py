"""What a save changes on the page besides what the page counts itself: how many were present."""

from collections.abc import Iterable

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.core.spans import covers
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.people.models import Membership


def present_at(journal: Journal, lessons: Iterable[int]) -> dict[int, int]:
    """How many learners were present at lessons whose presence is checked: lesson -> number; three reads."""
    days = dict(
        Lesson.objects.filter(journal=journal, pk__in=set(lessons), attendance_at__isnull=False)
        .order_by()
        .values_list("pk", "date")
    )
    spells = Membership.objects.filter(group=journal.group_id).values_list("learner_id", "since", "until")
    members = {
        lesson: {who for who, since, until in spells if covers(since, until, day)} for lesson, day in days.items()
    }
    absent = Attendance.objects.filter(lesson__in=days, code__in=ABSENT_CODES)
    for lesson, learner in absent.values_list("lesson_id", "learner_id"):
        members[lesson].discard(learner)
    return {lesson: len(who) for lesson, who in members.items()}
