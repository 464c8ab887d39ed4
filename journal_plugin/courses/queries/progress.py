"""What learners have done in an opened course, as their teacher sees it (B20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from journal_plugin.core.names import surname_and_name
from journal_plugin.courses.body import read_body, steps_of
from journal_plugin.courses.days import is_closed
from journal_plugin.courses.models import CourseRun, StepDone
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Learner, Membership


class Cell(NamedTuple):
    """A step of one learner: what it is called, and when he studied it."""

    title: str
    done: date | None


@dataclass(frozen=True)
class SheetRow:
    """A learner of the sheet; ``left``: he is not in the group any more, what he has done stays."""

    name: str
    cells: tuple[Cell, ...]
    left: bool

    @property
    def done(self) -> int:
        """How many steps of the present edition he has studied."""
        return sum(cell.done is not None for cell in self.cells)


def sheet_of(run: CourseRun, today: date) -> tuple[SheetRow, ...]:
    """Learners by name with their steps, of a run fetched with its journal's institution; two queries."""
    steps = list(steps_of(read_body(run.edition.body)))
    done: dict[int, dict[UUID, date]] = {}
    zone = run.journal.institution.zone
    for learner, step, at in run.done.values_list("learner_id", "step", "at"):
        done.setdefault(learner, {})[step] = at.astimezone(zone).date()
    members = Membership.objects.on(today).filter(group=run.journal.group_id)
    rows = Learner.objects.filter(Q(pk__in=members.values("learner")) | Q(pk__in=run.done.order_by().values("learner")))
    named = rows.order_by("person__sort_key", "pk").values_list("pk", "person__last_name", "person__first_name")
    here = set(members.values_list("learner_id", flat=True))
    return tuple(
        SheetRow(
            surname_and_name(last, first),
            tuple(Cell(step.title, done.get(pk, {}).get(step.id)) for step in steps),
            pk not in here,
        )
        for pk, last, first in named
    )


@dataclass(frozen=True)
class RunLine:
    """A course that is open in a journal; ``begun`` learners of ``people`` have studied something of it."""

    pk: int
    name: str
    since: date
    until: date | None
    closed: bool
    ahead: bool
    steps: int
    begun: int
    people: int


def runs_of(journal: Journal, today: date) -> tuple[RunLine, ...]:
    """The courses of a journal, the latest first; two queries."""
    members = Membership.objects.on(today).filter(group=journal.group_id)
    people = members.count()
    here = Q(done__learner__in=members.order_by().values("learner"))
    rows = CourseRun.objects.filter(journal=journal).select_related("edition")
    rows = rows.annotate(begun=Count("done__learner", distinct=True, filter=here)).order_by("-since", "-pk")
    return tuple(
        RunLine(
            pk=row.pk,
            name=row.edition.name,
            since=row.since,
            until=row.until,
            closed=is_closed(row, today),
            ahead=row.since > today,
            steps=_length(row),
            begun=row.begun,  # type: ignore[attr-defined]
            people=people,
        )
        for row in rows
    )


def _length(run: CourseRun) -> int:
    return sum(1 for _step in steps_of(read_body(run.edition.body)))


def done_by(learner: int, runs: Iterable[int]) -> dict[int, dict[UUID, StepDone]]:
    """Run -> step -> the row of one learner; one query."""
    found: dict[int, dict[UUID, StepDone]] = {}
    for row in StepDone.objects.filter(learner=learner, run__in=list(runs)):
        found.setdefault(row.run_id, {})[row.step] = row
    return found
