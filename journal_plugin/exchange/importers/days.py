"""The list of free days and of days of interim attestation: the academic calendar (A08, A12)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from journal_plugin.calendar.actions import enter_days
from journal_plugin.calendar.cards import DaysCard
from journal_plugin.calendar.enums import DaysKind
from journal_plugin.calendar.queries import days_cards
from journal_plugin.curriculum.queries import programme_ids
from journal_plugin.exchange.columns import Column, Table, Value, choice, day, text, whole, word_of, write_day
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, Wrong, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns

KINDS = {
    "каникулы": DaysKind.FREE,
    "нерабочий день": DaysKind.FREE,
    "праздник": DaysKind.FREE,
    "промежуточная аттестация": DaysKind.ATTESTATION,
    "аттестация": DaysKind.ATTESTATION,
}
COLUMNS = (
    Column("kind", "Что", choice(KINDS), ("Вид",), required=True, write=word_of(KINDS)),
    Column("name", "Наименование", text(), ("Название",), required=True),
    Column("since", "С", day, ("Начало", "Дата начала"), required=True, write=write_day),
    Column("until", "По", day, ("Окончание", "Дата окончания"), required=True, write=write_day),
    Column("programme", "Программа", text(), ("Образовательная программа", "Специальность", "Профессия")),
    Column("course", "Курс", whole(1, 11), ("Параллель",)),
    Column("act", "Локальный акт", text(), ("Акт", "Приказ")),
)


def _read(context: Context, table: Table) -> Reading:
    programmes = Known.of(programme_ids(context.institution), _("There is no programme %(name)s."))

    def make(values: Mapping[str, Value]) -> list[DaysCard]:
        named = str(values.get("programme") or "")
        card = DaysCard(**{**values, "programme": programmes.find("programme", named) if named else ""})
        if card.until < card.since:
            raise Wrong("until", _("The last day is before the first one."))
        if card.until < context.year.since or card.since > context.year.until:
            raise Wrong("since", _("These days lie outside the year %(year)s.") % {"year": context.year.name})
        if card.kind == DaysKind.ATTESTATION and not card.act:
            raise Wrong("act", _("Attestation is set by a local act: write its title, date and number."))
        return [card]

    return read_cards(table, make)


DAYS = Importer(
    listing=Listing.DAYS,
    columns=COLUMNS,
    sample=(
        ("каникулы", "Зимние каникулы", "31.12.2026", "08.01.2027", "", "", ""),
        (
            "промежуточная аттестация",
            "Зимняя сессия",
            "21.12.2026",
            "28.12.2026",
            "",
            "3",
            "приказ № 120-од от 01.12.2026",
        ),
    ),
    read=_read,
    current=lambda context: days_cards(context.year),
    write=lambda context, cards: enter_days(
        year=context.year, cards=cards, programmes=programme_ids(context.institution), by=context.by
    ),
    row_of=own_columns(COLUMNS),
    label=lambda card: ", ".join(filter(None, (card.name, card.programme, str(card.course or "")))),
    covers={},
    needs_year=True,
)
