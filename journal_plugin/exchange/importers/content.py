"""The list of content elements (КЭС) of study elements (B05, N03)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from journal_plugin.core.names import search_key
from journal_plugin.curriculum.actions import enter_content
from journal_plugin.curriculum.cards import ContentCard
from journal_plugin.curriculum.queries import content_cards, element_ids
from journal_plugin.exchange.columns import CellRefused, Column, Table, Value, text
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns


def _code(cell) -> str:
    """«1.2.3», «1.2.3.»: a code without the full stop that tables put after it."""
    value = text(32)(cell).rstrip(".")
    if not value or any(sign in value for sign in " ,;"):
        raise CellRefused(_("A code has neither spaces nor commas: 1.2.3"))
    return value


COLUMNS = (
    Column("element", "Дисциплина", text(), ("Предмет", "Учебный предмет", "Элемент"), required=True),
    Column("code", "Код КЭС", _code, ("Код", "КЭС", "Код контролируемого элемента"), required=True),
    Column(
        "name",
        "Элемент содержания",
        text(),
        ("Наименование", "Элементы содержания", "Проверяемый элемент содержания"),
        required=True,
    ),
)


def _read(context: Context, table: Table) -> Reading:
    elements = {search_key(label): label for label in element_ids(context.institution)}
    known = Known(elements, _("There is no study element %(name)s."))

    def make(values: Mapping[str, Value]) -> list[ContentCard]:
        return [ContentCard(**{**values, "element": known.find("element", str(values["element"]))})]

    return read_cards(table, make)


CONTENT = Importer(
    listing=Listing.CONTENT,
    columns=COLUMNS,
    sample=(
        ("Физика", "1.1", "Механическое движение и его относительность"),
        ("Физика", "1.2", "Скорость и ускорение"),
    ),
    read=_read,
    current=lambda context: content_cards(context.institution),
    write=lambda context, cards: enter_content(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: card.label,
    covers={},
)
