"""Every kind of list in one table, and the plan of a file."""

from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.calendar.queries import current_term, current_year
from journal_plugin.core.spreadsheet import SpreadsheetError, read_sheet
from journal_plugin.exchange.columns import read_table
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.bells import BELLS
from journal_plugin.exchange.importers.content import CONTENT
from journal_plugin.exchange.importers.controls import CONTROLS
from journal_plugin.exchange.importers.curricula import CURRICULA
from journal_plugin.exchange.importers.days import DAYS
from journal_plugin.exchange.importers.directories import BUILDINGS, DEPARTMENTS, PROGRAMMES
from journal_plugin.exchange.importers.elements import ELEMENTS
from journal_plugin.exchange.importers.groups import GROUPS
from journal_plugin.exchange.importers.learners import LEARNERS
from journal_plugin.exchange.importers.load import LOAD
from journal_plugin.exchange.importers.moves import MOVES
from journal_plugin.exchange.importers.rooms import ROOMS
from journal_plugin.exchange.importers.staff import STAFF
from journal_plugin.exchange.importers.subgroups import SUBGROUPS
from journal_plugin.exchange.importers.timetable import TIMETABLE
from journal_plugin.exchange.plans import Context, Importer, Plan, make_plan
from journal_plugin.institution.models import Institution

IMPORTERS: dict[str, Importer] = {
    importer.listing: importer
    for importer in (
        DEPARTMENTS,
        BUILDINGS,
        ROOMS,
        BELLS,
        DAYS,
        STAFF,
        GROUPS,
        SUBGROUPS,
        LEARNERS,
        MOVES,
        PROGRAMMES,
        ELEMENTS,
        CONTENT,
        CONTROLS,
        CURRICULA,
        LOAD,
        TIMETABLE,
    )
}
"""Listing -> its importer."""


def context_of(
    what: str, institution: Institution, *, since: date | None = None, term: Term | None = None, by=None
) -> Context:
    """Where a list goes when nobody says more: the current year and study period.

    Its first day is that of the year (or period) while the directory is empty, and today as soon as it is not, so that
    a list sent in later rewrites nothing past. Raises SpreadsheetError where the institution has no year yet.
    """
    importer = IMPORTERS[what]
    year = current_year(institution)
    term = term or current_term(institution)
    if year is None and (importer.needs_year or what in _DATED):
        raise SpreadsheetError(_("Open an academic year first."))
    if term is None and importer.needs_term:
        raise SpreadsheetError(_("Open a study period first."))
    today = institution.today()
    start = (term.since if importer.needs_term and term else None) or (year.since if year else today)
    context = Context(institution, year, term, since or start, by)
    if since is None and start < today and importer.current(context):
        context = Context(institution, year, term, today, by)
    return context


_DATED = (Listing.STAFF, Listing.GROUPS, Listing.SUBGROUPS, Listing.LEARNERS)


def is_dated(what: str) -> bool:
    """Whether what a list brings holds from a day on; rooms, bells, elements and curricula simply are."""
    return what in _DATED or IMPORTERS[what].needs_term


def plan_list(what: str, context: Context, data: bytes) -> Plan:
    """What the file ``data`` would do. Writes nothing; a constant number of queries. Raises SpreadsheetError."""
    importer = IMPORTERS[what]
    return make_plan(importer, context, read_table(read_sheet(data), importer.columns))
