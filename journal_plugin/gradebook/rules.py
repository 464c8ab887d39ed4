"""Who sees the desk's pages of the register; the rows themselves are decided by lessons.rules."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from journal_plugin.access.grants import granted_somewhere
from journal_plugin.access.matrix import Area, Reach, Right, may, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.curriculum.switches import kept
from journal_plugin.lessons.models import LessonTeacher
from journal_plugin.people.models import Staff


def keeps_journals(user) -> bool:
    """Whether the page «Today» is for ``user``; asked once.

    It is for everybody who works at an institution, but of those who hold a role there only for who also teaches: a
    director without lessons begins with the journals, an editor with the pages.
    """
    if not user.is_authenticated:
        return False
    if not hasattr(user, "_journal_keeps"):
        staff = Staff.objects.on(timezone.localdate()).filter(person__user_id=user.pk)
        if roles_of(user).rows:
            mine = {"staff": OuterRef("pk")}
            staff = staff.filter(
                Exists(TeachingAssignment.objects.filter(kept(), **mine)) | Exists(LessonTeacher.objects.filter(**mine))
            )
        user._journal_keeps = staff.exists()
    return user._journal_keeps


def reads_journals(user) -> bool:
    """Whether ``user`` may have journals to read: those who teach, lead a group or department, or read all."""
    readers = roles_with(Area.REGISTER, Right.READ, Reach.OWN)
    return user.is_authenticated and (roles_of(user).has(*readers) or keeps_journals(user))


def sees_timetables(user) -> bool:
    """Whether the menu leads to the timetables: for everybody who works at an institution (C03, C04)."""
    return user.is_authenticated and bool(roles_of(user).rows or keeps_journals(user))


def settles_compositions(user) -> bool:
    """Whether the menu leads to the subgroups: for those who settle their composition (D19).

    Teachers come from their journals.
    """
    return user.is_authenticated and roles_of(user).has(*roles_with(Area.REGISTER, Right.CONTROL, Reach.OWN))


def sees_corrections(user) -> bool:
    """Whether ``user`` asks to open what is shut, or answers such requests (E10)."""
    controllers = roles_with(Area.REGISTER, Right.CONTROL, Reach.OWN)
    return user.is_authenticated and (roles_of(user).has(*controllers) or keeps_journals(user))


def names_substitutes(user) -> bool:
    """Whether ``user`` names substitutes somewhere (C08)."""
    return granted_somewhere(user, Area.SUBSTITUTIONS, Right.WRITE)


def names_substitutes_at(user, institution_id: int) -> bool:
    """Whether ``user`` names substitutes at that institution."""
    return may(roles_of(user), Area.SUBSTITUTIONS, Right.WRITE, institution_id)
