"""Topic and homework of a lesson, and the note that presence was checked (D03, D04, D12)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid5

from django.utils.translation import gettext as _

from journal_plugin.core.bulk import update_rows
from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.actions.register import Register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Answer, Operation, Standing

_LIMITS = {What.TOPIC: 500, What.HOMEWORK: 4000}
CHECKED = "+"
"""The value of a checked presence; empty means not checked."""


class TextCells(Cells):
    """The texts of lessons: cells (topic or homework, lesson)."""

    def read(self) -> None:
        texts = [f"{what}{part}" for what in _LIMITS for part in ("", "_version", "_at")]
        rows = Lesson.objects.filter(pk__in={operation.lesson for operation in self.operations})
        for pk, *values in rows.values_list("pk", *texts):
            for place, what in enumerate(_LIMITS):
                text, version, at = values[3 * place : 3 * place + 3]
                self.standing[what, pk, None, None, None] = Standing(text, version, "", at)

    def signed(self, operation: Operation) -> Standing:
        return self.signed_by_history(operation)

    def check(self, operation: Operation) -> str:
        if operation.what == What.HOMEWORK and not self.register.journal.is_marked:
            return _("This journal is kept without homework.")
        if len(operation.value) > _LIMITS[What(operation.what)]:
            return _("The text is longer than %(limit)s characters.") % {"limit": _LIMITS[What(operation.what)]}
        return ""

    def flush(self) -> None:
        written: dict[int | None, dict[str, object]] = defaultdict(dict)
        for (what, lesson, *_rest), standing in self.changed.items():
            written[lesson] |= {
                str(what): standing.value,
                f"{what}_version": standing.version,
                f"{what}_at": standing.at,
            }
        by_fields: dict[tuple[str, ...], list[tuple]] = defaultdict(list)
        for lesson, values in written.items():
            by_fields[tuple(values)].append((lesson, *values.values()))
        for fields, rows in by_fields.items():
            update_rows(Lesson, fields, rows)


class PresenceCells(Cells):
    """Cells (presence, lesson): «everybody is here» was said, or taken back; absences are cells of their own."""

    def read(self) -> None:
        rows = Lesson.objects.filter(pk__in={operation.lesson for operation in self.operations})
        for pk, at in rows.values_list("pk", "attendance_at"):
            if at:
                self.standing[What.PRESENCE, pk, None, None, None] = Standing(CHECKED, 1, "", at)

    def check(self, operation: Operation) -> str:
        return "" if operation.value in ("", CHECKED) else _("Presence is either checked or not.")

    def put(self, operation: Operation) -> Answer:
        """Takes one operation; two people who say the same contradict nobody, so there are no versions to compare."""
        return super().put(operation._replace(expected=self.stands(operation).version))

    def flush(self) -> None:
        rows = [
            (lesson, standing.at if standing.value else None)
            for (_what, lesson, *_rest), standing in self.changed.items()
        ]
        update_rows(Lesson, ["attendance_at"], rows)


def note_presence(register: Register, entered: Iterable[Operation]) -> None:
    """Notes that presence was checked at lessons where it was not yet, because an absence was entered (D12).

    ``entered``: the first such operation of each lesson; its moment is when presence was checked. The change has a key
    made of the operation's, so that the same batch always makes the same history. One statement.
    """
    rows = []
    for operation in entered:
        checked = operation._replace(
            key=uuid5(operation.key, What.PRESENCE),
            what=What.PRESENCE,
            value=CHECKED,
            learner=None,
            reason="",
        )
        register.log(checked, old="", version=1)
        rows.append((operation.lesson, register.moment(operation)))
    update_rows(Lesson, ["attendance_at"], rows)
