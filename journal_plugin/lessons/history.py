"""The canonical form of a change: what its hash covers (pure)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from journal_plugin.core.chain import link

FIELDS = (
    "journal_id",
    "seq",
    "at",
    "actor_id",
    "what",
    "lesson_id",
    "work_id",
    "learner_id",
    "term_id",
    "old",
    "new",
    "reason",
    "version",
    "key",
)
"""The columns of Change that the hash covers, in the order in which they are read."""


class Logged(NamedTuple):
    """A change on its way into the table: the columns of Change but its key."""

    journal_id: int
    seq: int
    at: datetime
    actor_id: int
    what: str
    lesson_id: int | None
    work_id: int | None
    learner_id: int | None
    term_id: int | None
    old: str
    new: str
    reason: str
    version: int
    key: UUID
    prev_hash: str
    hash: str


def hash_of(row: Mapping[str, Any], prev_hash: str) -> str:
    """The hash of a change given as ``FIELDS`` -> value and the hash of the change before it."""
    plain = {name: row[name] for name in FIELDS}
    plain["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    plain["key"] = str(row["key"])
    return link(plain, prev_hash)
