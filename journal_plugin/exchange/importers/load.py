"""The list of teaching load in a study period (B03); a row may name several teachers."""

from collections.abc import Mapping

from journal_plugin.curriculum.actions import assign_load
from journal_plugin.curriculum.cards import LoadCard
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.queries import element_ids, load_cards
from journal_plugin.exchange.columns import Column, Table, Value, choice, names, text, whole, word_of, write_names
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, no_element, no_group, no_staff, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.people.queries import group_ids, staff_keys

ACTIVITIES = {
    "теория": Activity.THEORY,
    "практика": Activity.PRACTICE,
    "консультация": Activity.CONSULTATION,
    "консультации": Activity.CONSULTATION,
    "": Activity.THEORY,
}
GROUP = Column(
    "group", "Группа или подгруппа", text(), ("Группа", "Подгруппа", "Класс", "Класс или группа"), required=True
)
ELEMENT = Column("element", "Дисциплина", text(), ("Предмет", "Наименование", "Элемент"), required=True)
ACTIVITY = Column("activity", "Вид занятий", choice(ACTIVITIES), ("Вид занятия",), write=word_of(ACTIVITIES))
COLUMNS = (
    GROUP,
    ELEMENT,
    Column("staff", "Преподаватель", names, ("Учитель", "Преподаватели"), required=True, write=write_names),
    ACTIVITY,
    Column("lessons_per_cycle", "Пар за две недели", whole(), ("Занятий за цикл", "Уроков в неделю", "Пар в неделю")),
    Column("hours", "Часов", whole(), ("Часов в периоде", "Часов за семестр")),
)


def _read(context: Context, table: Table) -> Reading:
    groups = Known.of(group_ids(context.institution, context.since), no_group())
    elements = Known.of(element_ids(context.institution), no_element())
    staff = Known(staff_keys(context.institution), no_staff())

    def make(values: Mapping[str, Value]) -> list[LoadCard]:
        group = groups.find("group", str(values["group"]))
        element = elements.find("element", str(values["element"]))
        numbers = {name: values.get(name) or 0 for name in ("lessons_per_cycle", "hours")}
        activity = values.get("activity", Activity.THEORY)
        return [LoadCard(group, element, staff.find("staff", name), activity, **numbers) for name in values["staff"]]

    return read_cards(table, make)


LOAD = Importer(
    listing=Listing.LOAD,
    columns=COLUMNS,
    sample=(("ОН-24", "Материаловедение", "П01", "теория", "2", "32"),),
    read=_read,
    current=lambda context: load_cards(context.term, context.since),
    write=lambda context, cards: assign_load(term=context.term, cards=cards, since=context.since, by=context.by),
    row_of=lambda card: {
        **{name: getattr(card, name) for name in ("group", "element", "activity", "lessons_per_cycle", "hours")},
        "staff": (card.staff,),
    },
    label=lambda card: f"{card.group}, {card.element}, {card.staff}",
    covers={"activity": ("group",)},
    needs_term=True,
)
