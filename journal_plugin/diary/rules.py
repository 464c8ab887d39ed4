"""Whose marks a diary opens: those of the reader himself and of the children whose guardian he is today (G01, M05)."""

from django.db.models import Q

from journal_plugin.people.models import Learner
from journal_plugin.people.rules import own_or_child


def may_open_mark(user) -> Q:
    """Marks of the learners whose diary ``user`` reads; staff have the gradebook."""
    return Q(learner__in=Learner.objects.filter(own_or_child(user)))
