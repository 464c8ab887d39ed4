"""Homework for parallel groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import QueryDict

from journal_plugin.core.asked import number_in
from journal_plugin.gradebook.actions import Target
from journal_plugin.gradebook.queries.parallel import ParallelLesson


@dataclass(frozen=True)
class ParallelAsked:
    """Which lessons get the homework, and whether the topic goes with it."""

    targets: tuple[Target, ...]
    with_topic: bool
    key: UUID


def read_parallel(fields: QueryDict, lessons: Iterable[ParallelLesson]) -> ParallelAsked:
    """What was ticked among ``lessons``, with the versions that were seen; one unseen counts as never written."""
    chosen = set(fields.getlist("to"))
    targets = []
    for one in lessons:
        if str(one.lesson) in chosen:
            seen = [number_in(part) or 0 for part in fields.get(f"seen-{one.lesson}", "").split("-")]
            homework, topic, minutes = [*seen, 0, 0][:3]
            targets.append(Target(one.journal, one.lesson, homework, topic, minutes))
    try:
        key = UUID(fields.get("key", ""))
    except ValueError:
        key = uuid4()
    return ParallelAsked(tuple(targets), "topic" in fields, key)
