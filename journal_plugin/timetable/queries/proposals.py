"""Reads of proposed timetables: the list, what may be asked, and a found one as a raster."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import initials
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import Weekday
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Staff
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.models import TimetableProposal
from journal_plugin.timetable.proposals import from_json
from journal_plugin.timetable.queries.days import course_title
from journal_plugin.timetable.queries.grounds import modes_of
from journal_plugin.timetable.queries.slots import slot_cards
from journal_plugin.timetable.raster import Box, Column, DayLines, lines_of

WITHOUT = ("cards", "hard", "unmet", "before", "groups")
"""What a list of proposals does not read."""


def proposals_of(term: Term, number: int = 30) -> tuple[TimetableProposal, ...]:
    """The last proposals of ``term``, latest first; one query."""
    rows = TimetableProposal.objects.filter(term=term).defer(*WITHOUT)
    people = ("by__journal_person", "settled_by__journal_person")
    return tuple(rows.select_related(*people).order_by("-pk")[:number])


def groups_to_plan(term: Term, day: date) -> tuple[tuple[int, str, str], ...]:
    """Groups and streams with a load in ``term``: (id, name, course or kind); one query."""
    loaded = TeachingAssignment.objects.filter(term=term).between(day, term.until)
    some = Q(pk__in=loaded.values("group")) | Q(pk__in=loaded.values("group__parent"))
    rows = Group.objects.on(day).filter(some, kind__in=(GroupKind.GROUP, *GATHERED)).order_by("course", "sort_key")
    kind = term.year.institution.kind
    return tuple(
        (pk, name, course_title(kind, course) if what == GroupKind.GROUP else str(GroupKind(what).label))
        for pk, name, course, what in rows.values_list("pk", "name", "course", "kind")
    )


def with_parts(groups: Collection[int], day: date) -> tuple[str, ...]:
    """Names of these groups and of their parts; one query."""
    rows = Group.objects.on(day).filter(Q(pk__in=groups) | Q(parent__in=groups))
    return tuple(rows.order_by("sort_key").values_list("name", flat=True))


@dataclass(frozen=True)
class Found:
    """A found timetable: its raster of one course, how many lessons stand where they stood, move, or go."""

    choices: tuple[tuple[str, str, bool], ...]
    columns: tuple[Column, ...]
    days: tuple[DayLines, ...]
    same: int
    new: int
    gone: tuple[str, ...]


def found_of(proposal: TimetableProposal, of: str) -> Found:
    """The lessons of ``proposal`` beside those that stand on its day; ``of`` chooses a course («2»); eight queries."""
    term = proposal.term
    institution, named = term.year.institution, frozenset(proposal.groups)
    cards = from_json(proposal.cards)
    stands = [card for card in slot_cards(term, proposal.since).values() if card.group in named]
    names = ("pk", "name", "kind", "course", "parent__name", "mode_id")
    rows = {
        row[1]: row
        for row in Group.objects.on(proposal.since)
        .filter(institution=institution)
        .order_by("sort_key")
        .values_list(*names)
    }
    whole = [row for row in rows.values() if row[1] in named and not row[4]]
    courses = sorted({row[3] for row in whole})
    shown = int(of) if of.isdecimal() and int(of) in courses else (courses or [0])[0]
    kind = institution.kind
    choices = tuple((str(one), course_title(kind, one), one == shown) for one in courses)
    modes, sizes = modes_of(institution), _lessons(cards)
    columns = tuple(
        Column(pk, name, sizes.get(name, ""), modes.get(mode, modes[None]).bells)
        for pk, name, _kind, course, _parent, mode in whole
        if course == shown
    )
    by_name = {one.name: one.pk for one in columns}
    teachers = _short_names(institution.pk)
    boxes = []
    for card in cards:
        of_whole = rows[card.group][4] or card.group if card.group in rows else card.group
        if of_whole in by_name:
            boxes.append(_box(card, by_name[of_whole], of_whole, teachers, _news(card, stands)))
    last = max((modes.get(row[5], modes[None]).last_weekday for row in whole), default=modes[None].last_weekday)
    lines = lines_of(columns, boxes, last_weekday=last, default=modes[None].bells)
    same = len(set(cards) & set(stands))
    gone = tuple(_told(card) for card in sorted(set(stands) - set(cards), key=lambda card: card.key))
    return Found(choices, columns, lines, same, len(cards) - same, gone)


def _lessons(cards: Collection[SlotCard]) -> dict[str, str]:
    """Group -> how many lessons in two weeks."""
    held: dict[str, int] = {}
    for card in cards:
        held[card.group] = held.get(card.group, 0) + len(card.weeks)
    return {name: _("%(n)s in two weeks") % {"n": number} for name, number in held.items()}


def _short_names(institution: int) -> dict[str, str]:
    """Key of a teacher in lists -> «Фамилия И. О.»; one query."""
    parts = ("person__last_name", "person__first_name", "person__patronymic")
    rows = Staff.objects.filter(institution=institution).values_list("external_id", *parts)
    return {external or " ".join(filter(None, name)): initials(*name) for external, *name in rows}


def _news(card: SlotCard, stands: Collection[SlotCard]) -> str:
    if card in stands:
        return ""
    there = any(
        (one.weekday, one.number, one.group, one.element) == (card.weekday, card.number, card.group, card.element)
        for one in stands
    )
    return _("other room, week or teacher") if there else _("new place")


def _box(card: SlotCard, column: int, whole: str, teachers: dict[str, str], news: str) -> Box:
    return Box(
        pk=0,
        version=0,
        weekday=card.weekday,
        number=card.number,
        week=card.week,
        element=card.element,
        part="" if card.group == whole else card.group,
        teachers=", ".join(teachers.get(name, name) for name in card.teachers),
        room=card.room,
        activity=str(Activity(card.activity).label) if card.activity != Activity.THEORY else "",
        columns=frozenset((column,)),
        news=news,
    )


def _told(card: SlotCard) -> str:
    week = str(Week(card.week).label) if card.week else ""
    place = _("%(day)s, lesson %(number)s") % {"day": Weekday(card.weekday).label, "number": card.number}
    return ", ".join(filter(None, (card.group, card.element, place, week)))
