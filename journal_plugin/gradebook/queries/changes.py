"""The desk of changes: every lesson of one day with what was changed in it, and one lesson to be changed (C05, C06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from journal_plugin.core.dates import clock_range, long_day, weekday
from journal_plugin.core.names import sort_key
from journal_plugin.core.typography import bind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import DayChange, Journal, Lesson
from journal_plugin.lessons.queries.changed import ChangeFact, changes_between, facts_of, said_of, teachers_of
from journal_plugin.timetable.arranged import arrived, left
from journal_plugin.timetable.enums import ChangeKind

Choice = tuple[str, bool]
"""A value of a filter, and whether it is chosen."""


@dataclass(frozen=True)
class DeskLine:
    """A lesson of the day, or the place that one has left (``lesson`` is then the lesson that stands elsewhere)."""

    lesson: int
    number: int
    times: str
    group: str
    title: str
    own: tuple[str, ...]
    holds: tuple[str, ...]
    room: str
    notes: tuple[str, ...]
    reason: str
    is_off: bool

    @property
    def is_changed(self) -> bool:
        """Whether anything stands against the timetable."""
        return bool(self.notes)


@dataclass(frozen=True)
class Desk:
    """The day: its lines that fit the filters, by lesson number, and what may be chosen."""

    day: date
    heading: str
    said: str
    numbers: tuple[tuple[int, tuple[DeskLine, ...]], ...]
    shown: int
    groups: tuple[Choice, ...]
    teachers: tuple[Choice, ...]
    rooms: tuple[Choice, ...]


@dataclass(frozen=True)
class Wanted:
    """The filters, as names; empty asks for everything."""

    group: str = ""
    teacher: str = ""
    room: str = ""
    changed: bool = False

    def fits(self, line: DeskLine) -> bool:
        """Whether the line is asked for."""
        return (
            self.group in ("", line.group)
            and (not self.teacher or self.teacher in (*line.own, *line.holds))
            and self.room in ("", line.room)
            and (line.is_changed or not self.changed)
        )


def desk_of(institution: Institution, day: date, wanted: Wanted) -> Desk:
    """The lessons of ``institution`` on ``day``; four reads for any number of lessons and changes."""
    today = institution.today()
    journals = Journal.objects.filter(institution=institution)
    changes = changes_between(DayChange.objects.filter(lesson__journal__in=journals), day, day)
    lines = sorted(
        [*_held(journals, day, changes, today), *_gone(changes, day, today)],
        key=lambda line: (line.number, line.times, sort_key(line.group), line.title),
    )
    shown = [line for line in lines if wanted.fits(line)]
    numbers = tuple(
        (number, tuple(line for line in shown if line.number == number))
        for number in sorted({line.number for line in shown})
    )
    return Desk(
        day=day,
        heading=f"{weekday(day).capitalize()}, {long_day(day, today)}",
        said=_said(wanted, shown, sum(line.is_changed for line in lines)),
        numbers=numbers,
        shown=len(shown),
        groups=_choices((line.group for line in lines), wanted.group),
        teachers=_choices((name for line in lines for name in (*line.own, *line.holds)), wanted.teacher),
        rooms=_choices((line.room for line in lines), wanted.room),
    )


def _said(wanted: Wanted, shown: list[DeskLine], changed: int) -> str:
    if wanted.teacher:
        left_over = sum(not line.is_off and wanted.teacher in line.holds for line in shown)
        return _("%(who)s holds on this day: %(n)s") % {"who": wanted.teacher, "n": left_over}
    return _("Changed: %(n)s") % {"n": changed} if changed else _("Nothing is changed")


def _choices(names: Iterable[str], chosen: str) -> tuple[Choice, ...]:
    return tuple((name, name == chosen) for name in sorted(set(filter(None, names)), key=sort_key))


def _held(journals, day: date, changes: tuple[ChangeFact, ...], today: date) -> Iterable[DeskLine]:
    rows = list(
        Lesson.objects.filter(journal__in=journals, date=day).values_list(
            "pk",
            "number",
            "starts",
            "ends",
            "journal__group__name",
            "journal__element__name",
            "room__name",
            "cancelled",
        )
    )
    own, instead = teachers_of({row[0] for row in rows})
    of_lesson: dict[int, list[ChangeFact]] = {}
    for change in changes:
        of_lesson.setdefault(change.place.lesson, []).append(change)
    for pk, number, starts, ends, group, element, room, cancelled in rows:
        mine = of_lesson.get(pk, [])
        notes = tuple(filter(None, (_note(change, today) for change in mine)))
        yield DeskLine(
            lesson=pk,
            number=number,
            times=clock_range(starts, ends),
            group=group,
            title=bind(element),
            own=own.get(pk, ()),
            holds=instead.get(pk) or own.get(pk, ()),
            room=room or "",
            notes=notes or ((_("cancelled"),) if cancelled else (_("substitution"),) if pk in instead else ()),
            reason="; ".join(dict.fromkeys(change.place.reason for change in mine if change.place.reason)),
            is_off=cancelled,
        )


def _note(change: ChangeFact, today: date) -> str:
    if change.place.kind == ChangeKind.SUBSTITUTE:
        order = _("order %(number)s") % {"number": change.order_no} if change.order_no else ""
        return bind(", ".join(filter(None, (_("substitution"), order))))
    return _("cancelled") if change.place.kind == ChangeKind.CANCELLED else arrived(change.place, today)


def _gone(changes: tuple[ChangeFact, ...], day: date, today: date) -> Iterable[DeskLine]:
    """The places of the day that lessons have left."""
    for change in changes:
        if change.place.kind == ChangeKind.MOVED and change.day == day:
            yield DeskLine(
                lesson=change.place.lesson,
                number=change.number,
                times="",
                group=change.group,
                title=bind(change.element),
                own=change.own,
                holds=(),
                room=change.place.was_room,
                notes=(left(change.place, today),),
                reason=change.place.reason,
                is_off=True,
            )


@dataclass(frozen=True)
class Standing:
    """A change of a lesson that can be undone, ready to print."""

    pk: int
    text: str
    detail: str


@dataclass(frozen=True)
class OneLesson:
    """A lesson to be changed."""

    pk: int
    journal: int
    title: str
    when: str
    place: str
    teachers: str
    is_cancelled: bool
    standing: tuple[Standing, ...]


def one_lesson(lesson: Lesson, today: date) -> OneLesson:
    """``lesson`` (with its journal, group, element and room) and the changes that stand; three reads."""
    facts = facts_of(DayChange.objects.filter(lesson=lesson.pk, undone_at=None))
    own, instead = teachers_of({lesson.pk})
    held, standing_in = ", ".join(own.get(lesson.pk, ())), ", ".join(instead.get(lesson.pk, ()))
    teachers = _("%(who)s, in place of %(own)s") % {"who": standing_in, "own": held} if standing_in else held
    room = _("room %(name)s") % {"name": lesson.room.name} if lesson.room else _("without a room")
    return OneLesson(
        pk=lesson.pk,
        journal=lesson.journal_id,
        title=bind(f"{lesson.journal.group.name}, {lesson.journal.element.name}"),
        when=bind(_when(lesson.date, lesson.number, lesson.starts, lesson.ends, today)),
        place=bind(room),
        teachers=bind(teachers) or _("no teacher"),
        is_cancelled=lesson.cancelled,
        standing=tuple(_standing(fact, today) for fact in facts),
    )


def _when(day: date, number: int, starts: time, ends: time, today: date) -> str:
    said = {"day": long_day(day, today), "number": number, "times": clock_range(starts, ends)}
    return _("%(day)s, lesson %(number)s, %(times)s") % said


def _standing(fact: ChangeFact, today: date) -> Standing:
    text = said_of(fact, today)
    order = _("order %(number)s") % {"number": fact.order_no} if fact.order_no else ""
    return Standing(
        fact.pk, bind(text[:1].upper() + text[1:]), bind(", ".join(filter(None, (fact.place.reason, order))))
    )
