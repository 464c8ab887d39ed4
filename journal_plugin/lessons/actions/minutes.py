"""How long a homework takes, by its teacher's estimate: a cell of the register beside the text (domain 1.5)."""

from django.utils.translation import gettext as _

from journal_plugin.core.bulk import update_rows
from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Operation, Standing

MOST_MINUTES = 600
"""More than a day of work is a slip of the finger."""


class MinutesCells(Cells):
    """Cells (minutes, lesson): a whole number, or nothing where the teacher has not said."""

    def read(self) -> None:
        rows = Lesson.objects.filter(pk__in={operation.lesson for operation in self.operations})
        for pk, minutes, version in rows.values_list("pk", "minutes", "minutes_version"):
            self.standing[What.MINUTES, pk, None, None, None] = Standing(_said(minutes), version)

    def signed(self, operation: Operation) -> Standing:
        return self.signed_by_history(operation)

    def check(self, operation: Operation) -> str:
        if not self.register.journal.is_marked:
            return _("This journal is kept without homework.")
        value = operation.value
        plain = value.isascii() and value.isdecimal() and not value.startswith("0")
        if value and not (plain and len(value) <= len(str(MOST_MINUTES)) and int(value) <= MOST_MINUTES):
            return _("The time for a homework is a whole number of minutes, at most %(most)s.") % {"most": MOST_MINUTES}
        return ""

    def flush(self) -> None:
        rows = [
            (lesson, int(standing.value) if standing.value else None, standing.version)
            for (_what, lesson, *_rest), standing in self.changed.items()
        ]
        update_rows(Lesson, ["minutes", "minutes_version"], rows)


def _said(minutes: int | None) -> str:
    """The minutes as the history writes them."""
    return "" if minutes is None else str(minutes)
