"""The technology of a lesson as a cell of the register: in person, from a distance, e-learning (C02, D20)."""

from django.utils.translation import gettext as _

from journal_plugin.core.bulk import update_rows
from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Operation, Standing
from journal_plugin.timetable.enums import Technology


class TechnologyCells(Cells):
    """Cells (technology, lesson): what the timetable says, until a teacher says otherwise."""

    def read(self) -> None:
        rows = Lesson.objects.filter(pk__in={operation.lesson for operation in self.operations})
        for pk, technology, version in rows.values_list("pk", "technology", "technology_version"):
            self.standing[What.TECHNOLOGY, pk, None, None, None] = Standing(technology, version)

    def signed(self, operation: Operation) -> Standing:
        return self.signed_by_history(operation)

    def check(self, operation: Operation) -> str:
        return "" if operation.value in Technology.values else _("There is no such technology of a lesson.")

    def flush(self) -> None:
        rows = [
            (lesson, standing.value, standing.version) for (_what, lesson, *_rest), standing in self.changed.items()
        ]
        update_rows(Lesson, ["technology", "technology_version"], rows)
