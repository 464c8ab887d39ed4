"""Setting when a teacher, a room or a group cannot, or would rather not."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.institution.models import Room
from journal_plugin.people.models import Group, Staff
from journal_plugin.timetable.enums import Off
from journal_plugin.timetable.models import OffTime

Owner = Staff | Room | Group
FIELDS: dict[type[Owner], str] = {Staff: "staff", Room: "room", Group: "group"}


@transaction.atomic
def set_off_times(
    *,
    owner: Owner,
    week: str,
    cells: Mapping[tuple[int, int], str],
    since: date,
    until: date | None = None,
    reason: str = "",
    by,
) -> int:
    """Makes the lesson numbers of ``week`` ("", A or B) as ``cells`` say from ``since`` on: (weekday, number) -> Off (C04).

    What is as before keeps its row with its days and reason; what differs ends the day before, and new rows last until
    ``until``. Places that ``cells`` do not name stay. Gives the number of changed places. Raises ValidationError for days
    in the past or out of order, and for a room that would rather not.
    """
    row = lock_row(type(owner).objects.all(), pk=owner.pk)
    if since < row.institution.today():
        raise ValidationError(_("A change is in force from today at the earliest: what was stays as it was."))
    if until and until < since:
        raise ValidationError(_("The last day is before the first one."))
    if isinstance(row, Room) and Off.WISH in cells.values():
        raise ValidationError(_("A room is free or not: only people and groups have wishes."))
    stood: dict[tuple[int, int], list[OffTime]] = {}
    for one in OffTime.objects.on(since).filter(**{FIELDS[type(row)]: row}, week=week):
        stood.setdefault((one.weekday, one.number), []).append(one)
    changed = 0
    for (weekday, number), wanted in cells.items():
        before = stood.get((weekday, number), [])
        if kind_of(before) == wanted:
            continue
        changed += 1
        _end(before, since)
        if wanted:
            OffTime.objects.create(
                **{FIELDS[type(row)]: row},
                week=week,
                weekday=weekday,
                number=number,
                is_wish=wanted == Off.WISH,
                reason=reason,
                since=since,
                until=until,
            )
    if changed:
        record(row, "journal.off", by=by, changed=changed, since=since.isoformat(), reason=reason)
    return changed


def kind_of(rows: list[OffTime]) -> str:
    """What the rows of one place come to."""
    if not rows:
        return Off.FREE
    return Off.WISH if all(one.is_wish for one in rows) else Off.OFF


def _end(rows: list[OffTime], since: date) -> None:
    for one in rows:
        if one.since < since:
            one.until = since - timedelta(days=1)
            one.save(update_fields=["until"])
        else:
            one.delete()
