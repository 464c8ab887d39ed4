"""What the lists of people have in common: names in one column or three, contacts."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from journal_plugin.exchange.columns import (
    Column,
    Table,
    Value,
    as_text,
    day,
    email,
    no_columns,
    phone,
    text,
    write_day,
)
from journal_plugin.exchange.importers.reading import Wrong

CONTACTS = (
    Column("birth_date", "Дата рождения", day, ("Родился",), write=write_day),
    Column("email", "Электронная почта", email, ("Почта", "E-mail", "Email", "Адрес электронной почты")),
    Column("phone", "Телефон", phone, ("Мобильный телефон", "Номер телефона")),
)
PARTS = (
    Column("last_name", "Фамилия", text(80)),
    Column("first_name", "Имя", text(80)),
    Column("patronymic", "Отчество", text(80)),
)
COVERS = {
    "last_name": ("name", "last_name"),
    "first_name": ("name", "first_name"),
    "patronymic": ("name", "patronymic"),
}
_CODE = re.compile(r"[A-ZА-ЯЁ]{1,4}[-. ]?\d+", re.IGNORECASE)


def check_names(table: Table) -> None:
    """Raises SpreadsheetError where a list of people has neither «ФИО» nor «Фамилия»."""
    if not table.has("name", "last_name"):
        raise no_columns(["ФИО"], table.headings)


def is_code(name: str) -> bool:
    """Whether a list calls a human by a code, as П01."""
    return bool(_CODE.fullmatch(name))


def name_of(values: Mapping[str, Value]) -> dict[str, Any]:
    """Surname, name and patronymic of a row. Raises Wrong where there is no surname."""
    if as_text(values.get("last_name")):
        return {part.name: as_text(values.get(part.name)) for part in PARTS}
    return split_name("name", as_text(values.get("name")))


def split_name(column: str, full: str) -> dict[str, Any]:
    """«Фамилия Имя Отчество» in its parts; what follows the name is the patronymic."""
    last, first, patronymic = [*full.split(maxsplit=2), "", "", ""][:3]
    if not last:
        raise Wrong(column, _("The cell is empty."))
    if max(len(last), len(first), len(patronymic)) > 80:
        raise Wrong(column, _("The name is too long."))
    return {"last_name": last, "first_name": first, "patronymic": patronymic}
