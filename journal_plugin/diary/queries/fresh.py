"""What is new: marks and absences entered in the last days, for the first card and for the portal's home page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from journal_plugin.attendance.models import Attendance
from journal_plugin.core.prepared import Prepared
from journal_plugin.diary.queries.children import Child, children_of_reader
from journal_plugin.marks.models import Mark

DAYS = 7
"""How far back «new» reaches: a reader who looks in once a week misses nothing, and no visit needs to be written down."""


@dataclass(frozen=True)
class FreshMark:
    """A mark entered or changed lately."""

    pk: int
    code: str
    kind: str
    subject: str
    date: date
    at: datetime


@dataclass(frozen=True)
class FreshAbsence:
    """An absence or lateness entered lately."""

    code: str
    subject: str
    date: date
    number: int
    reason: str
    excused: bool | None
    at: datetime


@dataclass(frozen=True)
class Fresh:
    """The news of one child since ``since``, the latest first."""

    child: Child
    since: date
    marks: tuple[FreshMark, ...]
    absences: tuple[FreshAbsence, ...]

    def __bool__(self) -> bool:
        return bool(self.marks or self.absences)


_MARKS = Prepared(
    lambda learners, since: (
        Mark.objects.filter(learner__in=learners, at__gte=since)
        .exclude(code="")
        .order_by("-work__lesson__date", "-work__lesson__number", "work__position", "pk")
        .values_list(
            "learner_id",
            "pk",
            "code",
            "work__kind__name",
            "work__lesson__journal__element__name",
            "work__lesson__date",
            "at",
        )
    ),
    learners=[int],
    since=datetime,
)
_ABSENCES = Prepared(
    lambda learners, since: (
        Attendance.objects.filter(learner__in=learners, at__gte=since)
        .exclude(code="")
        .order_by("-lesson__date", "-lesson__number")
        .values_list(
            "learner_id",
            "code",
            "lesson__journal__element__name",
            "lesson__date",
            "lesson__number",
            "reason",
            "excused",
            "at",
        )
    ),
    learners=[int],
    since=datetime,
)


def fresh_for(user) -> tuple[Fresh, ...]:
    """The news of the reader himself and of each of his children (one without news too); three queries, none for a guest."""
    return fresh_of(children_of_reader(user)) if user.is_authenticated else ()


def fresh_of(children: Iterable[Child]) -> tuple[Fresh, ...]:
    """The news of these children; two queries, however many they are."""
    children = tuple(children)
    if not children:
        return ()
    since = timezone.now() - timedelta(days=DAYS)
    learners = [child.pk for child in children]
    marks: dict[int, list[FreshMark]] = {pk: [] for pk in learners}
    for learner, *row in _MARKS.rows(learners=learners, since=since):
        marks[learner].append(FreshMark(*row))
    absences: dict[int, list[FreshAbsence]] = {pk: [] for pk in learners}
    for learner, *row in _ABSENCES.rows(learners=learners, since=since):
        absences[learner].append(FreshAbsence(*row))
    return tuple(
        Fresh(child, child.school.today() - timedelta(days=DAYS), tuple(marks[child.pk]), tuple(absences[child.pk]))
        for child in children
    )
