"""The content of a course as sections and steps, each known by an id that outlives every change (pure)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from journal_plugin.courses.enums import ICONS, StepKind


@dataclass(frozen=True)
class Step:
    """A step; ``text`` in simple markup, ``resource`` an entry of the library."""

    id: UUID
    kind: StepKind
    title: str
    text: str = ""
    url: str = ""
    resource: UUID | None = None

    @property
    def icon(self) -> str:
        """The sign of its kind."""
        return ICONS[self.kind]

    @property
    def is_task(self) -> bool:
        """It is done by handing in a work to a task of the journal, not by a mark of the learner's."""
        return self.kind == StepKind.TASK

    @property
    def digest(self) -> str:
        """Changes with anything in the step: tells whether somebody has written it meanwhile."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Section:
    """A section with its steps in order."""

    id: UUID
    title: str
    steps: tuple[Step, ...] = ()


Body = tuple[Section, ...]
Raw = list[dict[str, Any]]


def read_body(raw: Raw) -> Body:
    """The sections as a column keeps them."""
    return tuple(
        Section(UUID(section["id"]), section["title"], tuple(_step(step) for step in section["steps"]))
        for section in raw
    )


def _step(raw: dict[str, Any]) -> Step:
    resource = raw["resource"] and UUID(raw["resource"])
    return Step(**raw | {"id": UUID(raw["id"]), "kind": StepKind(raw["kind"]), "resource": resource})


def write_body(body: Body) -> Raw:
    """The sections as plain JSON."""
    return json.loads(json.dumps([asdict(section) for section in body], default=str))


def steps_of(body: Body) -> Iterator[Step]:
    """All steps in order."""
    for section in body:
        yield from section.steps


def section_of(body: Body, pk: UUID) -> Section | None:
    """The section with that id, or the one in which a step with that id stands."""
    return next((one for one in body if one.id == pk or any(step.id == pk for step in one.steps)), None)


def step_of(body: Body, pk: UUID) -> Step | None:
    """The step with that id."""
    return next((step for step in steps_of(body) if step.id == pk), None)


def with_section(body: Body, pk: UUID, title: str) -> Body:
    """The section renamed, or a new one at the end."""
    if section_of(body, pk) is None:
        return (*body, Section(pk, title))
    return tuple(replace(one, title=title) if one.id == pk else one for one in body)


def with_step(body: Body, section: UUID, step: Step) -> Body:
    """The step in its place where it stands already, else at the end of the section."""
    if step_of(body, step.id) is not None:
        return tuple(replace(one, steps=tuple(step if old.id == step.id else old for old in one.steps)) for one in body)
    return tuple(replace(one, steps=(*one.steps, step)) if one.id == section else one for one in body)


def without(body: Body, pk: UUID) -> Body:
    """Without the step or the section of that id."""
    left = (one for one in body if one.id != pk)
    return tuple(replace(one, steps=tuple(step for step in one.steps if step.id != pk)) for one in left)


def moved(body: Body, pk: UUID, by: int) -> Body:
    """A section or a step one place up (-1) or down (1); a step at the edge of its section goes into the next one."""
    places = [one.id for one in body]
    if pk in places:
        return _shifted(body, places.index(pk), by)
    place = next((at for at, one in enumerate(body) if any(step.id == pk for step in one.steps)), None)
    if place is None:
        return body
    section = body[place]
    at = [step.id for step in section.steps].index(pk)
    if 0 <= at + by < len(section.steps):
        return (*body[:place], replace(section, steps=_shifted(section.steps, at, by)), *body[place + 1 :])
    if not 0 <= place + by < len(body):
        return body
    step, other, rest = section.steps[at], body[place + by], without(body, pk)
    steps = (step, *other.steps) if by > 0 else (*other.steps, step)
    return tuple(replace(one, steps=steps) if one.id == other.id else one for one in rest)


def _shifted(items: tuple, at: int, by: int) -> tuple:
    if not 0 <= at + by < len(items):
        return items
    rest = [*items[:at], *items[at + 1 :]]
    return (*rest[: at + by], items[at], *rest[at + by :])
