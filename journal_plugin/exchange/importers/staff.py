"""The list of staff (A06): by names, or by codes that stand for the surnames."""

from collections.abc import Mapping

from journal_plugin.exchange.columns import Column, Table, Value, day, text, write_day
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.people import CONTACTS, COVERS, PARTS, check_names, is_code, name_of
from journal_plugin.exchange.importers.reading import read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.people.actions import enter_staff
from journal_plugin.people.cards import StaffCard
from journal_plugin.people.queries import staff_cards

COLUMNS = (
    Column("name", "ФИО", text(), ("Преподаватель", "Учитель", "Сотрудник", "Фамилия, имя, отчество", "Ф.И.О.")),
    *PARTS,
    Column("external_id", "Код", text(64), ("Табельный номер",)),
    Column("position", "Должность", text(160)),
    Column("department", "Отделение", text(), ("Подразделение",)),
    *CONTACTS,
    Column("since", "Работает с", day, ("Принят", "Дата приёма"), write=write_day),
)


def _read(context: Context, table: Table) -> Reading:
    check_names(table)
    known = staff_cards(context.institution)

    def make(values: Mapping[str, Value]) -> list[StaffCard]:
        rest = {name: value for name, value in values.items() if name not in ("name", *(part.name for part in PARTS))}
        card = StaffCard(**{**name_of(values), **rest})
        if table.has("external_id") or not is_code(card.name):
            return [card]
        # A list by codes only: the code is the identity, and no reason to forget the name that is known by now.
        old = known.get(card.name)
        names = {part.name: getattr(old, part.name) for part in PARTS} if old else {}
        return [StaffCard(**{**name_of(values), **rest, **names, "external_id": card.name})]

    return read_cards(table, make)


STAFF = Importer(
    listing=Listing.STAFF,
    columns=COLUMNS,
    sample=(
        ("Петрова Ольга Ивановна", "", "", "", "П01", "преподаватель", "", "14.03.1980", "petrova@example.org", "", ""),
    ),
    read=_read,
    current=lambda context: staff_cards(context.institution),
    write=lambda context, cards: enter_staff(
        institution=context.institution, cards=cards, since=context.since, by=context.by
    ),
    row_of=lambda card: {column.name: getattr(card, column.name) for column in COLUMNS if column not in PARTS},
    label=lambda card: card.name,
    covers={**COVERS, "external_id": ("external_id", "name", "last_name")},
)
