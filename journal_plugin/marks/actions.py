"""Marks as cells of the register, and the comment to a mark (D07, E01, E11)."""

from django.utils.translation import gettext as _

from journal_plugin.core.bulk import insert_rows, update_rows
from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.actions import Cells
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Operation, Standing
from journal_plugin.marks.models import COMMENT_LENGTH, Mark
from journal_plugin.marks.scales import DONE, OWED, current_codes

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
        if not self.register.journal.is_marked:
            return _("This journal is kept without marks.")
        settings = self.register.settings
        codes = current_codes(one_allowed=settings.mark_one_allowed, owed_allowed=settings.owed_allowed)
        if operation.value and operation.value not in (*codes, DONE):
            return _("«%(value)s» is not a mark: %(codes)s are allowed.") % {
                "value": operation.value[:8],
                "codes": ", ".join(_("a point") if code == OWED else code for code in sorted(codes, key=OWED.__eq__)),
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
            unique=["work_id", "learner_id"],
            update=["code", "version", "at", "by_id"],
        )


class CommentCells(Cells):
    """Cells (comment, lesson, work, learner): a word for the family beside a mark that stands already.

    A mark of the same batch does not stand yet. Taking a comment away is always allowed.
    """

    def read(self) -> None:
        rows = Mark.objects.filter(
            work__in={operation.work for operation in self.operations if operation.work},
            learner__in={operation.learner for operation in self.operations if operation.learner},
        )
        self.marks: dict[tuple[int | None, int | None], tuple[int, str]] = {}
        for pk, lesson, work, learner, code, comment, version in rows.values_list(
            "pk", "work__lesson_id", "work_id", "learner_id", "code", "comment", "comment_version"
        ):
            self.marks[work, learner] = (pk, code)
            self.standing[What.COMMENT, lesson, work, learner, None] = Standing(comment, version)

    def signed(self, operation: Operation) -> Standing:
        return self.signed_by_history(operation)

    def check(self, operation: Operation) -> str:
        _pk, code = self.marks.get((operation.work, operation.learner), (0, ""))
        if operation.value and not code:
            return _("There is no mark here to comment on.")
        if len(operation.value) > COMMENT_LENGTH:
            return _("The text is longer than %(limit)s characters.") % {"limit": COMMENT_LENGTH}
        return ""

    def flush(self) -> None:
        rows = [
            (self.marks[work, learner][0], standing.value, standing.version)
            for (_what, _lesson, work, learner, _term), standing in self.changed.items()
        ]
        update_rows(Mark, ["comment", "comment_version"], rows)
