"""What a save changes on the page besides its own cells: averages of rows, counts and averages of columns."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import covers
from journal_plugin.gradebook.totals import Pairs, column_average, row_total
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership


def _marks(journal: int, learners, lessons, since: date, until: date):
    marks = Mark.objects.exclude(code="").filter(
        Q(learner__in=learners) | Q(work__lesson__in=lessons),
        work__lesson__journal=journal,
        work__lesson__date__range=(since, until),
    )
    marks = marks.order_by("work__lesson__date", "work__lesson__number", "work__position")
    return marks.values_list("learner_id", "work__lesson_id", "code", "work__weight")


_MARKS = Prepared(_marks, int, [int], [int], date, date)


def new_totals(journal: Journal, *, learners: Iterable[int], lessons: Iterable[int], since: date, until: date) -> dict:
    """Totals of touched rows and columns as plain JSON: {"rows": {learner: ...}, "columns": {lesson: average}}.

    One read; averages are counted over the days of the page, as the page itself counts them.
    """
    learners, lessons = set(learners), set(lessons)
    rows: dict[int, Pairs] = {learner: [] for learner in learners}
    columns: dict[int, Pairs] = {lesson: [] for lesson in lessons}
    for learner, lesson, code, weight in _MARKS.rows(journal.pk, learners, lessons, since, until):
        if learner in rows:
            rows[learner].append((code, weight))
        if lesson in columns:
            columns[lesson].append((code, weight))
    weighted = journal.institution.settings.weighted_average
    return {
        "rows": {learner: row_total(pairs, weighted=weighted) for learner, pairs in rows.items()},
        "columns": {lesson: column_average(pairs, weighted=weighted) for lesson, pairs in columns.items()},
    }


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
