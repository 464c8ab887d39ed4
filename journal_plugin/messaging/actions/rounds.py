"""What a round of notices has done, how far back it looks, and that its parts do not stop each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from logging import getLogger

_log = getLogger(__name__)

FRESH = timedelta(days=3)
"""Older things are told to nobody: after a long stop of the command people know them from the diary and the journal."""


@dataclass(frozen=True)
class Round:
    """What one round has done: notices raised and withdrawn, letters sent, letters that the server did not take."""

    raised: int
    withdrawn: int
    sent: int
    failed: int

    def __add__(self, other: "Round") -> "Round":
        """Both rounds together."""
        return Round(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))


def tried(work: Callable[[], int], what: str) -> int:
    """What ``work`` has done; nothing, and a line in the log, where it fails."""
    try:
        return work()
    except Exception:
        _log.exception("A round of notices has failed at: %s", what)
        return 0
