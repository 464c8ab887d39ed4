"""Lines of the lists of an institution's places: departments, buildings, rooms (pure)."""

from dataclasses import dataclass

from journal_plugin.core.names import search_key


@dataclass(frozen=True)
class DepartmentCard:
    """A department as it stands in a list."""

    name: str
    external_id: str = ""

    @property
    def key(self) -> str:
        """The external id, else the name."""
        return self.external_id or search_key(self.name)


@dataclass(frozen=True)
class BuildingCard(DepartmentCard):
    """A building as it stands in a list (A01)."""

    address: str = ""


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
