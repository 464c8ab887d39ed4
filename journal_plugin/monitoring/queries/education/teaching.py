"""The timetable and the schedule of tests of a programme."""

from django.utils.translation import gettext as _

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area
from journal_plugin.calendar.models import Term
from journal_plugin.core.dates import long_day
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage
from journal_plugin.lessons.pages import ControlSchedulePage
from journal_plugin.monitoring.education import Item, Part, Place
from journal_plugin.monitoring.enums import State
from journal_plugin.monitoring.queries.education.rows import Rows
from journal_plugin.monitoring.queries.education.scope import Scope, address, shown_state
from journal_plugin.timetable.pages import TimetableIndexPage


def timetable(rows: Rows, scope: Scope) -> Part:
    """The raster of each study period by the load of the programme's groups."""
    terms = [term for term in rows.terms if term.course is None or term.course in scope.chosen]
    absent = _("The year has no study periods.")
    return Part(_("Timetable"), tuple(_term(rows, scope, term) for term in terms), absent)


def _term(rows: Rows, scope: Scope, term: Term) -> Item:
    load = {(row.groups, row.element): row for row in scope.load if row.term == term.pk and row.wants_place}
    wanted, placed = len(load), sum(row.placed for row in load.values())
    make = Place(_("Raster"), "journal:raster_term", (term.pk,), (Area.TIMETABLE,))
    owes = rows.keepers.get(Role.DISPATCHER, "")
    if not wanted:
        return Item(term.name, State.NONE, owes, warning=_("the groups have no load for the week"), make=make)
    said = _("in the raster: %(placed)s of %(wanted)s") % {"placed": placed, "wanted": wanted}
    if not placed:
        return Item(term.name, State.NONE, owes, warning=said, make=make)
    if placed < wanted:
        return Item(term.name, State.DRAFT, owes, warning=said, make=make)
    public = address(rows, TimetableIndexPage)
    return Item(term.name, shown_state(rows, TimetableIndexPage), note=said, public=public, make=make)


def schedule(rows: Rows, scope: Scope) -> Part:
    """By groups: tests come from the work programmes as soon as the timetable stands, or from the teachers."""
    absent = _("The curricula name no groups.")
    shelf = rows.shown.get(WorkProgrammeIndexPage)
    make = (
        Place(_("Set in the work programmes"), "wagtailadmin_explore", (shelf[0],), (Area.PROGRAMMES,))
        if shelf
        else None
    )
    items = tuple(_of_group(rows, scope, pk, name) for pk, name in scope.groups.items())
    return Part(_("Schedule of tests"), items, absent, make)


def _of_group(rows: Rows, scope: Scope, pk: int, name: str) -> Item:
    days = rows.tests.get(pk, [])
    if not days:
        teachers = dict.fromkeys(row.teacher for row in scope.load if pk in row.groups)
        return Item(name, State.NONE, _("teachers of the group: %(n)s") % {"n": len(teachers)} if teachers else "")
    said = _("tests: %(n)s, from %(first)s to %(last)s") % {
        "n": len(days),
        "first": long_day(days[0], days[0]),
        "last": long_day(days[-1], days[-1]),
    }
    return Item(name, shown_state(rows, ControlSchedulePage), note=said, public=address(rows, ControlSchedulePage))
