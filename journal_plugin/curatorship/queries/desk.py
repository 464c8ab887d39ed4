"""The curator's desk: a constant number of reads however large the group is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from journal_plugin.attendance.queries import Absence, GroupAttendance, LessonRow, Member, register_of
from journal_plugin.attendance.signs import look_of
from journal_plugin.attendance.totals import Missed, missed, percent_of
from journal_plugin.core.names import surname_and_name
from journal_plugin.curatorship.heading import heading
from journal_plugin.curatorship.queries.families import family_knows, phones_of
from journal_plugin.curatorship.queries.reasons import REASON_DAYS
from journal_plugin.people.models import Group, Membership, Person

HEAT_DAYS = 14
HEAT_ROWS = 12


@dataclass(frozen=True)
class Away:
    """A learner who misses lessons today: signs by lesson number, the reason, and whom to call."""

    learner: int
    name: str
    signs: tuple[tuple[int, str, str], ...]
    """(lesson number, sign, class of its circle): "" = was there or the lesson is ahead."""
    known: bool
    excused: bool
    reason: str
    told: str
    """What the family knows of an absence without a reason."""
    phones: tuple[tuple[str, str], ...]
    """(who, phone)."""


@dataclass(frozen=True)
class HeatRow:
    """A learner's missed hours by day of the heat table; None = no lessons of his that day, or a day ahead."""

    learner: int
    name: str
    cells: tuple[tuple[int | None, int], ...]
    """(hours, level 0-4)."""
    hours: int
    unknown: int


@dataclass(frozen=True)
class LearnerLine:
    """A line of the group's list."""

    learner: int
    name: str
    phone: str
    hours: int
    unknown: int


@dataclass(frozen=True)
class Desk:
    """What the curator sees first."""

    heading: str
    lesson: LessonRow | None
    here: int
    expected: int
    numbers: tuple[int, ...]
    away: tuple[Away, ...]
    month_percent: object
    month_unexcused: object
    unknown: int
    """Missed lessons without a recorded reason, this month and the last."""
    days: tuple[date, ...]
    heat: tuple[HeatRow, ...]
    hidden: int
    """Learners with missed hours who are not shown."""
    learners: tuple[LearnerLine, ...]


def desk_of(group: Group, now: datetime, *, whole: bool = False) -> Desk:
    """The desk at a local moment; five reads, and two more where somebody is away."""
    today = now.date()
    since = today - timedelta(days=REASON_DAYS)
    register = register_of(group.pk, since, today + timedelta(days=6), today=today)
    members = [member for member in register.members if member.was_in(group.pk, today)]
    lessons = {member: register.lessons_of(member) for member in members}
    todays = {member: [lesson for lesson in lessons[member] if lesson.day == today] for member in members}
    now_on = _lesson_now(todays, now)
    expected, absent = _at(register, todays, now_on)
    unexplained = [member for member in absent if not _is_known(register, member, now_on)]
    held = [lesson for own in todays.values() for lesson in own]
    month = _month_totals(register, today)
    days = _heat_days(today)
    phones = phones_of([member.pk for member in members])
    recent = {member: missed(_within(register, member, days[0], today)) for member in members}
    heat = [_heat_row(register, member, lessons[member], days, today, recent[member]) for member in members]
    heat = sorted((row for row in heat if row.hours), key=lambda row: -row.hours)
    people = Person.objects.filter(pk__in=[member.person_id for member in members])
    own_phones = dict(people.values_list("pk", "phone"))
    unknown = {member: _unknown(register, member, today) for member in members}
    return Desk(
        heading=heading(
            away=len(absent), unknown=len(unexplained), has_lessons=bool(held), has_begun=now_on is not None
        ),
        lesson=now_on,
        here=expected - len(absent),
        expected=expected,
        numbers=tuple(sorted({lesson.number for lesson in held})),
        away=_away(register, todays, phones, now),
        month_percent=percent_of(sum(each.hours for each in month), sum(each.held_hours for each in month)),
        month_unexcused=percent_of(sum(each.unexcused_hours for each in month), sum(each.held_hours for each in month)),
        unknown=sum(unknown.values()),
        days=days,
        heat=tuple(heat if whole else heat[:HEAT_ROWS]),
        hidden=0 if whole else max(len(heat) - HEAT_ROWS, 0),
        learners=tuple(
            LearnerLine(
                member.pk, member.name, own_phones.get(member.person_id, ""), recent[member].hours, unknown[member]
            )
            for member in members
        ),
    )


def _lesson_now(todays: dict[Member, list[LessonRow]], now: datetime) -> LessonRow | None:
    """The lesson that runs now, else the last one that began; None before the first."""
    begun = [lesson for own in todays.values() for lesson in own if lesson.starts <= now.time()]
    return max(begun, key=lambda lesson: lesson.starts, default=None)


def _at(register: GroupAttendance, todays, now_on: LessonRow | None) -> tuple[int, list[Member]]:
    """How many were expected at the lessons that began with ``now_on``, and who of them is absent."""
    if now_on is None:
        return 0, []
    there = {member: lesson for member, own in todays.items() for lesson in own if lesson.starts == now_on.starts}
    return len(there), [member for member, lesson in there.items() if register.absence(lesson, member)]


def _is_known(register: GroupAttendance, member: Member, now_on: LessonRow | None) -> bool:
    now = [lesson for lesson in register.lessons_of(member) if now_on and lesson.day == now_on.day]
    at_it = [register.absence(lesson, member) for lesson in now if now_on and lesson.starts == now_on.starts]
    return all(absence is None or absence.excused is not None for absence in at_it)


def _away(register: GroupAttendance, todays, phones, now: datetime) -> tuple[Away, ...]:
    numbers = sorted({lesson.number for own in todays.values() for lesson in own})
    missing: dict[Member, dict[int, Absence]] = {}
    for member, own in todays.items():
        absences = {lesson.number: absence for lesson in own if (absence := register.absence(lesson, member))}
        if absences:
            missing[member] = absences
    told, announced = family_knows([member.pk for member in missing], now)
    rows = []
    for member, absences in missing.items():
        known = [absence for absence in absences.values() if absence.excused is not None]
        words = [absence.reason for absence in known if absence.reason]
        rows.append(
            Away(
                learner=member.pk,
                name=member.name,
                signs=tuple(_signed(number, absences.get(number)) for number in numbers),
                known=len(known) == len(absences),
                excused=all(absence.excused for absence in known),
                reason=next(iter([*words, *announced.get(member.pk, ())]), ""),
                told="" if len(known) == len(absences) else told.get(member.pk, ""),
                phones=tuple(phones.get(member.pk, ())),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.known))


def _signed(number: int, absence: Absence | None) -> tuple[int, str, str]:
    return (number, absence.code, look_of(absence.code, announced=absence.announced)) if absence else (number, "", "")


def _within(register: GroupAttendance, member: Member, since: date, until: date):
    return [lesson for lesson in register.attended(member) if since <= lesson.day <= until]


def _month_totals(register: GroupAttendance, today: date) -> list[Missed]:
    return [missed(_within(register, member, today.replace(day=1), today)) for member in register.members]


def _unknown(register: GroupAttendance, member: Member, today: date) -> int:
    return sum(lesson.missed and lesson.excused is None for lesson in register.attended(member) if lesson.day <= today)


def _heat_days(today: date) -> tuple[date, ...]:
    """Last week and this one, Monday to Saturday."""
    monday = today - timedelta(days=today.weekday() + 7)
    return tuple(day for shift in range(HEAT_DAYS) if (day := monday + timedelta(days=shift)).isoweekday() < 7)


def _heat_row(register, member, lessons: list[LessonRow], days, today: date, total: Missed) -> HeatRow:
    studied = {lesson.day for lesson in lessons}
    cells = tuple(
        (total.by_day.get(day, 0) if day in studied and day <= today else None, _level(total.by_day.get(day, 0)))
        for day in days
    )
    return HeatRow(member.pk, member.name, cells, total.hours, _unknown(register, member, today))


def _level(hours: int) -> int:
    return min((hours + 1) // 2 + (hours > 0), 4) if hours else 0


def members_today(group_id: int, today: date) -> tuple[tuple[int, str], ...]:
    """(learner, «Фамилия Имя») of the group's members of today, by name; one read."""
    rows = Membership.objects.on(today).filter(group=group_id).order_by("learner__person__sort_key", "learner_id")
    names = rows.values_list("learner_id", "learner__person__last_name", "learner__person__first_name")
    return tuple((pk, surname_and_name(last, first)) for pk, last, first in names)
