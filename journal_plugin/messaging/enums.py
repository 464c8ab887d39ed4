"""Words of notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What people are told."""

    UNEXPLAINED = "unexplained", _("unexplained absence")


class TaskNoticeKind(TextChoices):
    """What people are told about a task (D22, D23)."""

    GIVEN = "given", _("a task is given")
    HANDED_IN = "handed-in", _("a work is handed in")
    RETURNED = "returned", _("a work is returned")
    ACCEPTED = "accepted", _("a work is accepted")
