"""Issued copies of printed statements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Issued(models.Model):
    """A statement as it was issued: number, parameters, the printed object, the corrected cells, the SHA-256 of them all.

    ``journal`` is that of printed pages of one; ``token`` stands in the QR code, for whoever holds the paper.
    """

    institution = models.ForeignKey("journal.Institution", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=32)
    number = models.PositiveIntegerField(_("number"))
    group = models.ForeignKey("journal.Group", models.PROTECT, related_name="+", verbose_name=_("group"))
    journal = models.ForeignKey(
        "journal.Journal", models.PROTECT, null=True, related_name="+", verbose_name=_("journal"), db_index=False
    )
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    payload = models.JSONField(_("printed object"))
    corrections = models.JSONField(_("corrected cells"), default=list)
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True, editable=False)
    basis = models.CharField(_("by which order the journal is kept"), max_length=255, blank=True, default="")
    author = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", verbose_name=_("author"))
    at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("issued statement")
        verbose_name_plural = _("issued statements")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["institution", "kind", "number"], name="journal_issued_number")]

    def __str__(self) -> str:
        return f"{self.kind} № {self.number}"
