"""The mode of stay in the lists of groups and learners (A10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import mode_names
from journal_plugin.exchange.columns import Column, Value, text
from journal_plugin.exchange.importers.reading import Wrong
from journal_plugin.exchange.plans import Context

MODE = Column("mode", "Режим пребывания", text(), ("Режим",))


@dataclass(frozen=True)
class Modes:
    """The institution's modes of stay by name."""

    names: frozenset[str]

    def check(self, values: Mapping[str, Value]) -> None:
        """Raises Wrong for a mode that the institution does not have."""
        name = values.get("mode")
        if name and name not in self.names:
            raise Wrong("mode", _("There is no mode of stay %(name)s.") % {"name": name})


def known_modes(context: Context) -> Modes:
    """What a list may name; one query."""
    return Modes(frozenset(mode_names(context.institution)))
