"""What a login still owes: its first own password (L01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal_plugin.conf import AUTH_USER_MODEL


class FirstPassword(models.Model):
    """A login whose password was given by the administrator; the row goes when its owner sets his own."""

    user = models.OneToOneField(AUTH_USER_MODEL, models.CASCADE, related_name="journal_first_password")

    class Meta:
        verbose_name = _("first password")
        verbose_name_plural = _("first passwords")

    def __str__(self) -> str:
        return str(self.user)
