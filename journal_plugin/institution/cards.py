"""One line of the list of rooms (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RoomCard:
    """A room as it stands in a list; ``external_id`` (or building and name) keeps its identity (A01, A02)."""

    name: str
    building: str
    capacity: int | None = None
    kind: str = ""
    equipment: str = ""
    external_id: str = ""

    @property
    def key(self) -> str:
        """The external id, else building and name."""
        return self.external_id or f"{self.building}, {self.name}"
