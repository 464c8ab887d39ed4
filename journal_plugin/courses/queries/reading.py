"""Sections and steps ready to print: text as HTML, entries of the library by their address."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from journal_plugin.courses.body import Body, Section, Step, steps_of
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.markup import rendered
from journal_plugin.library.models import Resource


@dataclass(frozen=True)
class Opened:
    """What a step opens: its address, its words, whether it is a file to save; no address where it is off the shelf."""

    url: str
    label: str
    is_file: bool = False


@dataclass(frozen=True)
class StepCard:
    """A step ready to print; ``number`` counts through the course."""

    step: Step
    number: int
    html: SafeString
    opens: Opened | None


@dataclass(frozen=True)
class SectionCard:
    """A section ready to print."""

    section: Section
    steps: tuple[StepCard, ...]


def outline_of(body: Body) -> tuple[SectionCard, ...]:
    """The sections ready to print; one query where a step names an entry of the library."""
    named = {step.resource for step in steps_of(body) if step.resource}
    entries = Resource.objects.filter(withdrawn=False).in_bulk(named) if named else {}
    numbers = count(1)
    return tuple(
        SectionCard(
            section,
            tuple(StepCard(step, next(numbers), rendered(step.text), _opened(step, entries)) for step in section.steps),
        )
        for section in body
    )


def _opened(step: Step, entries: dict[UUID, Resource]) -> Opened | None:
    if step.kind == StepKind.MATERIAL:
        entry = entries.get(step.resource) if step.resource else None
        if entry is None:
            return Opened("", _("This entry has been taken off the shelf of the library."))
        return Opened(entry.address, entry.name, is_file=bool(entry.file_id and not entry.url))
    if not step.url:
        return None
    return Opened(step.url, _("Watch the video") if step.kind == StepKind.VIDEO else _("Open the link"))
