"""Words of notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What people are told."""

    UNEXPLAINED = "unexplained", _("unexplained absence")
