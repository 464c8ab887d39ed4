"""Who reads the reports; the rows are those of journals that one reads (lessons.rules.may_read_journal)."""

from django.db.models import Exists, OuterRef, Q

from journal_plugin.access.enums import Role
from journal_plugin.access.grants import EVERYTHING
from journal_plugin.access.matrix import Area, Reach, Right, may, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.lessons.models import LessonTeacher

_READERS = roles_with(Area.REPORTS, Right.READ, Reach.OWN) & roles_with(Area.REGISTER, Right.READ, Reach.OWN)
"""A report tells what stands in journals: who reads none of them reads none of it."""
_ALL_PROGRAMMES = roles_with(Area.PROGRAMMES, Right.WRITE) | (
    roles_with(Area.PROGRAMMES, Right.READ) & roles_with(Area.DIRECTORIES, Right.READ)
)
"""Who reads educational programmes as wholes: who writes work programmes, or reads them and the directories too."""


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


def may_read_education(user) -> Q:
    """Programmes that ``user`` reads as wholes (B08): of his institution, or those of groups of the department he heads."""
    roles = roles_of(user)
    if roles.is_superuser:
        return EVERYTHING
    taught = Curriculum.objects.filter(programme=OuterRef("pk"), groups__department__in=roles.departments())
    return Q(institution__in=roles.institutions(*_ALL_PROGRAMMES)) | Q(Exists(taught))


def reads_educations(user, institution_id: int) -> bool:
    """Whether ``user`` reads the list of them there: who reads all of them, and heads of departments."""
    return roles_of(user).is_superuser or institution_id in roles_of(user).institutions(*_ALL_PROGRAMMES, Role.HEAD)


def has_education(user) -> bool:
    """Whether the menu shows them."""
    return roles_of(user).has(*_ALL_PROGRAMMES, Role.HEAD)
