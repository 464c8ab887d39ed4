"""An educational programme as a whole: its parts, how far each is, and from what it is made (pure; B08)."""

from dataclasses import dataclass

from journal_plugin.monitoring.enums import State

_ORDER = tuple(State)
_READY = (State.IN_FORCE, State.PUBLISHED)


@dataclass(frozen=True)
class Place:
    """Where something is made: the name of an address with its arguments and its query, for who writes all ``areas``."""

    label: str
    name: str
    args: tuple
    areas: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True)
class Sample:
    """From what it can be made: its title, the address at which everybody reads it, the place that copies it if one does."""

    title: str
    url: str
    copy: Place | None = None


@dataclass(frozen=True)
class Item:
    """A curriculum, a work programme, the timetable of a study period.

    ``note`` says what is in order, ``warning`` what is not; ``public`` is the address at which everybody reads it.
    """

    title: str
    state: State
    owes: str = ""
    note: str = ""
    warning: str = ""
    public: str = ""
    make: Place | None = None
    sample: Sample | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the journal goes by it."""
        return self.state in _READY


@dataclass(frozen=True)
class Part:
    """One part; ``absent`` says why there is nothing in it. One that is not ``counted`` need not be there."""

    title: str
    items: tuple[Item, ...]
    absent: str = ""
    make: Place | None = None
    counted: bool = True

    @property
    def state(self) -> State:
        """Nothing where all is lacking, else that of the item that is least far; a part with gaps is a draft."""
        states = {item.state for item in self.items}
        least = min(states, key=_ORDER.index, default=State.NONE)
        return State.DRAFT if least == State.NONE and len(states) > 1 else least

    @property
    def ready(self) -> int:
        """How many items are in force."""
        return sum(item.is_ready for item in self.items)

    @property
    def is_ready(self) -> bool:
        """Whether it is all in force."""
        return bool(self.items) and self.ready == len(self.items)


@dataclass(frozen=True)
class Education:
    """A programme (its id, title, level) in a year; ``courses`` are those that have or had a curriculum."""

    programme: int
    title: str
    level: str
    courses: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def counted(self) -> int:
        """How many parts it must have."""
        return sum(part.counted for part in self.parts)

    @property
    def ready(self) -> int:
        """How many of them are all in force."""
        return sum(part.counted and part.is_ready for part in self.parts)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Titles of the parts that are not ready."""
        return tuple(part.title for part in self.parts if part.counted and not part.is_ready)
