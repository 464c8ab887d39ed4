"""What a proposed timetable is made of, read from the database; and the names by which a file of FET may call things."""

from dataclasses import replace
from datetime import date

from journal_plugin.calendar.models import StayMode, Term
from journal_plugin.calendar.queries import bell_times, last_study_weekday
from journal_plugin.core.names import search_key
from journal_plugin.curriculum.cards import LoadCard
from journal_plugin.curriculum.queries import element_ids, load_cards, practice_labels
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.queries import room_cards, room_keys, shared_rooms
from journal_plugin.people.enums import GATHERED
from journal_plugin.people.queries import group_cards, member_ids, staff_keys
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import Conflict, conflicts
from journal_plugin.timetable.fet.slots import Directory
from journal_plugin.timetable.planning import GroupFacts, TermFacts
from journal_plugin.timetable.problem import Room
from journal_plugin.timetable.queries.off import off_cards
from journal_plugin.timetable.queries.slots import slot_cards
from journal_plugin.timetable.raster import lessons_of_cycle


def facts_of(term: Term, day: date) -> TermFacts:
    """Load, groups, learners, rooms, bells and present slots of ``term`` on ``day``; a constant number of queries.

    A practice is placed only where its load names lessons of a week, as the raster asks for (B11).
    """
    institution = term.year.institution
    bells = bell_times(institution)
    settings, weeks = institution.settings, max(1, round(((term.until - term.since).days + 1) / 7))
    last = dict(StayMode.objects.filter(institution=institution).values_list("name", "last_weekday"))
    usual = last_study_weekday(institution)
    cards = group_cards(institution, day)
    modes = {card.name: card.mode for card in cards.values()}
    groups = tuple(
        GroupFacts(
            name=card.name,
            size=card.places or 0,
            parent=card.parent,
            gathered=card.kind in GATHERED,
            last_weekday=last.get(card.mode or modes.get(card.parent, ""), usual),
            bells=bells.get(card.mode or modes.get(card.parent, ""), bells[""]),
        )
        for card in cards.values()
    )
    weekdays = max((group.last_weekday for group in groups), default=usual)
    practices = practice_labels(institution)
    keys, many = room_keys(institution), shared_rooms(institution)
    rooms = (
        Room(keys[f"{card.building}, {card.name}"], card.building, card.capacity)
        for card in room_cards(institution).values()
    )
    return TermFacts(
        title=institution.name,
        load=tuple(
            _in_lessons(card, settings.lesson_hours, weeks)
            for card in load_cards(term, day).values()
            if card.lessons_per_cycle or card.element not in practices
        ),
        groups=groups,
        rooms=tuple(Room(room.name, room.building, room.capacity, room.name in many) for room in rooms),
        members=member_ids(institution, day),
        slots=tuple(slot_cards(term, day).values()),
        weekdays=tuple(str(Weekday(number).label) for number in range(1, weekdays + 1)),
        offs=off_cards(term, day),
        bells=bells[""],
    )


def _in_lessons(card: LoadCard, lesson_hours: int, weeks: int) -> LoadCard:
    """A line of the load that names only hours, with the lessons in a cycle that bring them (C01)."""
    number = card.lessons_per_cycle or lessons_of_cycle(card.hours, lesson_hours, weeks)
    return replace(card, lessons_per_cycle=number)


def clashes_among(term: Term, cards: tuple[SlotCard, ...], day: date) -> tuple[Conflict, ...]:
    """The clashes of a whole list of slots, by the same counting that every change of the timetable goes through (C03)."""
    institution = term.year.institution
    groups, bells = group_cards(institution, day), bell_times(institution)
    parents = {card.name: card.parent for card in groups.values()}
    modes = {card.name: card.mode for card in groups.values()}
    clocks = {name: bells.get(mode or modes.get(parents[name], ""), bells[""]) for name, mode in modes.items()}
    return tuple(conflicts(cards, parents, member_ids(institution, day), shared_rooms(institution), clocks))


def directory_of(term: Term, day: date) -> Directory:
    """How lists here call groups, elements, staff and rooms, by every name that a file may use."""
    institution = term.year.institution
    bells = bell_times(institution)[""]
    return Directory(
        groups={search_key(card.name): card.name for card in group_cards(institution, day).values()},
        elements={search_key(label): label for label in element_ids(institution)},
        staff=staff_keys(institution),
        rooms={search_key(name): key for name, key in room_keys(institution).items()},
        numbers=tuple(sorted(bells)),
    )
