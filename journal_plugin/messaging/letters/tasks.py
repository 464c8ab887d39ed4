"""A letter about tasks: that there is something to do or to read, not what the teacher wrote."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day
from journal_plugin.messaging.enums import TaskNoticeKind


class Line(NamedTuple):
    """A notice of a letter; ``who`` is empty where the letter goes to the learner himself."""

    kind: TaskNoticeKind
    withdrawn: bool
    who: str
    subject: str
    title: str
    due: date


def letter(lines: list[Line], *, site: str, today: date) -> tuple[str, str]:
    """Subject and text of one letter: a part for each thing that happened, a line for each task and learner."""
    parts: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        parts[_title(line)].append(_row(line, today))
    subject = _("Tasks: %(what)s") % {"what": ", ".join(parts).lower()}
    text = "\n\n".join("\n".join([f"{title}:", *rows]) for title, rows in parts.items())
    return subject, f"{text}\n\n{_('Details: %(site)s') % {'site': site}}\n"


def _title(line: Line) -> str:
    if line.withdrawn:
        return _("Tasks withdrawn")
    return {
        TaskNoticeKind.GIVEN: _("New tasks"),
        TaskNoticeKind.HANDED_IN: _("Handed in to be checked"),
        TaskNoticeKind.RETURNED: _("Returned with remarks"),
        TaskNoticeKind.ACCEPTED: _("Works accepted"),
    }[line.kind]


def _row(line: Line, today: date) -> str:
    said = {"subject": line.subject, "title": line.title, "day": long_day(line.due, today)}
    is_set = line.kind == TaskNoticeKind.GIVEN and not line.withdrawn
    row = (_("%(subject)s, “%(title)s”, by %(day)s") if is_set else _("%(subject)s, “%(title)s”")) % said
    return f"{line.who}: {row}" if line.who else row
