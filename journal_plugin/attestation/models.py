"""Term and final marks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FinalMark(models.Model):
    """A learner's mark for a term in a journal (E14, E19); ``code`` "" means cleared."""

    journal = models.ForeignKey("journal.Journal", models.PROTECT, related_name="finals", verbose_name=_("journal"))
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="finals", verbose_name=_("learner"))
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    code = models.CharField(_("mark"), max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", verbose_name=_("entered by"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("term mark")
        verbose_name_plural = _("term marks")
        constraints = [models.UniqueConstraint(fields=["journal", "learner", "term"], name="journal_final_once")]

    def __str__(self) -> str:
        return self.code
