"""What readers are told of a lesson that a change of the day has moved, or put into another room (pure; C05, C06)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day
from journal_plugin.core.typography import bind
from journal_plugin.timetable.enums import ChangeKind


@dataclass(frozen=True)
class Arranged:
    """A change that stands: where the lesson is, and where the timetable had it; ``was_...`` is empty where it does not say."""

    lesson: int
    kind: str
    date: datetime.date
    number: int
    room: str
    was_date: datetime.date | None
    was_number: int | None
    was_room: str
    reason: str = ""
    was_starts: datetime.time | None = None


def arrived(change: Arranged, today: datetime.date) -> str:
    """What stands beside the lesson: «перенесено с 20 ноября, занятие 1», «другой кабинет, был 108»."""
    if change.kind == ChangeKind.MOVED and change.was_date and change.was_number:
        if change.was_date == change.date:
            return bind(_("moved from lesson %(number)s") % {"number": change.was_number})
        said = {"day": long_day(change.was_date, today), "number": change.was_number}
        return bind(_("moved from %(day)s, lesson %(number)s") % said)
    if change.kind == ChangeKind.ROOM:
        return bind(_("other room, was %(room)s") % {"room": change.was_room} if change.was_room else _("other room"))
    return ""


def left(change: Arranged, today: datetime.date) -> str:
    """What stands at the place that the lesson has left: «перенесено на 24 ноября, занятие 2»."""
    if change.kind == ChangeKind.MOVED and change.was_date == change.date:
        return bind(_("moved to lesson %(number)s") % {"number": change.number})
    if change.kind == ChangeKind.MOVED:
        said = {"day": long_day(change.date, today), "number": change.number}
        return bind(_("moved to %(day)s, lesson %(number)s") % said)
    return bind(_("now in room %(room)s") % {"room": change.room} if change.room else _("now in another room"))
