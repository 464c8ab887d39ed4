"""The list of subgroups and brigades (A15)."""

from collections.abc import Mapping

from journal_plugin.exchange.columns import Column, Table, Value, choice, text, whole, word_of
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.groups import write_groups
from journal_plugin.exchange.importers.reading import Known, no_group, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.queries import group_cards

KINDS = {"подгруппа": GroupKind.SUBGROUP, "бригада": GroupKind.BRIGADE, "": None}
COLUMNS = (
    Column("name", "Подгруппа", text(), ("Бригада", "Подгруппа или бригада"), required=True),
    Column("parent", "Группа", text(), ("Класс",), required=True),
    Column("kind", "Вид", choice(KINDS), write=word_of(KINDS)),
    Column("places", "Обучающихся", whole(), ("Численность", "Мест", "Человек")),
    Column("external_id", "Код", text(64)),
)


def kind_of(name: str) -> str:
    """What a part's name tells: ЛД101-Б2 is a brigade, everything else a subgroup."""
    return GroupKind.BRIGADE if name.rpartition("-")[2][:1] in ("Б", "б") else GroupKind.SUBGROUP


def _read(context: Context, table: Table) -> Reading:
    cards = group_cards(context.institution, context.since).values()
    whole_groups = {card.name: card for card in cards if not card.parent}
    known = Known.of(whole_groups, no_group())

    def make(values: Mapping[str, Value]) -> list[GroupCard]:
        parent = whole_groups[known.find("parent", str(values["parent"]))]
        kind = values.get("kind") or kind_of(str(values["name"]))
        return [GroupCard(**{**values, "kind": kind, "parent": parent.name, "course": parent.course})]

    return read_cards(table, make)


def _current(context: Context) -> dict[str, GroupCard]:
    cards = group_cards(context.institution, context.since)
    return {key: card for key, card in cards.items() if card.parent}


SUBGROUPS = Importer(
    listing=Listing.SUBGROUPS,
    columns=COLUMNS,
    sample=(("ОН-24-П1", "ОН-24", "подгруппа", "13", ""), ("ОН-24-Б1", "ОН-24", "бригада", "8", "")),
    read=_read,
    current=_current,
    write=write_groups,
    row_of=lambda card: {column.name: getattr(card, column.name) for column in COLUMNS},
    label=lambda card: card.name,
    covers={"course": ("parent",)},
)
