"""A slot as plain JSON and back: what an edit of the raster keeps, so that it can be taken back."""

from collections.abc import Iterable
from datetime import date

from journal_plugin.timetable.models import Slot

PLAIN = (
    "week",
    "weekday",
    "number",
    "group_id",
    "element_id",
    "activity",
    "room_id",
    "technology",
    "breach",
    "version",
)


def snapshot(rows: Iterable[Slot]) -> dict[str, dict]:
    """Id -> the fields of a row, its days and the ids of its teachers; one query a row."""
    return {str(row.pk): _fields(row) for row in rows}


def row_of(row: Slot, seen: dict) -> Slot:
    """``row`` with the fields that were ``seen``; not saved, its teachers are not touched."""
    for name in PLAIN:
        setattr(row, name, seen[name])
    row.since, row.until = (date.fromisoformat(seen[name]) if seen[name] else None for name in ("since", "until"))
    return row


def _fields(row: Slot) -> dict:
    plain = {name: getattr(row, name) for name in PLAIN}
    days = {name: day and day.isoformat() for name, day in (("since", row.since), ("until", row.until))}
    return plain | days | {"teachers": sorted(row.teachers.values_list("pk", flat=True))}
