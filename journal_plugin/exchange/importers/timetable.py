"""The timetable of a study period (C04): one or two weeks, several teachers in a lesson, double lessons.

The list is the whole timetable of the groups that it names: what it no longer holds for them ends.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time

from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import bell_times
from journal_plugin.core.names import search_key, sort_key
from journal_plugin.core.spreadsheet import Cell
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.queries import element_ids
from journal_plugin.exchange.columns import (
    CellRefused,
    Column,
    Refusal,
    Table,
    Value,
    as_text,
    choice,
    clock,
    names,
    text,
    word_of,
    write_clock,
    write_names,
)
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.load import ACTIVITY, ELEMENT, GROUP
from journal_plugin.exchange.importers.reading import (
    Known,
    Wrong,
    no_element,
    no_group,
    no_room,
    no_staff,
    read_cards,
)
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.queries import room_keys, shared_rooms
from journal_plugin.people.queries import group_cards, member_ids, staff_keys
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import Clash, Conflict, conflicts
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.queries import slot_cards

# Both alphabets have an А and a В; the second week is written В after the Latin habit, or Б.
WEEKS = {
    "": Week.EVERY,
    "каждая": Week.EVERY,
    "А": Week.A,
    "A": Week.A,
    "1": Week.A,
    "В": Week.B,
    "B": Week.B,
    "Б": Week.B,
    "2": Week.B,
}
DAYS = {
    "Понедельник": Weekday.MONDAY,
    "Вторник": Weekday.TUESDAY,
    "Среда": Weekday.WEDNESDAY,
    "Четверг": Weekday.THURSDAY,
    "Пятница": Weekday.FRIDAY,
    "Суббота": Weekday.SATURDAY,
    "Воскресенье": Weekday.SUNDAY,
    "Пн": Weekday.MONDAY,
    "Вт": Weekday.TUESDAY,
    "Ср": Weekday.WEDNESDAY,
    "Чт": Weekday.THURSDAY,
    "Пт": Weekday.FRIDAY,
    "Сб": Weekday.SATURDAY,
    "Вс": Weekday.SUNDAY,
}


def numbers(cell: Cell) -> tuple[int, ...]:
    """Reads a lesson number, or a double lesson as «1-2» or «1, 2»."""
    value = as_text(cell)
    found = re.fullmatch(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?", value)
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        read = tuple(range(first, last + 1))
    elif re.fullmatch(r"\d{1,2}(\s*[,;]\s*\d{1,2})+", value):
        read = tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", value)))
    else:
        read = ()
    if not read or not all(1 <= number <= 20 for number in read):
        raise CellRefused(_("This is not a lesson number like 1 or 1-2."))
    return read


COLUMNS = (
    Column("week", "Неделя", choice(WEEKS), write=word_of(WEEKS)),
    Column("weekday", "День", choice(DAYS), ("День недели",), required=True, write=word_of(DAYS)),
    Column("number", "Пара", numbers, ("Урок", "Номер пары", "Номер урока", "№ пары", "№ урока"), required=True),
    Column("starts", "Начало", clock, ("Время", "Время начала"), write=write_clock),
    GROUP,
    ELEMENT,
    Column("teachers", "Преподаватель", names, ("Преподаватели", "Учитель"), write=write_names),
    Column("room", "Кабинет", text(), ("Аудитория", "Помещение")),
    ACTIVITY,
    Column("building", "Корпус", text(), ("Здание",)),
)


def _read(context: Context, table: Table) -> Reading:
    institution = context.institution
    cards = group_cards(institution, context.since).values()
    groups = Known.of((card.name for card in cards), no_group())
    elements = Known.of(element_ids(institution), no_element())
    staff = Known(staff_keys(institution), no_staff())
    rooms = Known({search_key(name): key for name, key in room_keys(institution).items()}, no_room())
    bells = _bells(context, cards)

    def make(values: Mapping[str, Value]) -> list[SlotCard]:
        group = groups.find("group", str(values["group"]))
        room = str(values.get("room") or "")
        building = str(values.get("building") or "")
        one = SlotCard(
            week=str(values.get("week", Week.EVERY)),
            weekday=values["weekday"],
            number=0,
            group=group,
            element=elements.find("element", str(values["element"])),
            activity=str(values.get("activity", Activity.THEORY)),
            room=rooms.find("room", f"{building}, {room}" if building else room) if room else "",
            teachers=tuple(sorted((staff.find("teachers", name) for name in values.get("teachers", ())), key=sort_key)),
        )
        _check_bells(bells[group], values)
        return [replace(one, number=number) for number in values["number"]]

    reading = read_cards(table, make)
    return Reading(reading.cards, (*reading.refused, *_clashes(context, table, reading)))


def _bells(context: Context, cards) -> dict[str, dict[int, tuple[time, time]]]:
    """Group -> lesson number -> times; a part has those of its group."""
    times = bell_times(context.institution)
    by_name = {card.name: card for card in cards}
    modes = {name: card.mode or (by_name[card.parent].mode if card.parent else "") for name, card in by_name.items()}
    return {name: times.get(mode, times[""]) for name, mode in modes.items()}


def _check_bells(bells: Mapping[int, tuple[time, time]], values: Mapping[str, Value]) -> None:
    first = values["number"][0]
    for number in values["number"]:
        if number not in bells:
            raise Wrong("number", _("Lesson %(number)s has no bell.") % {"number": number})
    starts = values.get("starts")
    if starts and starts != bells[first][0]:
        raise Wrong(
            "starts",
            _("By the bells lesson %(number)s starts at %(time)s.")
            % {"number": first, "time": write_clock(bells[first][0])},
        )


MOST, MOST_IN_ALL = 3, 1000
"""So many clashes are named: of one teacher, group or room of a row, and of a whole list, which is not taken anyway."""


def _clashes(context: Context, table: Table, reading: Reading) -> Iterable[Refusal]:
    """Rows that would put a teacher, a group or a room in two places, within the list or with other groups' slots.

    At most MOST for each of them in a row, however often it clashes, and MOST_IN_ALL together: a list whose rows are all on
    one lesson has a clash for every two of them.
    """
    named = {card.group for _row, card in reading.cards}
    rows = {card: row for row, card in reading.cards}
    others = [card for card in slot_cards(context.term, context.since).values() if card.group not in named]
    groups = group_cards(context.institution, context.since).values()
    parents = {card.name: card.parent for card in groups}
    members = member_ids(context.institution, context.since)
    shared = shared_rooms(context.institution)
    said = Counter[tuple[int, str]]()
    for clash in conflicts([*rows, *others], parents, members, shared, _bells(context, groups)):
        if clash.second in rows or clash.first in rows:
            refusal = _refusal(clash, table, rows)
            said[refusal.row, refusal.column] += 1
            if said[refusal.row, refusal.column] <= MOST:
                yield refusal
            if said.total() >= MOST_IN_ALL:
                return


_BUSY = {Clash.TEACHER: "teachers", Clash.GROUP: "group", Clash.ROOM: "room"}
"""The column of whoever or whatever would be in two places."""


def _refusal(clash: Conflict, table: Table, rows: Mapping[SlotCard, int]) -> Refusal:
    late, early = (clash.second, clash.first) if clash.second in rows else (clash.first, clash.second)
    if early in rows:
        reason = _("At that time already busy in row %(row)s.") % {"row": rows[early]}
    else:
        reason = _("At that time already busy: %(group)s, %(element)s.") % {
            "group": early.group,
            "element": early.element,
        }
    return Refusal(rows[late], table.heading(_BUSY[clash.kind]), clash.name, reason)


def _leaving(current: Mapping, cards: Iterable[SlotCard]) -> list[SlotCard]:
    wanted = {card.key for card in cards}
    named = {card.group for card in cards}
    return [card for key, card in current.items() if key not in wanted and card.group in named]


TIMETABLE = Importer(
    listing=Listing.TIMETABLE,
    columns=COLUMNS,
    sample=(
        ("А", "Понедельник", "1", "08:30", "ОН-24", "Материаловедение", "П01, П02", "108", "теория", ""),
        ("", "Вторник", "2-3", "10:10", "ОН-24", "Материаловедение", "П01", "108", "практика", ""),
    ),
    read=_read,
    current=lambda context: slot_cards(context.term, context.since),
    write=lambda context, cards: enter_slots(
        term=context.term, cards=cards, since=context.since, replace=True, by=context.by
    ),
    row_of=lambda card: {
        name: getattr(card, name)
        for name in ("week", "weekday", "number", "group", "element", "teachers", "room", "activity")
    },
    label=lambda card: f"{card.group}, {card.element}, {Weekday(card.weekday).label}, {card.number}",
    covers={"week": ("weekday",)},
    leaving=_leaving,
    needs_term=True,
)
