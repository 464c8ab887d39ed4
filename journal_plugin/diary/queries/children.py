"""The door to a child: whom the reader may read about, with the groups of every date."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone

from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import covers, meets
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Learner
from journal_plugin.people.rules import own_or_child


class Thresholds(NamedTuple):
    """The least averages that propose a 5, a 4 and a 3."""

    five: Decimal
    four: Decimal
    three: Decimal


@dataclass(frozen=True)
class School:
    """What the diary needs of an institution: name, zone, first day of the week (ISO), how averages are counted."""

    pk: int
    name: str
    time_zone: str
    first_weekday: int
    weighted: bool | None
    thresholds: Thresholds | None

    def today(self) -> date:
        """Today's date at the institution."""
        return timezone.now().astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True)
class Spell:
    """A stay in a group, both days included; no last day means until further notice."""

    group: int
    name: str
    kind: str
    course: int
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the learner was in the group on that day."""
        return covers(self.since, self.until, day)


@dataclass(frozen=True)
class Child:
    """A learner whose diary the reader opens, with every group that he has been in."""

    pk: int
    first_name: str
    last_name: str
    school: School
    spells: tuple[Spell, ...]
    mode: int | None = None
    """Id of a mode of stay of his own (A10)."""
    is_reader: bool = False
    """The reader himself, who announces no absences."""

    def group_on(self, day: date) -> Spell | None:
        """The group (not a subgroup) on that day, else the last one before it, else the first to come."""
        groups = [spell for spell in self.spells if spell.kind == GroupKind.GROUP]
        now = [spell for spell in groups if spell.covers(day)]
        before = [spell for spell in groups if spell.since <= day]
        return next(iter([*now, *reversed(before), *groups]), None)

    def groups_between(self, first: date, last: date) -> tuple[int, ...]:
        """Ids of the groups and subgroups of at least one of those days."""
        return tuple({spell.group for spell in self.spells if meets(spell.since, spell.until, first, last)})

    def groups_through(self, first: date, last: date) -> set[int]:
        """Ids of the groups and subgroups of all those days, known by one stay: nobody need ask day by day."""
        return {spell.group for spell in self.spells if spell.covers(first) and spell.covers(last)}

    def was_in(self, group: int, day: date) -> bool:
        """Whether the learner was in the group or subgroup on that day."""
        return any(spell.group == group and spell.covers(day) for spell in self.spells)

    @property
    def begins(self) -> date | None:
        """The first day in any group."""
        return min((spell.since for spell in self.spells), default=None)


_SCHOOL = (
    "institution_id",
    "institution__short_name",
    "institution__time_zone",
    "institution__first_weekday",
    "institution__settings__weighted_average",
    "institution__settings__threshold_five",
    "institution__settings__threshold_four",
    "institution__settings__threshold_three",
)
_SPELL = ("group_id", "group__name", "group__kind", "group__course", "since", "until")


@dataclass(frozen=True)
class _Reader:
    """A signed-in login as a rule sees it."""

    pk: int
    is_authenticated: bool = True


_ROWS = Prepared(
    lambda reader: (
        Learner.objects.filter(own_or_child(_Reader(reader)))
        .order_by("person__sort_key", "pk", "memberships__since", "memberships__pk")
        .values_list(
            "pk",
            "person__first_name",
            "person__last_name",
            "mode_id",
            "person__user_id",
            *_SCHOOL,
            *(f"memberships__{name}" for name in _SPELL),
        )
    ),
    reader=int,
    today=timezone.localdate,
)


def children_of_reader(user) -> tuple[Child, ...]:
    """The reader himself as a learner and his children, at every institution, by name; one query.

    Who has left stays: the marks of the whole time remain readable (G14).
    """
    rows = _ROWS.rows(reader=user.pk) if user.is_authenticated else []
    children: dict[int, tuple[tuple, list[Spell]]] = {}
    for row in rows:
        _head, spells = children.setdefault(row[0], (row[:13], []))
        if row[13] is not None:
            spells.append(Spell(*row[13:]))
    return tuple(
        Child(head[0], head[1], head[2], _school(*head[5:]), tuple(spells), head[3], head[4] == user.pk)
        for head, spells in children.values()
    )


def _school(pk: int, name: str, zone: str, first_weekday: int, weighted: bool | None, *thresholds: Any) -> School:
    return School(pk, name, zone, first_weekday, weighted, None if None in thresholds else Thresholds(*thresholds))


def child_or_404(children: tuple[Child, ...], pk: int) -> Child:
    """The child with that id among those that the rule let through; Http404 for anybody else's."""
    for child in children:
        if child.pk == pk:
            return child
    raise Http404
