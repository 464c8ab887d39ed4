"""The changes of some days that stand: for the desk, the list of substitutions, what people are told (C05, C06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from journal_plugin.core.names import initials
from journal_plugin.core.typography import bind
from journal_plugin.lessons.models import DayChange, LessonTeacher
from journal_plugin.timetable.arranged import Arranged, arrived
from journal_plugin.timetable.enums import ChangeKind


@dataclass(frozen=True)
class ChangeFact:
    """A change that stands: ``own`` are the teachers of the timetable, ``holds`` who holds the lesson, by name."""

    pk: int
    journal: int
    group_id: int
    group: str
    element: str
    place: Arranged
    own: tuple[str, ...]
    holds: tuple[str, ...]
    who: str
    """The substitute whom this change has named."""
    order_no: str

    @property
    def day(self) -> date:
        """The day of the timetable that it changes."""
        return self.place.was_date or self.place.date

    @property
    def number(self) -> int:
        """The number of the timetable that it changes."""
        return self.place.was_number or self.place.number


def said_of(change: ChangeFact, today: date) -> str:
    """What readers are told where the lesson stands: «замена: ведёт Новиков Н. Н.», «перенесено с 20 ноября, занятие 1»."""
    if change.place.kind == ChangeKind.SUBSTITUTE:
        return bind(_("substitution: %(who)s") % {"who": change.who})
    return _("cancelled") if change.place.kind == ChangeKind.CANCELLED else arrived(change.place, today)


def changes_between(changes: QuerySet[DayChange], first: date, last: date) -> tuple[ChangeFact, ...]:
    """Those of ``changes`` that stand and take a lesson from one of the days, or bring it there, in order of time; two reads."""
    standing = changes.filter(undone_at=None)
    # Either kind is found by an index of its own; asked for both at once, a database reads every change there has been.
    brought, taken = standing.filter(lesson__date__range=(first, last)), standing.filter(was_date__range=(first, last))
    return _told(_rows(brought).union(_rows(taken)))


def facts_of(changes: QuerySet[DayChange]) -> tuple[ChangeFact, ...]:
    """``changes`` with what is said of them, in order of time; two reads."""
    return _told(_rows(changes))


def _rows(changes: QuerySet[DayChange]) -> QuerySet:
    return changes.order_by().values_list(
        "lesson__journal__group__sort_key",
        "at",
        "pk",
        "kind",
        "lesson_id",
        "lesson__journal_id",
        "lesson__journal__group_id",
        "lesson__journal__group__name",
        "lesson__journal__element__name",
        "lesson__date",
        "lesson__number",
        "lesson__room__name",
        "was_date",
        "was_number",
        "was_room__name",
        "was_starts",
        "reason",
        "order_no",
        "staff__person__last_name",
        "staff__person__first_name",
        "staff__person__patronymic",
    )


def _told(found: Iterable[tuple]) -> tuple[ChangeFact, ...]:
    rows = sorted(found, key=lambda row: row[:3])
    own, instead = teachers_of({row[4] for row in rows})
    facts = [
        ChangeFact(
            pk=pk,
            journal=journal,
            group_id=group_id,
            group=group,
            element=element,
            place=Arranged(
                lesson, kind, day, number, room or "", was_day, was_number, was_room or "", reason, was_starts
            ),
            own=own.get(lesson, ()),
            holds=instead.get(lesson) or own.get(lesson, ()),
            who=initials(*name) if name[0] else "",
            order_no=order_no,
        )
        for (
            _group_order,
            _at,
            pk,
            kind,
            lesson,
            journal,
            group_id,
            group,
            element,
            day,
            number,
            room,
            was_day,
            was_number,
            was_room,
            was_starts,
            reason,
            order_no,
            *name,
        ) in rows
    ]
    return tuple(sorted(facts, key=lambda one: (one.day, one.number)))


Named = dict[int, tuple[str, ...]]
"""Lesson -> names."""


def teachers_of(lessons: set[int]) -> tuple[Named, Named]:
    """The teachers of the lessons, and those who stand in for them, by name; one read."""
    own: Named = {}
    instead: Named = {}
    person = ("staff__person__last_name", "staff__person__first_name", "staff__person__patronymic")
    rows = LessonTeacher.objects.filter(lesson__in=lessons).order_by("staff__person__sort_key", "pk")
    for lesson, substitute, *name in rows.values_list("lesson_id", "substitute", *person):
        names = instead if substitute else own
        names[lesson] = (*names.get(lesson, ()), initials(*name))
    return own, instead
