"""A letter about changes of the day: which lesson, and what became of it; not why."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day


class Line(NamedTuple):
    """A changed lesson of a letter, by the place that the timetable gave it; ``said``: «отменено», «перенесено на …»."""

    withdrawn: bool
    who: str
    day: date
    number: int
    subject: str
    said: str


def letter(lines: list[Line], *, site: str, today: date) -> tuple[str, str]:
    """Subject and text of one letter: lessons that have changed, then those that are again as in the timetable."""
    ordered = sorted(lines, key=lambda line: (line.withdrawn, line.day, line.number))
    days = ", ".join(dict.fromkeys(long_day(line.day, today) for line in ordered))
    rows = [_row(line, today) for line in ordered]
    foot = _("The timetable is in the diary and the journal: %(site)s") % {"site": site}
    return _("Changes in the timetable: %(days)s") % {"days": days}, "\n".join([*rows, "", foot, ""])


def _row(line: Line, today: date) -> str:
    said = _("the change is taken back, the lesson is as in the timetable") if line.withdrawn else line.said
    told = {"day": long_day(line.day, today), "number": line.number, "subject": line.subject, "said": said}
    row = _("%(day)s, lesson %(number)s, %(subject)s: %(said)s") % told
    return f"{line.who}: {row}" if line.who else row
