"""Requirements §5 as one table: role x area -> right. The rules, the help page and the tests read it (pure)."""

from enum import Flag, IntEnum, auto
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.enums import Role


class Right(Flag):
    """What may be done in an area. Writing and controlling include reading, setting up includes writing."""

    READ = auto()
    WRITE = auto()
    CONTROL = auto()
    SET_UP = auto()


class Reach(IntEnum):
    """How far a right goes."""

    NONE = 0
    OWN = 1
    """Only one's own: child, group, subject, department. The room's rule says which rows those are."""
    ALL = 2
    """The whole institution."""


class Area(TextChoices):
    """The rows of requirements §5."""

    REGISTER = "register", _("Lesson page, topic, homework, marks")
    ABSENCE = "absence", _("Absence")
    FINALS = "finals", _("Term and final marks")
    EXAMS = "exams", _("Exam sheets and debts")
    PROGRAMMES = "programmes", _("Work programmes and thematic plans")
    TIMETABLE = "timetable", _("Timetable and load")
    SUBSTITUTIONS = "substitutions", _("Substitutions and cancellations")
    CONTINGENT = "contingent", _("Groups, learners' cards, movement")
    DIRECTORIES = "directories", _("Directories, study periods, scales, windows")
    YEAR = "year", _("Closing of the study year")
    ROLES = "roles", _("Roles by order")
    ACCOUNTS = "accounts", _("Logins and first passwords")
    CONSENTS = "consents", _("Consents")
    REPORTS = "reports", _("Monitoring and reports")
    PRINTING = "printing", _("Printed statements, archive")
    NEWS = "news", _("News, board, calendar")
    MESSAGES = "messages", _("Messages")


class Who(TextChoices):
    """Those who are somebody without an order: by load, by enrolment, by guardianship."""

    TEACHER = "teacher", _("teacher")
    LEARNER = "learner", _("learner")
    PARENT = "parent", _("parent or trusted person")


# R reads, W writes, C controls, S sets up; a leading o means only one's own; - is nothing.
# Cells on which the regulations are silent follow the nearest role that they name. A curator will write the cards of
# own learners (H18) when they have a page outside the lists of the admin; until then he reads them. Learners and
# parents sign their consents on paper: who collects them records that, and they have no page of them.
_TABLE = """
              teacher learner parent curator educator extra-teacher deputy methodist director head admin viewer secretary dispatcher substitutions security extra-education editor system
register      oW      oR      oR     oR      oR       oW            RC     RC        R        oRC  R     R      -         -          -             -        -               -      -
absence       oW      oR      oW     oW      oR       oW            RC     RC        R        oRC  R     R      -         -          -             -        -               -      -
finals        oW      oR      oR     oR      oR       oR            RC     RC        R        oRC  R     R      -         -          -             -        -               -      -
exams         oW      oR      oR     oW      oR       -             WC     WC        R        oRC  W     R      -         -          -             -        -               -      -
programmes    oW      oR      oR     R       R        oW            RC     SC        R        oRC  S     R      -         R          -             -        -               W      -
timetable     oR      oR      oR     oR      oR       oR            RC     R         R        R    W     R      R         W          R             -        -               -      -
substitutions oR      oR      oR     oR      oR       oR            W      R         R        R    W     R      -         W          W             -        -               -      -
contingent    oR      oR      oR     oR      oR       -             R      R         R        R    W     R      W         -          -             -        -               -      -
directories   -       -       -      -       -        -             R      R         R        R    S     R      R         R          -             -        -               -      S
year          -       -       -      -       -        -             WC     R         WC       R    W     R      R         R          -             -        -               -      -
roles         -       -       -      -       -        -             W      -         R        -    S     R      -         -          -             -        -               -      S
accounts      -       -       -      -       -        -             -      -         -        -    S     -      -         -          -             -        -               -      S
consents      -       -       -      oW      -        -             W      -         R        -    S     -      -         -          -             -        -               -      -
reports       oR      -       -      oR      oR       oR            R      R         R        oR   R     R      -         -          -             -        -               -      oR
printing      oR      oR      oR     oW      oR       -             W      W         W        oW   S     R      -         -          -             -        -               -      -
news          oW      R       R      oW      oW       oW            W      W         W        oW   W     R      R         R          R             R        R               W      R
messages      W       W       W      W       W        W             W      W         W        W    W     -      W         W          W             W        W               W      W
"""

_GRANTS = {
    "R": Right.READ,
    "W": Right.READ | Right.WRITE,
    "C": Right.READ | Right.CONTROL,
    "S": Right.READ | Right.WRITE | Right.SET_UP,
}
_NOTHING = (Right(0), Reach.NONE)


def _cell(letters: str) -> tuple[Right, Reach]:
    if letters == "-":
        return _NOTHING
    rights = Right(0)
    for letter in letters.removeprefix("o"):
        rights |= _GRANTS[letter]
    return rights, Reach.OWN if letters.startswith("o") else Reach.ALL


def _read_table() -> dict[str, dict[str, tuple[Right, Reach]]]:
    head, *lines = _TABLE.strip().splitlines()
    columns = head.split()
    return {
        area: {who: _cell(letters) for who, letters in zip(columns, cells, strict=True)}
        for area, *cells in (line.split() for line in lines)
    }


LATER = frozenset({Area.MESSAGES})
"""Areas that no rule asks yet: their rooms are to come, and the help page does not promise them."""

OF_THE_HOST = frozenset({Area.NEWS})
"""Areas of pages: who writes those is decided by the host's page rights, so the help page is silent about them."""

SHOWN: tuple[Area, ...] = tuple(area for area in Area if area not in LATER | OF_THE_HOST)
"""The areas of the help page."""

TABLE = _read_table()
"""``TABLE[area][role] -> (rights, reach)``; roles are those of Role and Who."""

EVERYBODY: tuple[str, ...] = tuple(_TABLE.strip().splitlines()[0].split())
"""The columns in the order of the table."""


def reach(who: str, area: str, right: Right) -> Reach:
    """How far ``who`` (a Role or Who) has ``right`` in ``area``."""
    rights, far = TABLE[area].get(who, _NOTHING)
    return far if right in rights else Reach.NONE


@cache
def roles_with(area: str, right: Right, least: Reach = Reach.ALL) -> frozenset[str]:
    """The roles that have ``right`` in ``area`` over their whole institution, or at ``least`` as far as that."""
    return frozenset(role for role in Role.values if reach(role, area, right) >= least)


def may(roles, area: str, right: Right, institution_id: int) -> bool:
    """Whether ``roles`` (access.queries.Roles) give ``right`` in ``area`` over the whole of the institution."""
    return roles.is_superuser or institution_id in roles.institutions(*roles_with(area, right))


def label(who: str) -> str:
    """The name of a column, in the language of the reader."""
    return str(Role(who).label if who in Role.values else Who(who).label)
