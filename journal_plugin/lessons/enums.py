"""Words of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JournalKind(TextChoices):
    """What is recorded in a journal (D17, F10)."""

    ORDINARY = "ordinary", _("ordinary")
    MODULE = "module", _("training by professional modules")
    UNMARKED = "unmarked", _("without marks and homework")


class Tint(TextChoices):
    """The colour of a column's head; the sign says the same to those who see no colours."""

    NONE = "", _("none")
    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    VIOLET = "violet", _("violet")


class What(TextChoices):
    """What a row of the history changed."""

    MARK = "mark", _("mark")
    COMMENT = "comment", _("comment to a mark")
    ATTENDANCE = "attendance", _("attendance")
    PRESENCE = "presence", _("presence checked")
    REASON = "reason", _("reason of absence")
    TOPIC = "topic", _("topic")
    HOMEWORK = "homework", _("homework")
    MINUTES = "minutes", _("minutes for the homework")
    WORK = "work", _("work")
    FINAL = "final", _("term mark")
    TECHNOLOGY = "technology", _("technology of the lesson")
    TASK = "task", _("task")
    ASKED = "asked", _("correction asked for")
    OPENED = "opened", _("opened for correction")
    SUBSTITUTE = "substitute", _("substitute")
    PLAN = "plan", _("thematic plan")
    KIND = "kind", _("kind of the journal")
    CANCELLED = "cancelled", _("cancellation")
    MOVED = "moved", _("move")
    ROOM = "room", _("room")
    COURSE = "course", _("distance course")


ARRANGED = frozenset({What.SUBSTITUTE, What.CANCELLED, What.MOVED, What.ROOM})
"""What changes when, where and by whom a lesson is held, and nothing of what was done in it."""

CELLS = frozenset(What) - ARRANGED - {What.WORK, What.TASK, What.ASKED, What.OPENED, What.KIND, What.PLAN, What.COURSE}
"""What is a cell, with a value that can be read back from the history; the rest tells people what was done."""


class Scope(TextChoices):
    """How much of a journal is opened for correction."""

    CELL = "cell", _("this learner at this lesson")
    LESSON = "lesson", _("the whole lesson")
    JOURNAL = "journal", _("the whole journal")
    TERM_CELL = "term-cell", _("this learner's term mark")
    TERM = "term", _("the term marks of the period")


class DistributionState(TextChoices):
    """What became of a proposed composition of subgroups (D19)."""

    PROPOSED = "proposed", _("waits for a decision")
    SETTLED = "settled", _("confirmed")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("replaced by another one")


class CorrectionState(TextChoices):
    """What became of a request for correction."""

    ASKED = "asked", _("waits for a decision")
    OPENED = "opened", _("opened")
    REFUSED = "refused", _("refused")
    SHUT = "shut", _("shut before its day")
