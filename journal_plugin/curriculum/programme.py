"""A work programme read as lessons in order (pure: no ORM)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from journal_plugin.library.enums import ResourceKind
from journal_plugin.library.models import Resource


@dataclass(frozen=True)
class Material:
    """A material of a lesson, ready to print."""

    title: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class ProgrammeLesson:
    """One planned lesson; ``block`` is the identity that the editor keeps for it."""

    block: UUID
    number: int
    topic: str
    hours: int
    activity: str
    work_kind: str
    homework: str
    materials: tuple[Material, ...]
    codes: tuple[str, ...] = ()
    """Of content elements, in the order in which the author wrote them."""


@dataclass(frozen=True)
class ProgrammeTopic:
    """A topic with its lessons."""

    title: str
    content: str
    lessons: tuple[ProgrammeLesson, ...]


@dataclass(frozen=True)
class ProgrammeSection:
    """A section with its topics and hours."""

    title: str
    topics: tuple[ProgrammeTopic, ...]
    hours: int


def sections_of(body: Iterable) -> tuple[ProgrammeSection, ...]:
    """The sections of a StreamField value of SectionBlock, lessons numbered through."""
    number = 0
    sections = []
    for section in body:
        topics = []
        for topic in section.value["topics"]:
            lessons = []
            for child in topic["lessons"].bound_blocks:
                number += 1
                lessons.append(_lesson(child, number))
            topics.append(ProgrammeTopic(topic["title"], topic["content"] or "", tuple(lessons)))
        hours = sum(lesson.hours for topic in topics for lesson in topic.lessons)
        sections.append(ProgrammeSection(section.value["title"], tuple(topics), hours))
    return tuple(sections)


def entries_in(body: Iterable) -> tuple[Resource, ...]:
    """The entries of the library that the materials of a StreamField value of SectionBlock name."""
    topics = (topic for section in body for topic in section.value["topics"])
    lessons = (child.value for topic in topics for child in topic["lessons"].bound_blocks)
    materials = (item for lesson in lessons for item in lesson["materials"] or ())
    return tuple(item["resource"] for item in materials if item["resource"])


def _lesson(child, number: int) -> ProgrammeLesson:
    value = child.value
    materials = tuple(
        Material(
            item["title"],
            item["url"] or (item["resource"].address if item["resource"] else ""),
            str(ResourceKind(item["kind"] or ResourceKind.OTHER).label),
        )
        for item in value["materials"] or ()
    )
    return ProgrammeLesson(
        block=UUID(str(child.id)),
        number=number,
        topic=value["topic"],
        hours=value["hours"],
        activity=value["activity"],
        work_kind=value["work_kind"] or "",
        homework=value["homework"] or "",
        materials=materials,
        codes=codes_in(value.get("content_elements") or ""),
    )


def codes_in(text: str) -> tuple[str, ...]:
    """«1.2.1, 1.2.3» as codes, each once."""
    return tuple(dict.fromkeys(code for code in re.split(r"[,;\s]+", text) if code))
