"""How far the learners of opened courses are (B20)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from journal_plugin.courses.body import read_body, steps_of
from journal_plugin.courses.days import is_closed
from journal_plugin.courses.models import CourseRun, StepDone, StepTask
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Membership


@dataclass(frozen=True)
class RunLine:
    """A course that is open in a journal; ``begun`` learners of ``people`` have studied or handed in something of it."""

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
    """The courses of a journal, the latest first; four queries."""
    members = set(Membership.objects.on(today).filter(group=journal.group_id).values_list("learner_id", flat=True))
    rows = CourseRun.objects.filter(journal=journal).select_related("edition").order_by("-since", "-pk")
    begun = _begun(journal)
    return tuple(
        RunLine(
            pk=row.pk,
            name=row.edition.name,
            since=row.since,
            until=row.until,
            closed=is_closed(row, today),
            ahead=row.since > today,
            steps=sum(1 for _step in steps_of(read_body(row.edition.body))),
            begun=len(begun.get(row.pk, set()) & members),
            people=len(members),
        )
        for row in rows
    )


def _begun(journal: Journal) -> dict[int, set[int]]:
    """Run -> learners who have done something of it."""
    handed_in = StepTask.objects.filter(run__journal=journal, task__submissions__isnull=False)
    done = StepDone.objects.filter(run__journal=journal)
    found: dict[int, set[int]] = {}
    for run, learner in (
        *done.values_list("run_id", "learner_id").distinct(),
        *handed_in.values_list("run_id", "task__submissions__learner").distinct(),
    ):
        found.setdefault(run, set()).add(learner)
    return found


Done = Mapping[UUID, tuple[str, datetime]]
"""Step -> what it was called, when it was done."""


def done_by(learner: int, runs: Iterable[int]) -> dict[int, Done]:
    """Run -> what one learner has studied; one query."""
    found: dict[int, dict[UUID, tuple[str, datetime]]] = {}
    for row in StepDone.objects.filter(learner=learner, run__in=list(runs)).order_by("at"):
        found.setdefault(row.run_id, {})[row.step] = (row.title, row.at)
    return dict(found)
