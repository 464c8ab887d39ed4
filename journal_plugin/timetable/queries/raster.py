"""Reads of the raster: the week of many groups, teachers or rooms at once, and the load beside it; constant queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.dates import long_day
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials
from journal_plugin.core.plurals import counted
from journal_plugin.curriculum.enums import PRACTICES, Activity
from journal_plugin.curriculum.models import CurriculumLine, TeachingAssignment
from journal_plugin.institution.models import Building, Room
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Membership, Staff
from journal_plugin.timetable.enums import Edit, Technology, Week
from journal_plugin.timetable.models import Slot, TimetableEdit
from journal_plugin.timetable.queries.days import course_title
from journal_plugin.timetable.queries.grounds import Modes, modes_of
from journal_plugin.timetable.queries.off import offs_of_columns
from journal_plugin.timetable.raster import Box, Column, DayLines, Need, Offs, Unassigned, lessons_of_cycle, lines_of

GROUPS, TEACHERS, ROOMS = "groups", "teachers", "rooms"


@dataclass(frozen=True)
class Choice:
    """A part of the institution whose columns are shown: value, title, and whether it is the shown one."""

    value: str
    title: str
    is_shown: bool


@dataclass(frozen=True)
class Raster:
    """The page: ``by`` groups, teachers or rooms; the tray holds what of the load is not placed yet."""

    by: str
    choices: tuple[Choice, ...]
    columns: tuple[Column, ...]
    days: tuple[DayLines, ...]
    needs: tuple[Need, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()


@dataclass(frozen=True)
class _Group:
    pk: int
    name: str
    kind: str
    parent: int | None
    course: int
    department: int | None
    department_name: str
    mode: int | None


def terms_of(term: Term) -> tuple[tuple[int, str], ...]:
    """The study periods of the same year: (id, name); one query."""
    return tuple(Term.objects.parts().filter(year=term.year_id).values_list("pk", "name"))


@dataclass(frozen=True)
class Entry:
    """A line of the raster's history."""

    at: datetime
    who: str
    what: str
    told: str
    since: date
    reason: str


def history_of(term: Term, number: int = 20) -> tuple[Entry, ...]:
    """The last changes made in the raster of ``term``, latest first; one query."""
    names = (f"by__journal_person__{name}" for name in ("last_name", "first_name", "patronymic"))
    rows = TimetableEdit.objects.filter(term=term).order_by("-pk")
    return tuple(
        Entry(at, initials(*name) if name[0] else login, str(Edit(what).label), told, since, reason)
        for at, what, told, since, reason, login, *name in rows.values_list(
            "at", "what", "told", "since", "reason", "by__username", *names
        )[:number]
    )


def raster_of(term: Term, day: date, by: str, of: str) -> Raster:
    """The slots of ``term`` in force on ``day`` or later, by groups, teachers or rooms; eleven queries at most.

    ``of`` chooses a course («c2»), a department («d5») or a building («b3»); anything else the first choice.
    """
    read = {TEACHERS: _by_teachers, ROOMS: _by_rooms}.get(by, _by_groups)
    return read(term, day, of)


def _by_groups(term: Term, day: date, of: str) -> Raster:
    institution = term.year.institution
    rows = Group.objects.between(day, term.until).filter(institution=institution).order_by("sort_key")
    names = ("pk", "name", "kind", "parent_id", "course", "department_id", "department__name", "mode_id")
    groups = {row[0]: _Group(*row) for row in rows.values_list(*names)}
    whole = [one for one in groups.values() if one.kind == GroupKind.GROUP]
    kind = institution.kind
    options = {f"c{one.course}": course_title(kind, one.course) for one in sorted(whole, key=lambda one: one.course)}
    options |= {f"d{one.department}": one.department_name for one in whole if one.department}
    of, choices = _choices(options, of)
    shown = [one for one in whole if of in (f"c{one.course}", f"d{one.department}", "")]
    ids = frozenset(one.pk for one in shown)
    modes, sizes, streams = modes_of(institution), _sizes(groups, day), _streams(ids, day)
    where = {pk: streams.get(pk, frozenset()) | ({one.parent or pk} & ids) for pk, one in groups.items()}
    slots = _slots(Q(group__in=[pk for pk, columns in where.items() if columns]), term, day)
    boxes, staff = _boxes(slots, term, day, lambda row, _staff: where.get(row["group_id"], frozenset()), groups)
    columns = [
        Column(one.pk, one.name, counted(sizes.get(one.pk, 0), "learner"), modes.get(one.mode, modes[None]).bells)
        for one in shown
    ]
    load = TeachingAssignment.objects.filter(group__in=[pk for pk, found in where.items() if found])
    needs = _needs(load, term, day, slots, staff, where)
    last = max((modes.get(one.mode, modes[None]).last_weekday for one in shown), default=modes[None].last_weekday)
    offs = offs_of_columns("group", ids, term, day)
    days = lines_of(columns, boxes, last_weekday=last, default=modes[None].bells, offs=offs)
    return Raster(GROUPS, choices, tuple(columns), days, needs, _unassigned(term, ids, groups, needs))


def _by_teachers(term: Term, day: date, of: str) -> Raster:
    taught = TeachingAssignment.objects.filter(term=term).between(day, term.until).values("staff")
    rows = Staff.objects.filter(Q(pk__in=taught) | Q(pk__in=_in_force(term, day).values("teachers")))
    people = list(rows.select_related("person", "department").order_by("person__sort_key", "pk"))
    options = {"": _("All")} | {f"d{one.department_id}": one.department.name for one in people if one.department}
    of, choices = _choices(options, of)
    shown = [one for one in people if of in ("", f"d{one.department_id}")]
    ids = frozenset(one.pk for one in shown)
    columns = [Column(one.pk, one.person.short_name) for one in shown]
    slots = _slots(Q(pk__in=_in_force(term, day).filter(teachers__in=ids).values("pk")), term, day)
    boxes, staff = _boxes(slots, term, day, lambda _row, staff: staff & ids, {}, without="teachers")
    modes = modes_of(term.year.institution)
    load = TeachingAssignment.objects.filter(staff__in=ids)
    needs = _needs(load, term, day, slots, staff, {})
    last = max(mode.last_weekday for mode in modes.values())
    offs = offs_of_columns("staff", ids, term, day)
    return Raster(TEACHERS, choices, tuple(columns), _lines(columns, boxes, modes, last, offs), needs)


def _by_rooms(term: Term, day: date, of: str) -> Raster:
    institution = term.year.institution
    buildings = Building.objects.filter(institution=institution).order_by("sort_key", "pk")
    options = {f"b{pk}": name for pk, name in buildings.values_list("pk", "name")}
    of, choices = _choices(options, of)
    rooms = Room.objects.filter(institution=institution, building=int(of[1:] or 0)).order_by("sort_key")
    columns = [
        Column(pk, name, ", ".join(filter(None, (kind, counted(capacity, "seat") if capacity else ""))))
        for pk, name, kind, capacity in rooms.values_list("pk", "name", "kind", "capacity")
    ]
    ids = frozenset(one.pk for one in columns)
    slots = _slots(Q(room__in=ids), term, day)
    boxes, _staff = _boxes(slots, term, day, lambda row, _staff: frozenset((row["room_id"],)), {}, without="room")
    modes = modes_of(institution)
    last = max(mode.last_weekday for mode in modes.values())
    offs = offs_of_columns("room", ids, term, day)
    return Raster(ROOMS, choices, tuple(columns), _lines(columns, boxes, modes, last, offs))


def _lines(columns: list[Column], boxes: Iterable[Box], modes: Modes, last: int, offs: Offs) -> tuple[DayLines, ...]:
    return lines_of(columns, boxes, last_weekday=last, default=modes[None].bells, offs=offs)


def _choices(options: dict[str, str], of: str) -> tuple[str, tuple[Choice, ...]]:
    shown = of if of in options else next(iter(options), "")
    return shown, tuple(Choice(value, title, value == shown) for value, title in options.items())


def _sizes(groups: Collection[int], day: date) -> dict[int, int]:
    rows = Membership.objects.on(day).filter(group__in=groups).order_by().values_list("group")
    return dict(rows.annotate(number=Count("pk")))


def _streams(groups: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """Gathered group -> those of ``groups`` whose learners are in it; one query."""
    of_group = active_on(day, "learner__memberships__") & Q(learner__memberships__group__in=groups)
    rows = Membership.objects.on(day).filter(of_group, group__kind__in=GATHERED).order_by()
    found: dict[int, set[int]] = {}
    for stream, group in rows.values_list("group_id", "learner__memberships__group_id").distinct():
        found.setdefault(stream, set()).add(group)
    return {stream: frozenset(ids) for stream, ids in found.items()}


def _in_force(term: Term, day: date):
    return Slot.objects.filter(term=term).between(day, term.until)


_FIELDS = (
    "pk",
    "version",
    "week",
    "weekday",
    "number",
    "group_id",
    "group__name",
    "group__kind",
    "element_id",
    "element__name",
    "activity",
    "room_id",
    "room__name",
    "technology",
    "breach",
    "since",
    "until",
)


def _slots(which: Q, term: Term, day: date) -> list[dict]:
    rows = _in_force(term, day).filter(which).order_by("weekday", "number", "week", "group__sort_key", "pk")
    return list(rows.values(*_FIELDS))


def _boxes(slots: list[dict], term: Term, day: date, columns_of, groups: dict, without: str = ""):
    """The boxes of ``slots``, and slot -> ids of its teachers; one query. ``without``: what the column says already."""
    staff: dict[int, set[int]] = {}
    names: dict[int, list[str]] = {}
    pairs = Slot.teachers.through.objects.filter(slot__in=_in_force(term, day).values("pk"))
    people = ("last_name", "first_name", "patronymic")
    rows = pairs.order_by("staff__person__sort_key").values_list(
        "slot_id", "staff_id", *(f"staff__person__{name}" for name in people)
    )
    for slot, one, *name in rows:
        staff.setdefault(slot, set()).add(one)
        names.setdefault(slot, []).append(initials(*name))
    boxes = []
    for row in slots:
        pk, columns = row["pk"], columns_of(row, staff.get(row["pk"], set()))
        is_own = row["group_id"] in columns and groups
        boxes.append(
            Box(
                pk=pk,
                version=row["version"],
                weekday=row["weekday"],
                number=row["number"],
                week=row["week"],
                element=row["element__name"],
                part="" if is_own else row["group__name"],
                teachers="" if without == "teachers" else ", ".join(names.get(pk, ())),
                room="" if without == "room" else row["room__name"] or "",
                activity=str(Activity(row["activity"]).label) if row["activity"] != Activity.THEORY else "",
                technology=""
                if row["technology"] == Technology.IN_PERSON
                else str(Technology(row["technology"]).label),
                span=_span(row, term, day),
                breach=row["breach"],
                columns=frozenset(columns),
            )
        )
    return boxes, staff


def _span(row: dict, term: Term, day: date) -> str:
    """«с 7 декабря», «по 14 декабря» where it is not in force from ``day`` to the end of the term."""
    begins = _("from %(day)s") % {"day": long_day(row["since"], day)} if row["since"] > day else ""
    last = row["until"]
    ends = _("to %(day)s") % {"day": long_day(last, day)} if last and last < term.until else ""
    return " ".join(filter(None, (begins, ends)))


def _needs(load, term: Term, day: date, slots: list[dict], staff: dict[int, set[int]], columns: dict):
    """What of the load of ``day`` (or the term's first, before it) stands in the week; one query.

    A practice wants a place only where its load names lessons of a week: its hours are visits, which have a schedule.
    """
    settings = term.year.institution.settings
    placed: dict[tuple[int, int, str, int], int] = {}
    for row in slots:
        if row["since"] <= day and (row["until"] or term.until) >= day:
            for one in staff.get(row["pk"], ()):
                key = (row["group_id"], row["element_id"], row["activity"], one)
                placed[key] = placed.get(key, 0) + (2 if row["week"] == Week.EVERY else 1)
    weeks = max(1, round(((term.until - term.since).days + 1) / 7))
    people = ("last_name", "first_name", "patronymic")
    rows = (
        load.filter(term=term).on(day).order_by("group__sort_key", "element__sort_key", "staff__person__sort_key", "pk")
    )
    found = []
    for pk, group, group_name, element, element_name, kind, activity, one, cycle, hours, *name in rows.values_list(
        "pk",
        "group_id",
        "group__name",
        "element_id",
        "element__name",
        "element__kind",
        "activity",
        "staff_id",
        "lessons_per_cycle",
        "hours",
        *(f"staff__person__{part}" for part in people),
    ):
        spread = 0 if kind in PRACTICES else lessons_of_cycle(hours, settings.lesson_hours, weeks)
        wanted = cycle or spread
        stands = placed.get((group, element, activity, one), 0)
        label = str(Activity(activity).label)
        where = frozenset(columns[group] if columns else (one,))
        found.append(
            Need(pk, where, group_name, element_name, initials(*name), label, wanted, stands, settings.lesson_hours)
        )
    return tuple(found)


def _unassigned(term: Term, ids: Collection[int], groups: dict[int, _Group], needs: Iterable[Need]):
    """Elements that the curricula of the groups give to this term and the load does not name; one query (C01)."""
    taken = {(group, need.element) for need in needs for group in need.columns}
    lines = CurriculumLine.objects.filter(term=term, curriculum__groups__in=ids)
    rows = lines.order_by("curriculum__groups__sort_key", "element__sort_key").values_list(
        "curriculum__groups", "element__name", "theory_hours", "practice_hours"
    )
    return tuple(
        Unassigned(groups[group].name, element, theory + practice)
        for group, element, theory, practice in rows
        if theory + practice and group in ids and (group, element) not in taken
    )
