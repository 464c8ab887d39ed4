"""The list of rooms with buildings (A01, A02)."""

from collections.abc import Mapping

from journal_plugin.exchange.columns import Column, Table, Value, text, whole
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns
from journal_plugin.institution.actions import enter_rooms
from journal_plugin.institution.cards import RoomCard
from journal_plugin.institution.queries import room_cards

COLUMNS = (
    Column("name", "Кабинет", text(), ("Аудитория", "Помещение", "Номер кабинета"), required=True),
    Column("building", "Корпус", text(), ("Здание",), required=True),
    Column("capacity", "Вместимость", whole(), ("Мест", "Число мест")),
    Column("kind", "Вид кабинета", text(64), ("Назначение",)),
    Column("equipment", "Оборудование", text(2000)),
    Column("external_id", "Код", text(64)),
)


def _read(context: Context, table: Table) -> Reading:
    def make(values: Mapping[str, Value]) -> list[RoomCard]:
        return [RoomCard(**values)]

    return read_cards(table, make)


ROOMS = Importer(
    listing=Listing.ROOMS,
    columns=COLUMNS,
    sample=(("108", "Главный корпус", "30", "лаборатория", "проектор", ""),),
    read=_read,
    current=lambda context: room_cards(context.institution),
    write=lambda context, cards: enter_rooms(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: f"{card.name}, {card.building}",
    covers={},
)
