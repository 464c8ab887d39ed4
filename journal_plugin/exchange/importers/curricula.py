"""The list of curricula: a line an element and study period (B01)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import term_names
from journal_plugin.core.names import sort_key
from journal_plugin.curriculum.actions import enter_curricula
from journal_plugin.curriculum.cards import CurriculumCard
from journal_plugin.curriculum.enums import ControlForm
from journal_plugin.curriculum.queries import curriculum_cards, element_ids
from journal_plugin.exchange.columns import Column, Table, Value, choice, names, text, whole, word_of, write_names
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, Wrong, no_element, no_group, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns
from journal_plugin.people.queries import group_ids

CONTROLS = {
    "": ControlForm.NONE,
    "нет": ControlForm.NONE,
    "зачёт": ControlForm.CREDIT,
    "дифференцированный зачёт": ControlForm.GRADED_CREDIT,
    "дифзачёт": ControlForm.GRADED_CREDIT,
    "экзамен": ControlForm.EXAM,
    "другая": ControlForm.OTHER,
}
COLUMNS = (
    Column("curriculum", "Учебный план", text(), ("План",), required=True),
    Column(
        "programme", "Программа", text(), ("Образовательная программа", "Специальность", "Профессия"), required=True
    ),
    Column("course", "Курс", whole(1, 11), ("Параллель",), required=True),
    Column("groups", "Группы", names, ("Группа", "Классы"), required=True, write=write_names),
    Column("element", "Дисциплина", text(), ("Предмет", "Наименование", "Элемент"), required=True),
    Column("term", "Период", text(64), ("Семестр", "Учебный период"), required=True),
    Column("theory_hours", "Часов теории", whole(), ("Теория",)),
    Column("practice_hours", "Часов практики", whole(), ("Практика",)),
    Column("control", "Форма контроля", choice(CONTROLS), ("Контроль",), write=word_of(CONTROLS)),
)


def _read(context: Context, table: Table) -> Reading:
    groups = Known.of(group_ids(context.institution, context.year.since), no_group())
    elements = Known.of(element_ids(context.institution), no_element())
    terms = Known.of(term_names(context.year), _("There is no study period %(name)s."))
    heads: dict[str, tuple] = {}

    def make(values: Mapping[str, Value]) -> list[CurriculumCard]:
        card = CurriculumCard(
            **{
                **values,
                "groups": tuple(sorted((groups.find("groups", name) for name in values["groups"]), key=sort_key)),
                "element": elements.find("element", str(values["element"])),
                "term": terms.find("term", str(values["term"])),
                "theory_hours": values.get("theory_hours") or 0,
                "practice_hours": values.get("practice_hours") or 0,
            }
        )
        head = (card.programme, card.course, card.groups)
        if heads.setdefault(card.curriculum, head) != head:
            raise Wrong("curriculum", _("Another row gives this curriculum another programme, course or groups."))
        return [card]

    return read_cards(table, make)


CURRICULA = Importer(
    listing=Listing.CURRICULA,
    columns=COLUMNS,
    sample=(
        ("УП ОН-24", "Технология машиностроения", "3", "ОН-24", "Материаловедение", "1 семестр", "32", "16", "экзамен"),
    ),
    read=_read,
    current=lambda context: curriculum_cards(context.year),
    write=lambda context, cards: enter_curricula(year=context.year, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: f"{card.curriculum}, {card.element}, {card.term}",
    covers={},
    needs_year=True,
)
