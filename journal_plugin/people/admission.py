"""Those admitted, spread over groups (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """A group that may take learners: how many are in it, how many are planned (None: no limit)."""

    pk: int
    learners: int
    places: int | None


def spread(learners: Iterable[int], rooms: Sequence[Room]) -> dict[int, int]:
    """Learner -> group, so that in the end the groups are as even as can be and none is fuller than planned (A17).

    Each learner goes where fewest are, in the order of ``rooms`` on a tie; who finds every group full is left out.
    """
    sizes = {room.pk: room.learners for room in rooms}
    placed = {}
    for learner in learners:
        free = [room for room in rooms if room.places is None or sizes[room.pk] < room.places]
        if not free:
            break
        room = min(free, key=lambda one: sizes[one.pk])
        placed[learner] = room.pk
        sizes[room.pk] += 1
    return placed
