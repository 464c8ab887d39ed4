"""Who may what in the curriculum (requirements §5)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from journal_plugin.access.grants import NOTHING, granted, granted_somewhere
from journal_plugin.access.matrix import Area, Right, may, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.people.rules import may_read_learner, own_or_child


def may_write_programme(user, year_id: int | None = None) -> Q:
    """Study elements whose work programme ``user`` writes: own ones (B04), or all for who keeps programmes.

    Own in any year, or in the one with ``year_id``: next year's load opens next year's programme only.
    """
    if not user.is_authenticated:
        return NOTHING
    teaches = standing_load(user).filter(element=OuterRef("pk"))
    if year_id is not None:
        teaches = teaches.filter(term__year=year_id)
    keepers = roles_of(user).institutions(*roles_with(Area.PROGRAMMES, Right.WRITE))
    return Q(institution__in=keepers) | Q(Exists(teaches))


IN_FORCE = Q(live=True)
"""Pages of programmes that everybody reads (B16); a draft is shown by the page's own rights."""


def approving_at(user) -> frozenset[int]:
    """Ids of the institutions whose work programmes ``user`` approves: who controls them there or sets them up (B04)."""
    roles = roles_with(Area.PROGRAMMES, Right.CONTROL) | roles_with(Area.PROGRAMMES, Right.SET_UP)
    return roles_of(user).institutions(*roles)


def may_publish_programme(user) -> Q:
    """Study elements whose programme ``user`` puts into force: as who approves, or as its author where nobody approves."""
    if not user.is_authenticated:
        return NOTHING
    by_authors = Q(institution__settings__programmes_approved=False)
    return Q(institution__in=approving_at(user)) | by_authors & may_write_programme(user)


def keeps_content(user, path: str = "institution") -> Q:
    """Content elements that ``user`` adds, changes and deletes: who keeps programmes."""
    return granted(user, Area.PROGRAMMES, Right.WRITE, path)


def reads_content(user, path: str = "institution") -> Q:
    """Content elements that ``user`` reads in the list of the admin."""
    return granted(user, Area.PROGRAMMES, Right.READ, path)


def sees_controls(user) -> bool:
    """Whether the menu leads to the forms of control of the year: for who reads the directories (A11)."""
    return granted_somewhere(user, Area.DIRECTORIES, Right.READ)


def standing_load(user) -> QuerySet[TeachingAssignment]:
    """The load of ``user`` that is in force or begins later: programmes are written before the year starts (B04)."""
    today = timezone.localdate()
    works = Q(staff__until__isnull=True) | Q(staff__until__gte=today)
    return TeachingAssignment.objects.between(today, date.max).filter(works, staff__person__user_id=user.pk)


def may_read_learner_curriculum(user) -> Q:
    """Learners whose own curriculum ``user`` reads: himself, own children, and those whose card he reads (B02)."""
    return own_or_child(user) | may_read_learner(user)


def opens_years(user, institution_id: int) -> bool:
    """Whether ``user`` opens the next study year there: who keeps directories, contingent and load (A19)."""
    areas = (Area.DIRECTORIES, Area.CONTINGENT, Area.TIMETABLE)
    return user.is_authenticated and all(may(roles_of(user), area, Right.WRITE, institution_id) for area in areas)
