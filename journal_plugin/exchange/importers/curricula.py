"""The list of curricula: a line an element and study period (B01)."""

from collections.abc import Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import term_names
from journal_plugin.core.names import search_key, sort_key
from journal_plugin.curriculum.actions import enter_curricula
from journal_plugin.curriculum.cards import CurriculumCard
from journal_plugin.curriculum.controls import names_of
from journal_plugin.curriculum.queries import control_cards, curriculum_cards, element_ids
from journal_plugin.exchange.columns import Column, Table, Value, names, text, whole, write_names
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, Wrong, no_element, no_group, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns
from journal_plugin.people.queries import group_ids

NONE = ("", "нет")
"""Words for no form of control in a study period."""
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
    Column("control", "Форма контроля", text(), ("Контроль",)),
)


def _read(context: Context, table: Table) -> Reading:
    groups = Known.of(group_ids(context.institution, context.year.since), no_group())
    elements = Known.of(element_ids(context.institution), no_element())
    terms = Known.of(term_names(context.year), _("There is no study period %(name)s."))
    controls = names_of(control_cards(context.institution).values())
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
                "control": _control(controls, str(values.get("control") or "")),
            }
        )
        head = (card.programme, card.course, card.groups)
        if heads.setdefault(card.curriculum, head) != head:
            raise Wrong("curriculum", _("Another row gives this curriculum another programme, course or groups."))
        return [card]

    return read_cards(table, make)


def _control(known: Mapping[str, str], word: str) -> str:
    """The name of the form that ``word`` is. Raises Wrong with the forms that there are, the nearest one first."""
    folded = search_key(word)
    if folded in NONE or folded in known:
        return known.get(folded, "")
    there = ", ".join(dict.fromkeys(known.values()))
    near = get_close_matches(folded, known, n=1)
    said = {"name": word, "there": there, "near": known[near[0]] if near else ""}
    if near:
        raise Wrong(
            "control", _("There is no form of control %(name)s. Perhaps “%(near)s”? There are: %(there)s.") % said
        )
    raise Wrong("control", _("There is no form of control %(name)s. There are: %(there)s.") % said)


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
