"""Who may see whose timetable (C09): the learner his own, the parent the child's, the staff that of the institution."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.grants import granted, granted_somewhere
from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of
from journal_plugin.core.models import active_on
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Staff
from journal_plugin.people.rules import may_read_group, may_read_learner, own_or_child


def may_read_group_timetable(user) -> Q:
    """Groups whose timetable ``user`` may open: own, an own child's, every one of an own employer; never a subgroup."""
    return Q(kind=GroupKind.GROUP) & may_read_group(user)


def may_read_learner_timetable(user) -> Q:
    """Learners whose own timetable ``user`` may open: himself, own children, and those whose card he reads."""
    return own_or_child(user) | may_read_learner(user)


def may_read_teacher_timetable(user) -> Q:
    """Staff whose timetable ``user`` may open: himself and his colleagues, never learners and families."""
    return _of_own_institution(user)


def may_read_room_timetable(user) -> Q:
    """Rooms whose timetable ``user`` may open: the staff of their institution, never learners and families."""
    return _of_own_institution(user)


def _of_own_institution(user) -> Q:
    if not user.is_authenticated:
        return Q(pk__in=())
    colleague = Staff.objects.on(timezone.localdate()).filter(
        person__user_id=user.pk, institution=OuterRef("institution")
    )
    return Q(Exists(colleague)) | Q(institution__in=roles_of(user).institutions())


def may_subscribe_learner(user) -> Q:
    """Learners whose lessons a link of ``user`` gives: himself and own children, as long as he reads them (C09)."""
    return own_or_child(user) & may_read_learner_timetable(user)


def may_subscribe_teacher(user) -> Q:
    """Staff whose lessons a link of ``user`` gives: himself, as long as he works there."""
    return Q(person__user_id=user.pk) & active_on(timezone.localdate()) & may_read_teacher_timetable(user)


def may_subscribe_group(user) -> Q:
    """Groups whose lessons a link of ``user`` gives: those of his institution; a family subscribes to its learner."""
    return may_read_group_timetable(user) & _of_own_institution(user)


def own_feeds(user) -> Q:
    """Links that ``user`` has made: nobody else sees or revokes them."""
    return Q(person__user_id=user.pk) if user.is_authenticated else Q(pk__in=())


def reads_timetable(user) -> Q:
    """Slots and load that ``user`` reads in the admin's lists."""
    return granted(user, Area.TIMETABLE, Right.READ, "term__year__institution")


def keeps_timetable(user) -> Q:
    """Slots and load that ``user`` enters: the dispatcher (C04, I06), not who only keeps the program running.

    Whoever writes the load decides who writes a journal (L06).
    """
    return granted(user, Area.TIMETABLE, Right.WRITE, "term__year__institution")


def reads_raster(user) -> Q:
    """Study periods whose raster ``user`` reads: who reads the timetable of the whole institution."""
    return granted(user, Area.TIMETABLE, Right.READ, "year__institution")


def keeps_raster(user) -> Q:
    """Study periods in whose raster ``user`` writes: the dispatcher and the administrator (C04, I06)."""
    return granted(user, Area.TIMETABLE, Right.WRITE, "year__institution")


def may_keep_raster(user, institution_id: int) -> bool:
    """Whether ``user`` writes in the rasters of that institution."""
    return may(roles_of(user), Area.TIMETABLE, Right.WRITE, institution_id)


def keeps_rasters(user) -> bool:
    """Whether the menu leads to the raster."""
    return granted_somewhere(user, Area.TIMETABLE, Right.WRITE)


def reads_rasters(user) -> bool:
    """Whether the page of all timetables leads to the raster."""
    return granted_somewhere(user, Area.TIMETABLE, Right.READ)


def keeps_off_times(user) -> Q:
    """Staff, rooms and groups whose unavailable times ``user`` enters: who keeps the rasters of their institution (C04)."""
    return granted(user, Area.TIMETABLE, Right.WRITE, "institution")


def keeps_proposals(user) -> Q:
    """Proposed timetables that ``user`` sees and settles: who keeps the raster (C04)."""
    return granted(user, Area.TIMETABLE, Right.WRITE, "term__year__institution")
