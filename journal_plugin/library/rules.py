"""Who finds, opens and writes entries of the library (B20, B21)."""

from django.db.models import Q
from django.utils import timezone

from journal_plugin.access.grants import NOTHING, granted
from journal_plugin.access.matrix import Area, Right
from journal_plugin.access.queries import roles_of
from journal_plugin.people.models import Learner, Staff
from journal_plugin.people.rules import own_or_child

PUBLIC = Q(public=True, withdrawn=False)
"""What everybody opens without signing in."""


def _staff_at(user) -> Q:
    works = Staff.objects.on(timezone.localdate()).filter(person__user_id=user.pk)
    return Q(institution__in=works.values("institution")) | Q(institution__in=roles_of(user).institutions())


def may_open_resource(user) -> Q:
    """Entries that ``user`` finds and opens: public ones, and all of the institutions where he, or his child, is somebody."""
    if not user.is_authenticated:
        return PUBLIC
    family = Q(institution__in=Learner.objects.filter(own_or_child(user)).values("institution"))
    return PUBLIC | Q(withdrawn=False) & (family | _staff_at(user)) | may_write_resource(user)


def may_write_resource(user) -> Q:
    """Entries that ``user`` changes: all for who keeps programmes, and those that he, working there, has added.

    What was taken off the shelf is put back by who keeps programmes alone.
    """
    if not user.is_authenticated:
        return NOTHING
    return keeps_library(user) | Q(by__user_id=user.pk, withdrawn=False) & _staff_at(user)


def keeps_library(user, path: str = "institution") -> Q:
    """Entries of the admin's list that ``user`` changes."""
    return granted(user, Area.PROGRAMMES, Right.WRITE, path)


def reads_library(user, path: str = "institution") -> Q:
    """Entries that ``user`` reads in the admin's list."""
    return granted(user, Area.PROGRAMMES, Right.READ, path)


def offered_resources(user) -> Q:
    """Entries that the editor of a work programme offers: those of the institutions where ``user`` works."""
    return Q(withdrawn=False) & _staff_at(user) if user.is_authenticated else NOTHING


def may_add_at(user) -> Q:
    """Institutions to whose library ``user`` adds: where he works today (B20)."""
    if not user.is_authenticated:
        return NOTHING
    works = Staff.objects.on(timezone.localdate()).filter(person__user_id=user.pk)
    return Q(pk__in=works.values("institution")) | granted(user, Area.PROGRAMMES, Right.WRITE, "pk")


def reads_shelf(user) -> bool:
    """Whether the desk's menu shows the library: to whoever works or holds a role somewhere."""
    return bool(roles_of(user).rows) or Staff.objects.on(timezone.localdate()).filter(person__user=user.pk).exists()
