"""From the rows of a table to cards: what every kind of list does with a name that does not exist."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin.core.names import search_key
from journal_plugin.exchange.columns import CellRefused, Line, Refusal, Table, Value, as_text
from journal_plugin.exchange.plans import Card, Reading


class Wrong(CellRefused):
    """A row that cannot be taken because of the column that fills ``name``."""

    def __init__(self, name: str, reason: str):
        super().__init__(reason)
        self.name = name


def read_cards(table: Table, make: Callable[[Mapping[str, Value]], Iterable[Card]]) -> Reading:
    """The cards of every line of ``table``; a line for which ``make`` raises Wrong is refused."""
    cards: list[tuple[int, Card]] = []
    refused = []
    for line in table.lines:
        try:
            cards += [(line.row, card) for card in make(line.values)]
        except Wrong as wrong:
            refused.append(_refusal(table, line, wrong))
    return Reading(tuple(cards), tuple(refused))


def _refusal(table: Table, line: Line, wrong: Wrong) -> Refusal:
    value = line.values.get(wrong.name)
    shown = ", ".join(str(part) for part in value) if isinstance(value, tuple) else as_text(value)
    return Refusal(line.row, table.heading(wrong.name), shown, str(wrong))


@dataclass(frozen=True)
class Known:
    """Names that a list may use -> what they are called here; ``missing`` says what is wrong with any other."""

    names: Mapping[str, str]
    missing: str

    @classmethod
    def of(cls, names: Iterable[str], missing: str) -> "Known":
        """Each name is called as it is, in any case."""
        return cls({search_key(name): name for name in names}, missing)

    def find(self, column: str, name: str) -> str:
        """What ``name`` is called here. Raises Wrong for a name that does not exist."""
        found = self.names.get(search_key(name))
        if found is None:
            raise Wrong(column, self.missing % {"name": name})
        return found


def no_group() -> str:
    """Why a row with an unknown group is refused."""
    return _("There is no group %(name)s.")


def no_element() -> str:
    """Why a row with an unknown study element is refused."""
    return _("There is no study element %(name)s.")


def no_staff() -> str:
    """Why a row with an unknown teacher is refused."""
    return _("There is no staff member %(name)s.")


def no_room() -> str:
    """Why a row with an unknown room is refused."""
    return _("There is no room %(name)s.")
