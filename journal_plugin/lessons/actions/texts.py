"""Topic and homework of a lesson (D03, D04)."""

from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.enums import JournalKind, What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Operation, Standing

_LIMITS = {What.TOPIC: 500, What.HOMEWORK: 4000}


class TextCells(Cells):
    """The texts of lessons: cells (topic or homework, lesson)."""

    def read(self) -> None:
        rows = Lesson.objects.in_bulk({operation.lesson for operation in self.operations})
        self.rows = rows
        for operation in self.operations:
            lesson = rows.get(operation.lesson)
            if lesson:
                what = str(operation.what)
                self.standing[operation.cell] = Standing(
                    getattr(lesson, what), getattr(lesson, f"{what}_version"), "", getattr(lesson, f"{what}_at")
                )

    def check(self, operation: Operation) -> str:
        if operation.what == What.HOMEWORK and self.register.journal.kind == JournalKind.UNMARKED:
            return _("This journal is kept without homework.")
        if len(operation.value) > _LIMITS[What(operation.what)]:
            return _("The text is longer than %(limit)s characters.") % {"limit": _LIMITS[What(operation.what)]}
        return ""

    def flush(self) -> None:
        lessons = {}
        for (what, lesson_id, *_rest), standing in self.changed.items():
            lesson = lessons[lesson_id] = self.rows[lesson_id]
            setattr(lesson, what, standing.value)
            setattr(lesson, f"{what}_version", standing.version)
            setattr(lesson, f"{what}_at", standing.at)
        fields = [f"{what}{part}" for what in ("topic", "homework") for part in ("", "_version", "_at")]
        Lesson.objects.bulk_update(lessons.values(), fields, batch_size=200)
