"""The list of bell times (A10)."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from journal_plugin.calendar.actions import enter_bells
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.queries import bell_cards
from journal_plugin.exchange.columns import Column, Table, Value, clock, text, whole, write_clock
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Wrong, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns

MAIN = "Основное"
"""The schedule of a list that names none."""

COLUMNS = (
    Column("number", "Пара", whole(1, 20), ("Урок", "Номер", "№", "Номер урока", "Номер пары"), required=True),
    Column("starts", "Начало", clock, ("Время начала",), required=True, write=write_clock),
    Column("ends", "Окончание", clock, ("Конец", "Время окончания"), required=True, write=write_clock),
    Column("schedule", "Расписание звонков", text(), ("Звонки",)),
)


def _read(context: Context, table: Table) -> Reading:
    def make(values: Mapping[str, Value]) -> list[BellCard]:
        card = BellCard(**{"schedule": MAIN, **values})
        if card.ends <= card.starts:
            raise Wrong("ends", _("The lesson ends before it begins."))
        return [card if card.schedule else replace(card, schedule=MAIN)]

    return read_cards(table, make)


BELLS = Importer(
    listing=Listing.BELLS,
    columns=COLUMNS,
    sample=(("1", "08:30", "10:00", MAIN), ("2", "10:10", "11:40", MAIN)),
    read=_read,
    current=lambda context: bell_cards(context.institution),
    write=lambda context, cards: enter_bells(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: f"{card.schedule}, {card.number}",
    covers={"schedule": ("schedule", "number")},
)
