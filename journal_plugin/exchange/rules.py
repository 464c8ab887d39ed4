"""Who sends lists in and takes them out: whoever keeps that directory by the matrix of roles (A22, N03)."""

from django.db.models import Q

from journal_plugin.access.grants import NOTHING
from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.exchange.enums import Listing

AREAS: dict[Listing, Area] = {
    Listing.DEPARTMENTS: Area.DIRECTORIES,
    Listing.BUILDINGS: Area.DIRECTORIES,
    Listing.ROOMS: Area.DIRECTORIES,
    Listing.BELLS: Area.DIRECTORIES,
    Listing.DAYS: Area.DIRECTORIES,
    Listing.STAFF: Area.DIRECTORIES,
    Listing.GROUPS: Area.CONTINGENT,
    Listing.SUBGROUPS: Area.CONTINGENT,
    Listing.LEARNERS: Area.CONTINGENT,
    Listing.MOVES: Area.CONTINGENT,
    Listing.PROGRAMMES: Area.DIRECTORIES,
    Listing.ELEMENTS: Area.DIRECTORIES,
    Listing.CONTENT: Area.PROGRAMMES,
    Listing.CONTROLS: Area.DIRECTORIES,
    Listing.CURRICULA: Area.DIRECTORIES,
    Listing.LOAD: Area.TIMETABLE,
    Listing.TIMETABLE: Area.TIMETABLE,
}
"""Which row of the matrix decides about a list."""
EVERYTHING_OF_EVERYBODY = (
    roles_with(Area.CONTINGENT, Right.WRITE),
    roles_with(Area.DIRECTORIES, Right.WRITE),
    roles_with(Area.REGISTER, Right.READ),
)
"""A package tells of people, directories and marks at once: it is for those who keep and read all three."""


def keepers_of(what: str) -> frozenset[str]:
    """Roles that send the list ``what`` in."""
    if what == Listing.ONEROSTER:
        return frozenset.intersection(*EVERYTHING_OF_EVERYBODY)
    return roles_with(AREAS[Listing(what)], Right.WRITE)


def keeps_list(user, what: str) -> Q:
    """Institutions whose list ``what`` the ``user`` may send in and take out; no superuser by itself."""
    return Q(pk__in=roles_of(user).institutions(*keepers_of(what)))


def lists_of(user, institution_id: int) -> tuple[Listing, ...]:
    """The kinds of list that ``user`` keeps at the institution, in the order of entering them."""
    roles = roles_of(user)
    return tuple(what for what in AREAS if institution_id in roles.institutions(*keepers_of(what)))


def keeps_packages(user, institution_id: int) -> bool:
    """Whether ``user`` takes OneRoster packages of the institution out and sends them in."""
    return institution_id in roles_of(user).institutions(*keepers_of(Listing.ONEROSTER))


def keeps_lists(user) -> bool:
    """Whether ``user`` keeps a list anywhere: shows the menu entry."""
    roles = roles_of(user)
    return any(roles.has(*keepers_of(what)) for what in Listing)


def sees_upload(user) -> Q:
    """Sent lists that ``user`` sees: those of the kinds that he keeps at that institution."""
    seen = NOTHING
    for what in Listing:
        seen |= Q(what=what, institution__in=roles_of(user).institutions(*keepers_of(what)))
    return seen
