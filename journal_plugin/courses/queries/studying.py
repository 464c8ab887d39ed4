"""Opened courses as a learner and his family see them (B20)."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from journal_plugin.access.doors import open_door
from journal_plugin.core.dates import relative_day
from journal_plugin.courses.body import read_body, steps_of
from journal_plugin.courses.days import is_closed, is_open, opens_on
from journal_plugin.courses.models import CourseRun
from journal_plugin.courses.queries.progress import Done, done_by
from journal_plugin.courses.queries.reading import StepCard, outline_of
from journal_plugin.courses.queries.works import OwnTask, own_tasks
from journal_plugin.courses.rules import may_follow_run, open_to


@dataclass(frozen=True)
class StudyLine:
    """A course of a learner: how many steps he has done of how many; ``next`` is the day on which more of it opens."""

    pk: int
    name: str
    subject: str
    summary: str
    done: int
    steps: int
    closed: bool
    until: str
    next: str


def courses_of(learner: int, institution: int, today: date) -> tuple[StudyLine, ...]:
    """The courses that are open to the learner, unfinished ones first; four queries."""
    rows = CourseRun.objects.filter(open_to(learner), journal__institution=institution)
    runs = list(rows.select_related("edition", "journal__element").order_by("-since", "-pk"))
    keys = [run.pk for run in runs]
    done, tasks = done_by(learner, keys), own_tasks(learner, keys)
    lines = [_line(run, _finished(done.get(run.pk, {}), tasks.get(run.pk, {})), today) for run in runs]
    return tuple(sorted(lines, key=lambda line: line.closed or line.done == line.steps))


def _finished(done: Done, tasks: Mapping[UUID, OwnTask]) -> set[UUID]:
    """Steps that were studied, and those whose work was handed in and not returned."""
    return {*done, *(step for step, own in tasks.items() if own.work and own.work.counts)}


def _line(run: CourseRun, done: Set[UUID], today: date) -> StudyLine:
    body = read_body(run.edition.body)
    steps = [step.id for step in steps_of(body)]
    ahead = [opens_on(run, section) for section in body if not is_open(run, section, today)]
    return StudyLine(
        pk=run.pk,
        name=run.edition.name,
        subject=run.journal.element.name,
        summary=run.edition.summary,
        done=sum(step in done for step in steps),
        steps=len(steps),
        closed=is_closed(run, today),
        until=relative_day(run.until, today) if run.until else "",
        next=relative_day(min(ahead), today) if ahead else "",
    )


@dataclass(frozen=True)
class StudyStep:
    """A step of the page: ``done`` when it was studied or handed in; ``task`` that of a step with one; ``key`` for the button."""

    card: StepCard
    done: datetime | None
    task: OwnTask | None
    key: UUID

    @property
    def is_done(self) -> bool:
        """Whether it counts as done: a returned work does not."""
        return self.done is not None and (self.task is None or bool(self.task.work and self.task.work.counts))


@dataclass(frozen=True)
class StudySection:
    """A section of the page; ``opens`` is told where it has not opened, then its steps are only named."""

    title: str
    opens: str
    steps: tuple[StudyStep, ...]


@dataclass(frozen=True)
class FormerStep:
    """A step that the learner did in a former edition, and that is in the course no more."""

    title: str
    done: datetime


@dataclass(frozen=True)
class Study:
    """A course on the page of a learner."""

    run: CourseRun
    line: StudyLine
    sections: tuple[StudySection, ...]
    former: tuple[FormerStep, ...]


def study_of(user, learner: int, pk: int, today: date, time_zone: str) -> Study:
    """The course behind the door of ``user`` and of this learner; Http404 for another's; at most five queries."""
    rows = CourseRun.objects.filter(open_to(learner)).select_related("edition", "journal__element", "by")
    run = open_door(rows, may_follow_run(user), pk=pk)
    zone = ZoneInfo(time_zone)
    studied = done_by(learner, [run.pk]).get(run.pk, {})
    tasks = own_tasks(learner, [run.pk]).get(run.pk, {})
    done = {step: (title, at.astimezone(zone)) for step, (title, at) in studied.items()}
    done |= {step: (own.task.title, own.work.at.astimezone(zone)) for step, own in tasks.items() if own.work}
    body = read_body(run.edition.body)
    sections = tuple(
        StudySection(
            part.section.title,
            "" if is_open(run, part.section, today) else relative_day(opens_on(run, part.section), today),
            tuple(_step(card, done, tasks) for card in part.steps),
        )
        for part in outline_of(body)
    )
    present = {step.id for step in steps_of(body)}
    former = tuple(FormerStep(*said) for step, said in done.items() if step not in present)
    return Study(run, _line(run, _finished(studied, tasks), today), sections, former)


def _step(card: StepCard, done: Done, tasks: Mapping[UUID, OwnTask]) -> StudyStep:
    at = done[card.step.id][1] if card.step.id in done else None
    return StudyStep(card, at, tasks.get(card.step.id) if card.step.is_task else None, uuid4())
