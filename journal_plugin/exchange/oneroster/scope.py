"""What a package is about: an institution, a study year, perhaps one period of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.exchange.oneroster.guids import Guids, guids_of
from journal_plugin.exchange.oneroster.spec import FILES
from journal_plugin.institution.models import Institution

Row = Mapping[str, object]
"""A row on its way out: heading -> value; a heading that is left out is empty."""


@dataclass(frozen=True)
class Scope:
    """The days that a package tells of, both included; lists are those of ``day``."""

    institution: Institution
    year: AcademicYear
    term: Term | None = None

    @property
    def since(self) -> date:
        """The first day."""
        return (self.term or self.year).since

    @property
    def until(self) -> date:
        """The last day."""
        return (self.term or self.year).until

    @property
    def day(self) -> date:
        """Today, or the day of the scope that is nearest to it."""
        return min(max(self.institution.today(), self.since), self.until)

    @cached_property
    def guid(self) -> Guids:
        """The sourcedIds of the institution."""
        return guids_of(self.institution.site.hostname)

    @cached_property
    def school(self) -> str:
        """The sourcedId of the institution itself."""
        return self.guid("institution", self.institution.pk)


def cells(file: str, row: Row) -> list[object]:
    """The cells of ``row`` in the order of the file. Raises KeyError for a heading that the file does not have."""
    unknown = row.keys() - _NAMES[file]
    if unknown:
        raise KeyError(*unknown)
    return [row.get(name, "") for name in _ORDER[file]]


_ORDER = {file: tuple(field.name for field in fields) for file, fields in FILES.items()}
_NAMES = {file: frozenset(names) for file, names in _ORDER.items()}
