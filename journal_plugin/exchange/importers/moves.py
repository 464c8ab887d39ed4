"""The list of movements of learners with their orders (A18)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from journal_plugin.core.names import search_key
from journal_plugin.exchange.columns import Column, Table, Value, choice, day, text, word_of, write_day
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import Known, Wrong, no_group, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading, own_columns
from journal_plugin.people.actions import enter_moves
from journal_plugin.people.cards import MoveCard
from journal_plugin.people.enums import INTO_GROUP, Movement
from journal_plugin.people.queries import group_cards, learner_names, move_cards

KINDS = {
    "зачислен": Movement.ENROLLED,
    "зачислена": Movement.ENROLLED,
    "зачисление": Movement.ENROLLED,
    "переведён": Movement.TRANSFERRED,
    "переведена": Movement.TRANSFERRED,
    "перевод": Movement.TRANSFERRED,
    "возвращён из академического отпуска": Movement.RETURNED,
    "выход из академического отпуска": Movement.RETURNED,
    "восстановлен": Movement.RESTORED,
    "восстановлена": Movement.RESTORED,
    "восстановление": Movement.RESTORED,
    "академический отпуск": Movement.LEAVE,
    "отчислен": Movement.EXPELLED,
    "отчислена": Movement.EXPELLED,
    "отчисление": Movement.EXPELLED,
    "переведён в другую организацию": Movement.LEFT,
    "перевод в другую организацию": Movement.LEFT,
    "выпущен": Movement.GRADUATED,
    "выпуск": Movement.GRADUATED,
}
COLUMNS = (
    Column("learner", "ФИО", text(), ("Обучающийся", "Студент", "Ученик", "Ф.И.О."), required=True),
    Column("kind", "Движение", choice(KINDS), ("Вид движения", "Что"), required=True, write=word_of(KINDS)),
    Column("day", "Дата", day, ("День", "С какого дня"), required=True, write=write_day),
    Column("order_no", "Приказ", text(64), ("Номер приказа", "№ приказа"), required=True),
    Column("group", "В группу", text(), ("Группа", "В класс", "Класс")),
    Column("external_id", "Код", text(64), ("Номер личного дела",)),
)


def _read(context: Context, table: Table) -> Reading:
    register = move_cards(context.institution, context.year.since)
    by_code, by_name = _known(context)
    groups = Known.of(
        (card.name for card in group_cards(context.institution, context.since).values() if not card.parent), no_group()
    )

    def make(values: Mapping[str, Value]) -> list[MoveCard]:
        name, code = _learner(values, by_code, by_name)
        card = MoveCard(**{**values, "learner": name, "external_id": code})
        stands = register.get(card.key)
        if stands is not None:
            if any(
                getattr(card, column) != getattr(stands, column) for column in ("order_no", "group") if column in values
            ):
                raise Wrong(
                    "order_no",
                    _("This movement is in the register with another order or group: a list does not rewrite it."),
                )
            return [stands]
        if not context.year.since <= card.day <= context.year.until:
            raise Wrong("day", _("The day lies outside the year %(year)s.") % {"year": context.year.name})
        if card.kind not in INTO_GROUP:
            if card.group:
                raise Wrong("group", _("After this movement the learner is in no group: leave the cell empty."))
            return [card]
        return [MoveCard(**{**values, "learner": name, "external_id": code, "group": groups.find("group", card.group)})]

    return read_cards(table, make)


def _known(context: Context) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    by_code, by_name = {}, {}
    for name, code in learner_names(context.institution):
        by_name.setdefault(search_key(name), []).append((name, code))
        if code:
            by_code[code] = name
    return by_code, by_name


def _learner(
    values: Mapping[str, Value], by_code: Mapping[str, str], by_name: Mapping[str, list[tuple[str, str]]]
) -> tuple[str, str]:
    """Full name and code of the learner whom a line means, by his code if it has one. Raises Wrong."""
    found = by_name.get(search_key(str(values["learner"])), [])
    code = str(values.get("external_id") or "")
    if code:
        if (by_code.get(code), code) not in found:
            raise Wrong("external_id", _("No learner of that name has this code."))
        return by_code[code], code
    if not found:
        raise Wrong("learner", _("There is no learner %(name)s.") % {"name": values["learner"]})
    if len(found) > 1:
        raise Wrong("learner", _("There are several learners of this name: write the code."))
    return found[0]


MOVES = Importer(
    listing=Listing.MOVES,
    columns=COLUMNS,
    sample=(
        ("Андреева Анна Ильинична", "переведена", "01.12.2026", "77-к", "ОН-25", ""),
        ("Борисов Борис Борисович", "отчислен", "04.12.2026", "78-к", "", ""),
    ),
    read=_read,
    current=lambda context: move_cards(context.institution, context.year.since),
    write=lambda context, cards: enter_moves(institution=context.institution, cards=cards, by=context.by),
    row_of=own_columns(COLUMNS),
    label=lambda card: card.label,
    covers={},
    needs_year=True,
)
