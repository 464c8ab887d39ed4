"""Who reads the reports; the rows are those of journals that one reads (lessons.rules.may_read_journal)."""

from journal_plugin.access.matrix import Area, Reach, Right, may, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.lessons.models import LessonTeacher

_READERS = roles_with(Area.REPORTS, Right.READ, Reach.OWN) & roles_with(Area.REGISTER, Right.READ, Reach.OWN)
"""A report tells what stands in journals: who reads none of them reads none of it."""


def has_reports(user) -> bool:
    """Whether the menu shows reports: to those who read journals by a role."""
    return roles_of(user).has(*_READERS)


def reads_reports(user) -> bool:
    """Whether ``user`` reads how journals are kept: by a role of all or of his own, as a teacher of his journals (§5)."""
    return has_reports(user) or LessonTeacher.objects.filter(staff__person__user_id=user.pk).exists()


def reads_readiness(user, institution_id: int) -> bool:
    """Whether ``user`` reads if the year is ready: those who read the directories of that institution (A20)."""
    return user.is_authenticated and may(roles_of(user), Area.DIRECTORIES, Right.READ, institution_id)


def has_closing(user) -> bool:
    """Whether the menu shows the closing of the year: to those who close it."""
    return roles_of(user).has(*roles_with(Area.YEAR, Right.WRITE))


def has_readiness(user) -> bool:
    """Whether the menu shows it."""
    return roles_of(user).has(*roles_with(Area.DIRECTORIES, Right.READ))
