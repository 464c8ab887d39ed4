"""What lies ahead of one child: the next day with lessons and what is set for it, the works that are announced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import days_between
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.lessons import LessonCard
from journal_plugin.diary.queries.tasks import TaskCard
from journal_plugin.lessons.models import Journal, Lesson, Work

AHEAD = 4
"""Days after today in which the next day with lessons is looked for: over a weekend and a holiday."""
UPCOMING_DAYS = 14


@dataclass(frozen=True)
class NextDay:
    """The next day with lessons: when they begin and end, and what is set for it as (subject, homework)."""

    date: date
    count: int
    starts: time
    ends: time
    homework: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Upcoming:
    """A written work or a work of monitoring that is announced."""

    date: date
    number: int
    subject: str
    kind: str
    title: str


# Days by name, as in the lessons of a week; journals first on both databases, because few tables are joined.
_UPCOMING = Prepared(
    lambda groups, days: (
        Work.objects.filter(
            Q(kind__written=True) | Q(kind__monitoring=True),
            lesson__journal__in=Journal.objects.filter(group__in=groups).values("pk"),
            lesson__date__in=days,
            lesson__cancelled=False,
        )
        .order_by("lesson__date", "lesson__number", "pk")
        .values_list(
            "lesson__journal__group_id",
            "lesson__date",
            "lesson__number",
            "lesson__journal__element__name",
            "kind__name",
            "title",
        )
    ),
    groups=[int],
    days=[date],
)


def upcoming_works(child: Child, today: date) -> tuple[Upcoming, ...]:
    """Announced works of the next two weeks, by date; one query."""
    until = today + timedelta(days=UPCOMING_DAYS)
    rows = _UPCOMING.rows(groups=child.groups_between(today, until), days=days_between(today, until))
    return tuple(Upcoming(*row[1:]) for row in rows if child.was_in(row[0], row[1]))


def _set_before(journals: list[int], day: date) -> QuerySet:
    """Homework of the last day before ``day`` on which each journal had a lesson, however long ago.

    Of several lessons of that day, one that sets something. Who has joined since then prepares it too.
    """
    before = Lesson.objects.filter(journal=OuterRef("pk"), date__lt=day, cancelled=False)
    last = before.annotate(nothing=Q(homework="")).order_by("-date", "nothing", "-number").values("homework")[:1]
    return Journal.objects.filter(pk__in=journals).annotate(homework=Subquery(last)).values_list("pk", "homework")


_SET = Prepared(_set_before, journals=[int], day=date)


def next_day(lessons: list[LessonCard], today: date, tasks: Iterable[TaskCard] = ()) -> NextDay | None:
    """The first day after today among ``lessons``, with what is set for it; one query, none without such a day.

    Of ``tasks`` those that are due on that day and not done yet.
    """
    ahead = [lesson for lesson in lessons if lesson.date > today and not lesson.cancelled]
    if not ahead:
        return None
    day = ahead[0].date
    coming = [lesson for lesson in ahead if lesson.date == day]
    subjects = {lesson.journal: lesson.subject for lesson in coming}
    given = dict(_SET.rows(journals=list(subjects), day=day))
    homework = [(subject, given[journal]) for journal, subject in subjects.items() if given[journal]]
    homework += [
        (task.subject, task.title) for task in tasks if task.due == day and (task.is_to_do or not task.answered)
    ]
    starts, ends = min(card.starts for card in coming), max(card.ends for card in coming)
    return NextDay(day, len(coming), starts, ends, tuple(homework))
