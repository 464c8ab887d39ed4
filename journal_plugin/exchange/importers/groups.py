"""The list of groups or classes (A15)."""

import re
from collections.abc import Mapping

from journal_plugin.exchange.columns import Column, Table, Value, choice, text, whole, word_of
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.modes import MODE, known_modes
from journal_plugin.exchange.importers.reading import read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.people.actions import form_groups
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.queries import group_cards

KINDS = {
    "группа": GroupKind.GROUP,
    "класс": GroupKind.GROUP,
    "": GroupKind.GROUP,
    "поток": GroupKind.STREAM,
    "группа по выбору": GroupKind.ELECTIVE,
}
COLUMNS = (
    Column("name", "Группа", text(), ("Класс", "Наименование группы", "Название"), required=True),
    Column("kind", "Вид", choice(KINDS), write=word_of(KINDS)),
    Column("course", "Курс", whole(1, 11), ("Параллель", "Год обучения")),
    Column("places", "Обучающихся", whole(), ("Численность", "Мест", "Человек")),
    Column("department", "Отделение", text()),
    MODE,
    Column("external_id", "Код", text(64)),
)


def course_of(name: str, kind: str) -> int:
    """The course that a group's name tells: ЛД101 and СД11 -> 1, a school's 10А -> 10; 1 where it tells nothing."""
    found = re.search(r"[0-9]+", name)
    if not found:
        return 1
    told = int(found.group()) if kind == InstitutionKind.SCHOOL else int(found.group()[0])
    return told if 1 <= told <= 11 else 1


def _read(context: Context, table: Table) -> Reading:
    modes = known_modes(context)

    def make(values: Mapping[str, Value]) -> list[GroupCard]:
        modes.check(values)
        course = values.get("course") or course_of(str(values["name"]), context.institution.kind)
        return [GroupCard(**{**values, "course": course})]

    return read_cards(table, make)


def groups_only(context: Context) -> dict[str, GroupCard]:
    """Groups that are no part of another."""
    cards = group_cards(context.institution, context.since)
    return {key: card for key, card in cards.items() if not card.parent}


def write_groups(context: Context, cards):
    """Forms the groups of the list."""
    return form_groups(institution=context.institution, cards=cards, since=context.since, by=context.by)


GROUPS = Importer(
    listing=Listing.GROUPS,
    columns=COLUMNS,
    sample=(("ОН-24", "группа", "3", "25", "Отделение технологий", "", ""),),
    read=_read,
    current=groups_only,
    write=write_groups,
    row_of=lambda card: {column.name: getattr(card, column.name) for column in COLUMNS},
    label=lambda card: card.name,
    covers={},
)
