"""Who closes a study year, and who opens it again (requirements §5)."""

from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of


def reads_closing(user, institution_id: int) -> bool:
    """Whether ``user`` reads what stands open in a year: who has anything to do with its closing there."""
    return user.is_authenticated and may(roles_of(user), Area.YEAR, Right.READ, institution_id)


def closes_years(user, institution_id: int) -> bool:
    """Whether ``user`` closes study years there: the administrator, who opens them, the deputy and the director."""
    return user.is_authenticated and may(roles_of(user), Area.YEAR, Right.WRITE, institution_id)


def reopens_years(user, institution_id: int) -> bool:
    """Whether ``user`` opens a closed year again: the deputy and the director."""
    return user.is_authenticated and may(roles_of(user), Area.YEAR, Right.CONTROL, institution_id)
