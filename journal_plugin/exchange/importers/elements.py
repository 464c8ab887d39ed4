"""The list of study elements: disciplines, МДК, ПМ, practices (A03-A05)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from journal_plugin.core.names import search_key
from journal_plugin.curriculum.actions import enter_elements
from journal_plugin.curriculum.cards import ElementCard
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.queries import element_cards
from journal_plugin.exchange.columns import Column, Table, Value, choice, text, word_of
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns

KINDS = {
    "дисциплина": ElementKind.DISCIPLINE,
    "предмет": ElementKind.DISCIPLINE,
    "МДК": ElementKind.COURSE,
    "ПМ": ElementKind.MODULE,
    "учебная практика": ElementKind.STUDY_PRACTICE,
    "производственная практика": ElementKind.WORK_PRACTICE,
    "практика по профилю специальности": ElementKind.PROFILE_PRACTICE,
    "курсовая работа": ElementKind.COURSE_WORK,
    "курсовой проект": ElementKind.COURSE_WORK,
    "индивидуальный проект": ElementKind.PROJECT,
    "учебный курс": ElementKind.EXTRA_COURSE,
    "курс внеурочной деятельности": ElementKind.EXTRACURRICULAR,
    "внеурочная деятельность": ElementKind.EXTRACURRICULAR,
    "дополнительная программа": ElementKind.ADDITIONAL,
    "дополнительная общеразвивающая программа": ElementKind.ADDITIONAL,
    "занятия воспитателя": ElementKind.UPBRINGING,
    "воспитательная работа": ElementKind.UPBRINGING,
    "": ElementKind.DISCIPLINE,
}
COLUMNS = (
    Column(
        "name",
        "Наименование",
        text(),
        ("Дисциплина", "Предмет", "Элемент", "Учебный предмет", "Название"),
        required=True,
    ),
    Column("kind", "Вид", choice(KINDS), ("Вид элемента", "Тип"), write=word_of(KINDS)),
    Column("code", "Индекс", text(32), ("Шифр",)),
    Column("level", "Уровень образования", text(120), ("Уровень",)),
    Column("module", "Модуль", text(), ("Профессиональный модуль",)),
    Column("external_id", "Код", text(64)),
)


def _read(context: Context, table: Table) -> Reading:
    modules = [card.name for card in element_cards(context.institution).values() if card.kind == ElementKind.MODULE]
    modules += [str(line.values["name"]) for line in table.lines if line.values.get("kind") == ElementKind.MODULE]
    known = Known({search_key(name): name for name in modules}, _("There is no professional module %(name)s."))

    def make(values: Mapping[str, Value]) -> list[ElementCard]:
        module = str(values.get("module") or "")
        return [ElementCard(**{**values, "module": known.find("module", module) if module else ""})]

    return read_cards(table, make)


ELEMENTS = Importer(
    listing=Listing.ELEMENTS,
    columns=COLUMNS,
    sample=(
        ("Материаловедение", "дисциплина", "ОП.02", "", "", ""),
        ("Изготовление деталей на станках", "ПМ", "ПМ.01", "", "", ""),
        ("Технология изготовления деталей", "МДК", "МДК.01.01", "", "Изготовление деталей на станках", ""),
    ),
    read=_read,
    current=lambda context: element_cards(context.institution),
    write=lambda context, cards: enter_elements(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: card.label,
    covers={},
)
