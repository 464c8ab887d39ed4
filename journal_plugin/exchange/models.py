"""A list that was sent in and waits for its confirmation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal_plugin.conf import AUTH_USER_MODEL
from journal_plugin.exchange.enums import Listing


class Upload(models.Model):
    """A file with a list: kept privately in the database, seen by those who keep such lists at the institution."""

    institution = models.ForeignKey(
        "journal.Institution", models.CASCADE, related_name="+", verbose_name=_("institution")
    )
    what = models.CharField(_("list"), max_length=16, choices=Listing.choices)
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    since = models.DateField(_("in force from"))
    term = models.ForeignKey(
        "journal.Term", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("study period")
    )
    by = models.ForeignKey(AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by"))
    """None: another system laid it in a folder."""
    at = models.DateTimeField(_("sent at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sent list")
        verbose_name_plural = _("sent lists")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.name}"
