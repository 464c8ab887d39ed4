"""Correcting the cells of Form 2 that belong to the class teacher, before it is printed (pure; S0, Приложение 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from journal_plugin.attendance.totals import percent_of
from journal_plugin.core.typography import decimal_comma
from journal_plugin.statements.documents import form2

Address = tuple[str, int | None]
"""(field of the paper or of its row, number of the row or None)."""
Number = int | Decimal | None

COLUMNS = {"excused": form2.EXCUSED, "unexcused": form2.UNEXCUSED}
TOTALS = {
    "man_hours": form2.MAN_HOURS,
    "missed_hours": f"{form2.MISSED}, час.",
    "missed_percent": f"{form2.MISSED}, %",
    "unexcused_hours": f"{form2.MISSED_UNEXCUSED}, час.",
    "unexcused_percent": f"{form2.MISSED_UNEXCUSED}, %",
}
PERCENTS = ("missed_percent", "unexcused_percent")


@dataclass(frozen=True)
class Correction:
    """A cell that was changed before printing: its name on the paper, the computed and the entered value."""

    cell: str
    old: str
    new: str


def cells(paper: form2.Paper) -> dict[Address, Number]:
    """The cells that may be corrected and what was computed for them."""
    columns = {(name, index): getattr(row, name) for index, row in enumerate(paper.rows) for name in COLUMNS}
    return columns | {(name, None): getattr(paper, name) for name in TOTALS}


def correct(paper: form2.Paper, entered: Mapping[Address, Number]) -> tuple[form2.Paper, tuple[Correction, ...]]:
    """The paper with the entered values, and every cell that now differs from what was computed.

    Totals that were left alone follow the corrected columns and hours; totals that were entered stay as entered.
    """
    computed = cells(paper)
    changed = {address: value for address, value in entered.items() if computed[address] != value}
    rows = tuple(
        replace(row, **{name: changed.get((name, index), getattr(row, name)) for name in COLUMNS})
        for index, row in enumerate(paper.rows)
    )
    corrected = replace(paper, rows=rows, **_totals(paper, rows, changed))
    now = cells(corrected)
    differing = tuple(
        Correction(_name(paper, address), _text(address, computed[address]), _text(address, now[address]))
        for address in computed
        if now[address] != computed[address]
    )
    return corrected, differing


def stamped(corrections: tuple[Correction, ...], *, by: str, at: datetime, why: str) -> list[dict[str, str]]:
    """The corrections as they are kept with the issued copy: cell, old, new, who, when, why."""
    return [
        {"cell": each.cell, "old": each.old, "new": each.new, "by": by, "at": at.isoformat(), "why": why}
        for each in corrections
    ]


def _totals(paper: form2.Paper, rows: tuple[form2.Row, ...], changed: Mapping[Address, Number]) -> dict[str, Any]:
    hours: dict[str, int] = {"man_hours": paper.man_hours, "missed_hours": paper.missed_hours}
    hours["unexcused_hours"] = paper.unexcused_hours
    if any(name in COLUMNS for name, _index in changed):
        hours["unexcused_hours"] += sum(row.unexcused for row in rows) - sum(row.unexcused for row in paper.rows)
    totals: dict[str, Any] = {name: changed.get((name, None), value) for name, value in hours.items()}
    for name in PERCENTS:
        part, whole = totals[name.replace("percent", "hours")], totals["man_hours"]
        same = (part, whole) == (getattr(paper, name.replace("percent", "hours")), paper.man_hours)
        followed = getattr(paper, name) if same else percent_of(part, whole)
        totals[name] = changed.get((name, None), followed)
    return totals


def _name(paper: form2.Paper, address: Address) -> str:
    name, index = address
    return TOTALS[name] if index is None else f"{paper.rows[index].name}: {COLUMNS[name]}"


def _text(address: Address, value: Number) -> str:
    return decimal_comma(value, 1) if address[0] in PERCENTS else str(value)
