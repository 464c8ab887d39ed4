"""What a client asks of the register and what it is answered (pure)."""

from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

Cell = tuple[str, int | None, int | None, int | None, int | None]
"""(what, lesson, work, learner, term): the address of one record of a journal."""


class Operation(NamedTuple):
    """One wanted value of one cell, with the version that its author saw and a key of his own making."""

    key: UUID
    what: str
    value: str
    expected: int
    lesson: int | None = None
    work: int | None = None
    learner: int | None = None
    term: int | None = None
    reason: str = ""
    at: datetime | None = None
    """When it was entered, where that is not now: only the demo and imports of the past set it."""

    @property
    def cell(self) -> Cell:
        """The address of the cell."""
        return (self.what, self.lesson, self.work, self.learner, self.term)


class Standing(NamedTuple):
    """What stands in a cell: value, version, whose and when; an empty cell has version 0."""

    value: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None


class Answer(NamedTuple):
    """The register's answer to an operation: what stands in the cell now, and why a value was not taken."""

    key: UUID
    status: Literal["accepted", "conflict", "locked", "refused"]
    standing: Standing = Standing()
    why: str = ""
    may_ask: bool = False
    """Leave to correct may be asked for."""


def accepted(operation: Operation, standing: Standing) -> Answer:
    """The value is written (or stood already)."""
    return Answer(operation.key, "accepted", standing)


def conflict(operation: Operation, standing: Standing, why: str) -> Answer:
    """Somebody wrote another value since: nothing is changed, both are shown."""
    return Answer(operation.key, "conflict", standing, why)


def locked(operation: Operation, standing: Standing, why: str, *, may_ask: bool = False) -> Answer:
    """The window is shut, or not open yet."""
    return Answer(operation.key, "locked", standing, why, may_ask)


def refused(operation: Operation, standing: Standing, why: str) -> Answer:
    """The value or the cell is not allowed."""
    return Answer(operation.key, "refused", standing, why)
