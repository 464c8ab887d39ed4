"""The list of forms of control (A11)."""

from collections.abc import Mapping

from journal_plugin.curriculum.actions import enter_controls
from journal_plugin.curriculum.controls import ControlCard
from journal_plugin.curriculum.enums import Counted, ResultScale
from journal_plugin.curriculum.queries import control_cards
from journal_plugin.exchange.columns import Column, Table, Value, choice, text, word_of
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns

COUNTED = {
    "экзамен": Counted.EXAM,
    "зачёт": Counted.CREDIT,
    "": Counted.NEITHER,
    "нет": Counted.NEITHER,
    "не учитывается": Counted.NEITHER,
}
SCALES = {
    "отметка": ResultScale.MARKS,
    "отметки": ResultScale.MARKS,
    "зачёт": ResultScale.CREDIT,
    "отметка или зачёт": ResultScale.BOTH,
    "": ResultScale.MARKS,
}
ARCHIVED = {"": False, "нет": False, "да": True}
COLUMNS = (
    Column("name", "Форма контроля", text(), ("Наименование", "Форма аттестации", "Вид аттестации"), required=True),
    Column("short", "Кратко", text(24), ("Сокращение", "Краткое название"), required=True),
    Column("counts", "Считается как", choice(COUNTED), ("Норматив",), write=word_of(COUNTED)),
    Column("scale", "Результат", choice(SCALES), ("Шкала",), write=word_of(SCALES)),
    Column("levels", "Уровни образования", text(), ("Уровень образования", "Уровень")),
    Column("act", "Локальный акт", text(), ("Акт",)),
    Column("archived", "Не применяется", choice(ARCHIVED), ("Архив",), write=word_of(ARCHIVED)),
)


def _read(context: Context, table: Table) -> Reading:
    def make(values: Mapping[str, Value]) -> list[ControlCard]:
        return [ControlCard(**values)]

    return read_cards(table, make)


CONTROLS = Importer(
    listing=Listing.CONTROLS,
    columns=COLUMNS,
    sample=(("экзамен", "экзамен", "экзамен", "отметка", "", "Положение о промежуточной аттестации, № 15-од", ""),),
    read=_read,
    current=lambda context: control_cards(context.institution),
    write=lambda context, cards: enter_controls(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: card.name,
    covers={},
)
