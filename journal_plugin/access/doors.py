"""The one door: a row is fetched together with the rule, and a stranger gets 404."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.shortcuts import get_object_or_404

Row = TypeVar("Row", bound=Model)


def open_door(source: type[Row] | QuerySet[Row], rule: Q, **lookup) -> Row:
    """The row of ``source`` that ``rule`` (user -> Q) lets through; Http404 for a foreign or absent row alike (M05)."""
    queryset = source._default_manager.all() if isinstance(source, type) else source
    return get_object_or_404(queryset, rule, **lookup)
