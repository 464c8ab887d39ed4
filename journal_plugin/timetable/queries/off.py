"""Reads of who cannot when: around one lesson, of a whole term, and of one teacher, room or group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Model, Q, QuerySet, Sum, When
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import initials
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import room_keys
from journal_plugin.timetable.cards import OffCard
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.constraints import Who
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.models import OffTime
from journal_plugin.timetable.raster import Offs
from journal_plugin.timetable.raster import OffTime as Told
from journal_plugin.timetable.verdicts import Bells, Off, weeks_of

_PERSON = tuple(f"staff__person__{name}" for name in ("last_name", "first_name", "patronymic"))
_WHEN = ("weekday", "number", "week", "is_wish", "reason")
_OWNER = ("group_id", "room_id", "staff_id", "group__name", "room__name", "group__mode_id", "group__parent__mode_id")


def _around(groups: list[int], room: int, staff: list[int], first: date, last: date):
    whose = Q(group__in=groups) | Q(room=room) | Q(staff__in=staff)
    return OffTime.objects.filter(whose).between(first, last).order_by("pk").values_list(*_OWNER, *_PERSON, *_WHEN)


_AROUND = Prepared(_around, [int], int, [int], date, date)


def offs_around(
    groups: Collection[int], room: int, staff: Collection[int], first: date, last: date
) -> list[tuple[Off, int | None]]:
    """Off times of these groups, that room (0: none) and these teachers between two days, each with the mode of its group.

    One query.
    """
    rows = _AROUND.rows(sorted(groups) or [0], room, sorted(staff) or [0], first, last)
    return [_off(row) for row in rows]


def _off(row: tuple) -> tuple[Off, int | None]:
    group, room, staff, group_name, room_name, mode, whole_mode, *rest = row
    name, (weekday, number, week, is_wish, reason) = rest[:3], rest[3:]
    when = {"weekday": weekday, "number": number, "weeks": weeks_of(week), "is_wish": is_wish, "reason": reason}
    if staff:
        return Off(Clash.TEACHER, staff, initials(*name), **when), None
    if room:
        return Off(Clash.ROOM, room, room_name, **when), None
    return Off(Clash.GROUP, group, group_name, **when), mode or whole_mode


def room_offs(institution: Institution, bells: Bells, first: date, last: date) -> list[Off]:
    """When rooms of ``institution`` are shut between two days, by the clock of ``bells``; one query."""
    rows = OffTime.objects.filter(room__institution=institution).between(first, last).order_by("pk")
    found = []
    for row in rows.values_list(*_OWNER, *_PERSON, *_WHEN):
        one, _mode = _off(row)
        starts, ends = bells.get(one.number, (None, None))
        found.append(one._replace(starts=starts, ends=ends))
    return found


def offs_of_columns(owner: str, ids: Collection[int], term: Term, day: date) -> Offs:
    """The off times of these groups, teachers (``owner`` "staff") or rooms from ``day`` on, by place; one query."""
    found: dict[tuple[int, int, int], tuple[Told, ...]] = {}
    rows = OffTime.objects.filter(**{f"{owner}__in": ids}).between(day, term.until).order_by("is_wish", "week", "pk")
    for pk, weekday, number, week, is_wish, reason in rows.values_list(f"{owner}_id", *_WHEN):
        kind = _("only unwillingly") if is_wish else _("not available")
        told = ", ".join(filter(None, (kind, str(Week(week).label) if week else "", reason)))
        found[weekday, number, pk] = (*found.get((weekday, number, pk), ()), Told(is_wish, told))
    return found


@dataclass(frozen=True)
class Summary:
    """A teacher, room or group of the list: how many lessons of a cycle of two weeks are off, and how many unwilling."""

    pk: int
    name: str
    note: str
    off: int
    unwilling: int


def summaries_of(owners: QuerySet, day: date) -> tuple[Summary, ...]:
    """Every one of ``owners`` (annotated with ``label`` and ``note``) with its off times of ``day`` or later; one query."""
    ahead = Q(off_times__until=None) | Q(off_times__until__gte=day)
    twice = Case(When(off_times__week=Week.EVERY, then=2), default=1)
    rows = owners.annotate(
        off=Sum(twice, filter=ahead & Q(off_times__is_wish=False), default=0),
        unwilling=Sum(twice, filter=ahead & Q(off_times__is_wish=True), default=0),
    )
    return tuple(Summary(*row) for row in rows.values_list("pk", "label", "note", "off", "unwilling"))


def off_rows(owner: Model, day: date) -> tuple[OffTime, ...]:
    """The off times of one teacher, room or group in force on ``day`` or later; one query."""
    rows = owner.off_times.filter(Q(until=None) | Q(until__gte=day))  # type: ignore[attr-defined]
    return tuple(rows.order_by("since", "week", "weekday", "is_wish", "reason", "number"))


def off_cards(term: Term, day: date) -> tuple[OffCard, ...]:
    """Who cannot when in ``term`` from ``day`` on, as lists call teachers, rooms and groups; three queries."""
    institution = term.year.institution
    keys = room_keys(institution)
    whose = Q(group__institution=institution) | Q(room__institution=institution) | Q(staff__institution=institution)
    rows = OffTime.objects.filter(whose).between(day, term.until).order_by("pk")
    found = []
    for group, room, building, external, *rest in rows.values_list(
        "group__name", "room__name", "room__building__name", "staff__external_id", *_PERSON, *_WHEN[:4]
    ):
        name, (weekday, number, week, is_wish) = rest[:3], rest[3:]
        if group:
            who, key = Who.STUDENTS, group
        elif room:
            who, key = Who.ROOM, keys[f"{building}, {room}"]
        else:
            who, key = Who.TEACHER, external or " ".join(filter(None, name))
        found.append(OffCard(who, key, week, weekday, number, is_wish))
    return tuple(found)
