"""A letter about absences: no more about a child than it must, because post is read by others too."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day


class Line(NamedTuple):
    """A missed lesson of a letter."""

    child: str
    day: date
    number: int
    subject: str


def letter(lines: list[Line], *, withdrawn: bool, site: str, today: date) -> tuple[str, str]:
    """Subject and text of one letter; ``lines`` are in order, of one or several children."""
    names = ", ".join(dict.fromkeys(line.child for line in lines))
    days = ", ".join(dict.fromkeys(long_day(line.day, today) for line in lines))
    if withdrawn:
        subject = _("%(names)s: the absence is cleared up, %(days)s") % {"names": names, "days": days}
        head = _("The notice of absence is withdrawn: the teacher has corrected the entry or the reason is recorded.")
    else:
        subject = _("%(names)s: absence without a known reason, %(days)s") % {"names": names, "days": days}
        head = _("The teacher has marked an absence, and nobody has said why.")
    rows = [
        _("%(child)s, %(day)s, lesson %(number)s: %(subject)s")
        % {"child": line.child, "day": long_day(line.day, today), "number": line.number, "subject": line.subject}
        for line in lines
    ]
    foot = _("If you know the reason, tell the curator. Details are in the diary: %(site)s") % {"site": site}
    return subject, "\n".join([head, "", *rows, *([] if withdrawn else ["", foot]), ""])
