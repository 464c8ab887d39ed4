"""Marks: one row a work and learner; a cleared mark keeps its row and version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MARK_CODES = ("", "•", "+", "1", "2", "3", "4", "5")
COMMENT_LENGTH = 200
"""A word for the family, not a letter."""


class Mark(models.Model):
    """A learner's mark for a work (D07); ``code`` "" means cleared, so that versions never start anew.

    The comment is a cell of its own, with its own version; it is shown only where a mark stands.
    """

    # No index of its own: the constraint's begins with it.
    work = models.ForeignKey(
        "journal.Work", models.PROTECT, related_name="marks", verbose_name=_("work"), db_index=False
    )
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="marks", verbose_name=_("learner"))
    code = models.CharField(_("mark"), max_length=4, blank=True)
    version = models.PositiveIntegerField(default=1)
    comment = models.CharField(_("comment"), max_length=COMMENT_LENGTH, blank=True, default="")
    comment_version = models.PositiveIntegerField(default=0, editable=False)
    at = models.DateTimeField(_("entered at"))
    # Nobody asks for marks by their author; every save would write the index.
    by = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="+", verbose_name=_("entered by"), db_index=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(fields=["work", "learner"], name="journal_mark_once"),
            models.CheckConstraint(condition=Q(code__in=MARK_CODES), name="journal_mark_code"),
        ]

    def __str__(self) -> str:
        return self.code
