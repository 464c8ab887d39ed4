"""The door to a group's desk, the same for all its screens."""

from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest

from journal_plugin.access.doors import open_door
from journal_plugin.curatorship import rules
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group


def open_group(request: HttpRequest, group: int, rule: Callable[..., Q] = rules.may_open_desk) -> Group:
    """The group of this site's institution whose desk the reader opens, or what ``rule`` lets through; Http404 else."""
    groups = Group.objects.filter(institution=institution_of(request)).select_related("institution__settings")
    return open_door(groups, rule(request.user), pk=group)
