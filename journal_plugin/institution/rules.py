"""Who reads and who keeps the directories and settings of an institution (requirements §5, A22, I05)."""

from django.db.models import Q

from journal_plugin.access.grants import granted, granted_somewhere
from journal_plugin.access.matrix import Area, Right


def reads_directories(user, path: str = "institution") -> Q:
    """Rows of the directories that ``user`` reads; ``path`` leads from a row to its institution."""
    return granted(user, Area.DIRECTORIES, Right.READ, path)


def keeps_directories(user, path: str = "institution") -> Q:
    """Rows of the directories that ``user`` adds, changes and deletes."""
    return granted(user, Area.DIRECTORIES, Right.WRITE, path)


def sees_settings(user) -> bool:
    """Whether the menus lead to the settings of an institution: for who reads the directories (A23)."""
    return granted_somewhere(user, Area.DIRECTORIES, Right.READ)


def offered_directories(user, path: str = "institution") -> Q:
    """Rows that the forms of ``user`` may offer: whoever keeps contingent, timetable or
    programmes names rooms, years, departments, study elements."""
    return (
        reads_directories(user, path)
        | granted(user, Area.CONTINGENT, Right.WRITE, path)
        | granted(user, Area.TIMETABLE, Right.WRITE, path)
        | granted(user, Area.PROGRAMMES, Right.WRITE, path)
        | granted(user, Area.ROLES, Right.WRITE, path)
    )
