"""Places of a journal that are open for correction though their window is shut (pure; E10, W13)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from journal_plugin.lessons.enums import Scope

REASON_LENGTH = 255
"""A reason in the history is at most so long."""


class Opening(NamedTuple):
    """A leave in force today; no lesson and no term: the whole journal. ``by`` is who gave it, ``why`` who asked for what."""

    lesson: int | None
    learner: int | None
    term: int | None
    until: date
    by: str
    why: str

    def covers(self, *, lesson: int | None = None, learner: int | None = None, term: int | None = None) -> bool:
        """Whether the place lies inside; a cell is inside its column, a column inside its journal."""
        inside = (self.lesson, self.term) in ((None, None), (lesson, term))
        return inside and self.learner in (None, learner)

    def reason_of(self, reason: str) -> str:
        """What the history says of a change made by this leave: both people and both reasons; Russian, it is data.

        Where they are too long together, the writer's own is cut: no words of his push out who gave the leave. Families
        read it, so what was asked for a whole lesson or journal, and may name another child, is not copied.
        """
        leave = f"разрешил(а) {self.by}{f': {self.why}' if self.learner else ''}"[:REASON_LENGTH]
        own = reason[: max(REASON_LENGTH - len(leave) - len("; "), 0)]
        return f"{own}; {leave}" if own else leave


class Openings(tuple[Opening, ...]):
    """The leaves of a journal."""

    __slots__ = ()

    def best(self, *, lesson: int | None = None, learner: int | None = None, term: int | None = None) -> Opening | None:
        """The leave that keeps the place open longest; None where none does."""
        found = (one for one in self if one.covers(lesson=lesson, learner=learner, term=term))
        return max(found, key=lambda one: one.until, default=None)

    def until(self, *, lesson: int | None = None, learner: int | None = None, term: int | None = None) -> date | None:
        """The last day on which the place is open by a leave."""
        found = self.best(lesson=lesson, learner=learner, term=term)
        return found.until if found else None

    def cells_of(self, lesson: int) -> frozenset[int]:
        """The learners whose cell of the lesson is open by a leave of its own."""
        return frozenset(one.learner for one in self if one.lesson == lesson and one.learner is not None)

    def finals_of(self, term: int) -> frozenset[int]:
        """The learners whose term mark is open by a leave of its own."""
        return frozenset(one.learner for one in self if one.term == term and one.learner is not None)


CLOSED = Openings()
"""A journal without leaves."""


def opened(rows: Iterable[tuple]) -> Openings:
    """Leaves from rows in the order of Opening."""
    return Openings(Opening(*row) for row in rows)


def scope_of(*, lesson: int | None, learner: int | None, term: int | None) -> Scope:
    """What a place is called."""
    if term is not None:
        return Scope.TERM if learner is None else Scope.TERM_CELL
    if lesson is None:
        return Scope.JOURNAL
    return Scope.LESSON if learner is None else Scope.CELL
