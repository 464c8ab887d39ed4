"""A slot as plain JSON and back: what an edit of the raster keeps, so that it can be taken back."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Min

from journal_plugin.calendar.models import Term
from journal_plugin.timetable.models import Slot

_HELD = Slot.teachers.through.objects

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
    """Id -> the fields of a row, its days and the ids of its teachers; one query."""
    rows = list(rows)
    teachers: dict[int, list[int]] = {row.pk: [] for row in rows}
    for slot, staff in _HELD.filter(slot__in=teachers).order_by("staff").values_list("slot_id", "staff_id"):
        teachers[slot].append(staff)
    return {str(row.pk): _fields(row) | {"teachers": teachers[row.pk]} for row in rows}


def restore(term: Term, stand: Iterable[Slot], before: dict[str, dict]) -> None:
    """The slots ``before`` as they were, in place of those that ``stand`` and are not among them; dated lessons are not told."""
    others = [row.pk for row in stand if str(row.pk) not in before]
    put_aside(term, others)
    known = Slot.objects.in_bulk([int(pk) for pk in before])
    rows = [row_of(known.get(int(pk)) or Slot(pk=int(pk), term=term), seen) for pk, seen in before.items()]
    Slot.objects.bulk_create([row for row in rows if row.pk not in known], batch_size=500)
    Slot.objects.bulk_update([row for row in rows if row.pk in known], [*PLAIN, "since", "until"], batch_size=100)
    _HELD.filter(slot__in=[row.pk for row in rows]).delete()
    pairs = [(int(pk), staff) for pk, seen in before.items() for staff in seen["teachers"]]
    _HELD.bulk_create([Slot.teachers.through(slot_id=pk, staff_id=staff) for pk, staff in pairs], batch_size=500)


def put_aside(term: Term, pks: Iterable[int]) -> None:
    """Slots out of the term, on a day before all others: no lessons come of them, and filled ones keep their origin."""
    pks = list(pks)
    Slot.objects.filter(pk__in=pks, lessons=None).delete()
    first = Slot.objects.filter(term=term).aggregate(day=Min("since"))["day"]
    day = min(filter(None, (first, term.since))) - timedelta(days=1)
    Slot.objects.filter(pk__in=pks).update(since=day, until=day, version=F("version") + 1)


def forget_aside(term: Term) -> None:
    """Deletes what was put aside, where nothing filled stands on it; the dated lessons have followed already."""
    Slot.objects.filter(term=term, until__lt=term.since, lessons=None).delete()


def row_of(row: Slot, seen: dict) -> Slot:
    """``row`` with the fields that were ``seen``; not saved, its teachers are not touched."""
    for name in PLAIN:
        setattr(row, name, seen[name])
    row.since, row.until = (date.fromisoformat(seen[name]) if seen[name] else None for name in ("since", "until"))
    return row


def _fields(row: Slot) -> dict:
    plain = {name: getattr(row, name) for name in PLAIN}
    return plain | {name: day and day.isoformat() for name, day in (("since", row.since), ("until", row.until))}
