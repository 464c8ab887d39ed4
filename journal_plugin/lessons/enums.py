"""Words of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JournalKind(TextChoices):
    """What is recorded in a journal (D17, F10)."""

    ORDINARY = "ordinary", _("ordinary")
    MODULE = "module", _("training by professional modules")
    UNMARKED = "unmarked", _("without marks and homework")


class Technology(TextChoices):
    """Educational technology of a lesson (C02)."""

    IN_PERSON = "in-person", _("in person")
    DISTANCE = "distance", _("distance")
    E_LEARNING = "e-learning", _("e-learning")


class What(TextChoices):
    """What a row of the history changed."""

    MARK = "mark", _("mark")
    COMMENT = "comment", _("comment to a mark")
    ATTENDANCE = "attendance", _("attendance")
    PRESENCE = "presence", _("presence checked")
    REASON = "reason", _("reason of absence")
    TOPIC = "topic", _("topic")
    HOMEWORK = "homework", _("homework")
    WORK = "work", _("work")
    FINAL = "final", _("term mark")
