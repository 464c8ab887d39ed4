"""The list of learners with groups and guardians (A07, A15, A16); of those admitted it names the speciality (A17)."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from journal_plugin.core.names import sort_key
from journal_plugin.exchange.columns import (
    Column,
    Table,
    Value,
    as_text,
    choice,
    day,
    email,
    names,
    no_columns,
    phone,
    text,
    word_of,
    write_day,
    write_names,
)
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.modes import MODE, known_modes
from journal_plugin.exchange.importers.people import CONTACTS, COVERS, PARTS, check_names, name_of, split_name
from journal_plugin.exchange.importers.reading import Known, Wrong, no_group, read_cards
from journal_plugin.exchange.plans import Context, Importer, Reading
from journal_plugin.people.actions import enter_learners
from journal_plugin.people.cards import GroupCard, GuardianCard, LearnerCard
from journal_plugin.people.enums import GroupKind, Relation, StudyForm
from journal_plugin.people.queries import group_cards, learner_cards

FORMS = {
    "очная": StudyForm.FULL_TIME,
    "очно-заочная": StudyForm.PART_TIME,
    "заочная": StudyForm.EXTRAMURAL,
    "": StudyForm.FULL_TIME,
}
RELATIONS = {
    "мать": Relation.MOTHER,
    "мама": Relation.MOTHER,
    "отец": Relation.FATHER,
    "папа": Relation.FATHER,
    "законный представитель": Relation.GUARDIAN,
    "опекун": Relation.GUARDIAN,
    "попечитель": Relation.GUARDIAN,
    "доверенное лицо": Relation.TRUSTED,
    "": Relation.GUARDIAN,
}
GUARDIANS = (1, 2, 3)
"""How many guardians a row has place for."""


def _guardian_columns(number: int) -> tuple[Column, ...]:
    head = f"Представитель {number}"
    plain = ("Родитель", "Представитель") if number == 1 else ()
    return (
        Column(f"guardian{number}", head, text(), (f"Родитель {number}", *plain)),
        Column(f"relation{number}", f"{head}: кем приходится", choice(RELATIONS), write=word_of(RELATIONS)),
        Column(f"phone{number}", f"{head}: телефон", phone, (f"Телефон родителя {number}",)),
        Column(f"email{number}", f"{head}: почта", email, (f"Почта родителя {number}",)),
    )


COLUMNS = (
    Column("name", "ФИО", text(), ("Обучающийся", "Студент", "Ученик", "Фамилия, имя, отчество", "Ф.И.О.")),
    *PARTS,
    Column("external_id", "Код", text(64), ("Номер личного дела", "№ личного дела")),
    Column("group", "Группа", text(), ("Класс",)),
    Column("speciality", "Специальность", text(), ("Профессия", "Специальность (профессия)")),
    Column("subgroups", "Подгруппы", names, ("Подгруппа", "Бригада", "Поток", "Учебные группы"), write=write_names),
    Column("study_form", "Форма обучения", choice(FORMS), write=word_of(FORMS)),
    *CONTACTS,
    MODE,
    Column("since", "Зачислен", day, ("Дата зачисления",), write=write_day),
    Column("order_no", "Приказ", text(64), ("Номер приказа",)),
    *(column for number in GUARDIANS for column in _guardian_columns(number)),
)
_PLAIN = ("external_id", "speciality", "study_form", "mode", "birth_date", "email", "phone", "since", "order_no")


def _read(context: Context, table: Table) -> Reading:
    if not table.has("group", "speciality"):
        raise no_columns(["Группа"], table.headings)
    check_names(table)
    cards = group_cards(context.institution, context.since).values()
    groups = Known.of((card.name for card in cards if card.kind == GroupKind.GROUP), no_group())
    parts = {card.name: card for card in cards if card.kind != GroupKind.GROUP}
    known_parts = Known.of(parts, no_group())
    old = learner_cards(context.institution, context.since)
    modes = known_modes(context)

    def make(values: Mapping[str, Value]) -> list[LearnerCard]:
        modes.check(values)
        group = _group(groups, values)
        subgroups = [known_parts.find("subgroups", name) for name in values.get("subgroups", ())]
        _check_parts(parts, subgroups, group)
        card = LearnerCard(
            **name_of(values),
            **{name: values[name] for name in _PLAIN if name in values},
            group=group,
            subgroups=tuple(sorted(subgroups, key=sort_key)),
            guardians=_guardians(values),
        )
        if card.key in old and not group:
            return [replace(card, group=old[card.key].group, subgroups=old[card.key].subgroups)]
        if card.key in old and not table.has("subgroups"):
            stays = old[card.key].group == group
            others = [name for name in old[card.key].subgroups if stays or not parts[name].parent]
            card = replace(card, subgroups=tuple(others))
        return [card]

    return read_cards(table, make)


def _group(groups: Known, values: Mapping[str, Value]) -> str:
    """The group that the row names; none for who was admitted for a speciality and waits for one (A17)."""
    if not values.get("group") and values.get("speciality"):
        return ""
    if not values.get("group"):
        raise Wrong("group", _("The cell is empty."))
    return groups.find("group", str(values["group"]))


def _check_parts(parts: Mapping[str, GroupCard], names_of_parts: list[str], group: str) -> None:
    for name in names_of_parts:
        if parts[name].parent not in ("", group):
            raise Wrong("subgroups", _("%(part)s is not a part of %(group)s.") % {"part": name, "group": group})


def _guardians(values: Mapping[str, Value]) -> tuple[GuardianCard, ...]:
    cards = []
    for number in GUARDIANS:
        name = as_text(values.get(f"guardian{number}"))
        contacts = {field: as_text(values.get(f"{field}{number}")) for field in ("phone", "email")}
        if name:
            relation = values.get(f"relation{number}") or Relation.GUARDIAN
            cards.append(GuardianCard(**split_name(f"guardian{number}", name), relation=relation, **contacts))
        elif any(contacts.values()):
            raise Wrong(f"guardian{number}", _("There is a contact, but no name."))
    return tuple(sorted(cards, key=lambda card: sort_key(card.name)))


def _row_of(card: LearnerCard) -> dict[str, Value]:
    row: dict[str, Value] = {name: getattr(card, name) for name in ("name", "group", "subgroups", *_PLAIN)}
    for number, guardian in zip(GUARDIANS, [*card.guardians, None, None, None], strict=False):
        row[f"guardian{number}"] = guardian.name if guardian else ""
        row[f"relation{number}"] = guardian.relation if guardian else None
        row[f"phone{number}"] = guardian.phone if guardian else ""
        row[f"email{number}"] = guardian.email if guardian else ""
    return row


LEARNERS = Importer(
    listing=Listing.LEARNERS,
    columns=COLUMNS,
    sample=(
        (
            *("Андреева Анна Ильинична", "", "", "", "1042", "ОН-24", "", "ОН-24-П1, ОН-24-Б2", "очная", "14.03.2009"),
            *("anna@example.org", "+7 900 000-00-01", "", "01.09.2026", "117-к"),
            *("Андреева Мария Олеговна", "мать", "+7 900 000-00-02", "maria@example.org"),
        ),
    ),
    read=_read,
    current=lambda context: learner_cards(context.institution, context.since),
    write=lambda context, cards: enter_learners(
        institution=context.institution, cards=cards, day=context.since, by=context.by
    ),
    row_of=_row_of,
    label=lambda card: card.name,
    covers={**COVERS, "subgroups": ("group",), "guardians": tuple(f"guardian{number}" for number in GUARDIANS)},
)
