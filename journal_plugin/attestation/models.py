"""Term and final marks; debts that arise from them, with everything that is done to clear them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TEXT_LENGTH = 500


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


class Debt(models.Model):
    """An academic debt: which result of which term it arose from, until when it is cleared, what became of it (F03, F04).

    ``due`` follows from ``since`` and the pauses (debts.py), ``responsible`` is the last one charged with it, ``planned_on``
    and ``planned_form`` are of the last plan: everything that was recorded stays beside it. It ends ``passed`` by an
    attempt, or ``corrected`` where the term mark turned out to be another one before anybody was examined.
    """

    journal = models.ForeignKey("journal.Journal", models.PROTECT, related_name="debts", verbose_name=_("journal"))
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="debts", verbose_name=_("learner"))
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    code = models.CharField(_("arose from"), max_length=8)
    since = models.DateField(_("since"))
    due = models.DateField(_("to be cleared by"))
    result = models.CharField(_("result"), max_length=8, blank=True, default="")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    responsible = models.ForeignKey(
        "journal.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("responsible")
    )
    planned_on = models.DateField(_("is passed on"), null=True)
    planned_form = models.ForeignKey(
        "journal.ControlForm", models.PROTECT, null=True, related_name="+", verbose_name=_("form of control")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("academic debt")
        verbose_name_plural = _("academic debts")
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "learner", "term"], condition=Q(ended_on=None), name="journal_debt_open_once"
            )
        ]
        indexes = [models.Index(fields=["due"], condition=Q(ended_on=None), name="journal_debt_open")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.journal}"


class DebtEntry(models.Model):
    """What is kept of a debt once and for all: by whom, when, under which key."""

    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("recorded"))
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        abstract = True


class DebtPause(DebtEntry):
    """Days that do not count towards the deadline: illness, leave."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="pauses")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    why = models.CharField(_("why"), max_length=TEXT_LENGTH)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("days that do not count for a debt")
        verbose_name_plural = _("days that do not count for debts")

    def __str__(self) -> str:
        return f"{self.debt}: {self.why}"


class DebtCharge(DebtEntry):
    """Somebody was charged with seeing that the debt is cleared (F04)."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="charges")
    staff = models.ForeignKey("journal.Staff", models.PROTECT, related_name="+", verbose_name=_("responsible"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("who answers for a debt")
        verbose_name_plural = _("who answers for debts")

    def __str__(self) -> str:
        return f"{self.debt}: {self.staff}"


class DebtPlan(DebtEntry):
    """It was set when and in which form the material is passed (E06, F05)."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="plans")
    day = models.DateField(_("day"))
    form = models.ForeignKey("journal.ControlForm", models.PROTECT, related_name="+", verbose_name=_("form"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("date and form of clearing a debt")
        verbose_name_plural = _("dates and forms of clearing debts")

    def __str__(self) -> str:
        return f"{self.debt}: {self.form}, {self.day}"


class DebtMeasure(DebtEntry):
    """A measure taken to clear a debt: a consultation, a talk with the family, a plan."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="measures")
    day = models.DateField(_("day"))
    text = models.CharField(_("measure"), max_length=TEXT_LENGTH)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("measure to clear a debt")
        verbose_name_plural = _("measures to clear debts")

    def __str__(self) -> str:
        return f"{self.debt}: {self.text}"


class DebtAttempt(DebtEntry):
    """A repeated attestation: the first by a teacher, the last by a commission of three or more (F01)."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    day = models.DateField(_("day"))
    result = models.CharField(_("result"), max_length=8)
    examiners = models.ManyToManyField("journal.Staff", related_name="+", verbose_name=_("examiners"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt to clear a debt")
        verbose_name_plural = _("attempts to clear debts")
        constraints = [models.UniqueConstraint(fields=["debt", "number"], name="journal_debt_attempt_once")]

    def __str__(self) -> str:
        return f"{self.debt}, {self.number}"
