"""Marks as cells of the register, and the comment to a mark (D07, E01, E11)."""

from django.utils.translation import gettext as _

from journal_plugin.core.bulk import insert_rows
from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.actions import Cells
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.operations import Operation, Standing
from journal_plugin.marks.models import Mark
from journal_plugin.marks.scales import current_codes

_STANDING = Prepared(
    lambda works, learners: Mark.objects.filter(work__in=works, learner__in=learners).values_list(
        "work__lesson_id",
        "work_id",
        "learner_id",
        "code",
        "version",
        "at",
        "by_id",
    ),
    [int],
    [int],
)


class MarkCells(Cells):
    """Cells (mark, work, learner): one row each, a cleared mark keeps its row."""

    def read(self) -> None:
        rows = _STANDING.rows(
            {operation.work for operation in self.operations if operation.work},
            {operation.learner for operation in self.operations if operation.learner},
        )
        for lesson, work, learner, code, version, at, by in rows:
            cell = ("mark", lesson, work, learner, None)
            self.standing[cell] = Standing(code, version, at=at)
            self.authors[cell] = by

    def check(self, operation: Operation) -> str:
        if self.register.journal.kind == JournalKind.UNMARKED:
            return _("This journal is kept without marks.")
        codes = current_codes(one_allowed=self.register.settings.mark_one_allowed)
        if operation.value and operation.value not in codes:
            return _("«%(value)s» is not a mark: %(codes)s are allowed.") % {
                "value": operation.value[:8],
                "codes": ", ".join(reversed(codes)),
            }
        return ""

    def flush(self) -> None:
        by = self.register.actor.pk
        insert_rows(
            Mark,
            ["work_id", "learner_id", "code", "version", "at", "by_id"],
            [
                (work, learner, standing.value, standing.version, standing.at, by)
                for (_what, _lesson, work, learner, _term), standing in self.changed.items()
            ],
            unique=["work", "learner"],
            update=["code", "version", "at", "by"],
        )
