"""Study elements, curricula, teaching load and thematic plans."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.models import Dated, Named, Owned
from journal_plugin.core.names import search_key, sort_key
from journal_plugin.curriculum.enums import Activity, Counted, ElementKind, ResultScale


class Programme(Owned, Named):
    """An educational programme: speciality or profession, or a level of school."""

    code = models.CharField(_("code"), max_length=32, blank=True, default="")
    level = models.CharField(_("level of education"), max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["institution", "name", "code"], name="journal_programme_once")]


class StudyElement(Owned, Named):
    """A typed element of study with its exact official name (A03-A05); a module contains courses and practices."""

    kind = models.CharField(_("kind"), max_length=24, choices=ElementKind.choices, default=ElementKind.DISCIPLINE)
    code = models.CharField(_("code"), max_length=32, blank=True, default="")
    level = models.CharField(_("level of education"), max_length=120, blank=True, default="")
    module = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("professional module"),
        limit_choices_to={"kind": ElementKind.MODULE},
    )

    class Meta:
        verbose_name = _("study element")
        verbose_name_plural = _("study elements")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["institution", "name", "level"], name="journal_element_once")]


class ContentElement(Owned, Named):
    """An element of the content of study (КЭС) in the codifier of a study element (B05)."""

    element = models.ForeignKey(
        StudyElement, models.PROTECT, related_name="content_elements", verbose_name=_("study element")
    )
    code = models.CharField(
        _("code"),
        max_length=32,
        validators=[RegexValidator(r"^[^\s,;]+$", _("A code has neither spaces nor commas: 1.2.3"))],
    )

    class Meta:
        verbose_name = _("content element")
        verbose_name_plural = _("content elements (КЭС)")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["element", "code"], name="journal_content_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def fill_keys(self) -> None:
        """By code, 1.2.10 after 1.2.9; found by code and by name."""
        self.search_key = search_key(f"{self.code} {self.name}")
        self.sort_key = sort_key(f"{self.code} {self.name}")


class ControlForm(Owned, Named):
    """A form of control (kind of attestation) as a local act of the institution names it (A11)."""

    short = models.CharField(_("short name"), max_length=24, help_text=_("It stands in tables: “exam by mod.”"))
    counts = models.CharField(
        _("counts as"),
        max_length=8,
        choices=Counted.choices,
        blank=True,
        default=Counted.NEITHER,
        help_text=_("The norm is at most 8 exams and 10 credits in a year of vocational education."),
    )
    scale = models.CharField(
        _("its result is"),
        max_length=8,
        choices=ResultScale.choices,
        default=ResultScale.MARKS,
        help_text=_("Teachers may enter only these as marks of the period. “н/а” and “а/з” always may be."),
    )
    levels = models.CharField(
        _("levels of education"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("With commas, as programmes name them. Empty: for every level."),
    )
    act = models.CharField(
        _("local act"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("For example: the regulation on interim attestation, order 15-од of 28.08.2026."),
    )
    archived = models.BooleanField(
        _("no longer used"), default=False, help_text=_("It stays where it stands and is not offered any more.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("form of control")
        verbose_name_plural = _("forms of control")
        ordering = ["position", "sort_key"]
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="journal_control_once")]

    def fill_keys(self) -> None:
        """Found by its name and by its short name."""
        super().fill_keys()
        self.search_key = search_key(f"{self.name} {self.short}")


class Curriculum(Owned, Named):
    """A curriculum for a programme, course and groups in a year (B01)."""

    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="curricula", verbose_name=_("programme"))
    course = models.PositiveSmallIntegerField(_("course or grade"), default=1)
    groups = models.ManyToManyField("journal.Group", blank=True, related_name="curricula", verbose_name=_("groups"))

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["institution", "year", "name"], name="journal_curriculum_once")]


class CurriculumLine(models.Model):
    """An element in a curriculum: hours by kind and the form of control in a term."""

    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="lines")
    element = models.ForeignKey(StudyElement, models.PROTECT, related_name="+", verbose_name=_("study element"))
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    theory_hours = models.PositiveSmallIntegerField(_("hours of theory"), default=0)
    practice_hours = models.PositiveSmallIntegerField(_("hours of practice"), default=0)
    control = models.ForeignKey(
        ControlForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("form of control")
    )

    class Meta:
        verbose_name = _("curriculum line")
        verbose_name_plural = _("curriculum lines")
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "element", "term"], name="journal_curriculum_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.curriculum}: {self.element}"


class IndividualCurriculum(models.Model):
    """A learner's individual curriculum (ИУП) of a year, by an order: what differs from his group's (A08, B02)."""

    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, related_name="individual_curricula", verbose_name=_("learner")
    )
    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    order_no = models.CharField(_("order number"), max_length=64)
    order_date = models.DateField(_("date of the order"))
    note = models.CharField(
        _("reason"), max_length=255, blank=True, default="", help_text=_("Is not shown to families, nor to teachers.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("individual curriculum")
        verbose_name_plural = _("individual curricula")
        constraints = [models.UniqueConstraint(fields=["learner", "year"], name="journal_individual_once")]

    def __str__(self) -> str:
        return f"{self.learner}, {self.year}"


class IndividualLine(models.Model):
    """An element that is other for this learner than for his group: other hours or control, added, or taken out."""

    plan = models.ForeignKey(IndividualCurriculum, models.CASCADE, related_name="lines")
    element = models.ForeignKey(StudyElement, models.PROTECT, related_name="+", verbose_name=_("study element"))
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    theory_hours = models.PositiveSmallIntegerField(_("hours of theory"), default=0)
    practice_hours = models.PositiveSmallIntegerField(_("hours of practice"), default=0)
    control = models.ForeignKey(
        ControlForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("form of control")
    )
    excluded = models.BooleanField(_("not studied"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an individual curriculum")
        verbose_name_plural = _("what differs from the group's curriculum")
        constraints = [
            models.UniqueConstraint(fields=["plan", "element", "term"], name="journal_individual_line_once"),
            models.CheckConstraint(
                condition=Q(excluded=False) | Q(theory_hours=0, practice_hours=0, control=None),
                name="journal_individual_excluded",
                violation_error_message=_("What is not studied has neither hours nor control."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.element}"


class TeachingAssignment(Dated):
    """Load: a teacher teaches an element to a group or subgroup in a term (B03); the right to write follows from it."""

    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    group = models.ForeignKey(
        "journal.Group", models.PROTECT, related_name="assignments", verbose_name=_("group or subgroup")
    )
    element = models.ForeignKey(
        StudyElement, models.PROTECT, related_name="assignments", verbose_name=_("study element")
    )
    staff = models.ForeignKey("journal.Staff", models.PROTECT, related_name="assignments", verbose_name=_("teacher"))
    activity = models.CharField(_("kind of lessons"), max_length=16, choices=Activity.choices)
    hours = models.PositiveSmallIntegerField(_("academic hours in the term"), default=0)
    lessons_per_cycle = models.PositiveSmallIntegerField(_("lessons in a timetable cycle"), default=0)

    wagtail_reference_index_ignore = True

    class Meta(Dated.Meta):
        verbose_name = _("teaching assignment")
        verbose_name_plural = _("teaching load")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["term", "group", "element", "staff", "activity", "since"], name="journal_assignment_once"
            ),
        ]
        indexes = [models.Index(fields=["group", "element"], name="journal_assignment_journal")]

    def __str__(self) -> str:
        return f"{self.staff}: {self.element}, {self.group}"


class ThematicPlan(models.Model):
    """The lessons that a published work programme derives for an element and year (КТП; B06, B13)."""

    element = models.ForeignKey(StudyElement, models.PROTECT, related_name="plans", verbose_name=_("study element"))
    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    page_id = models.PositiveBigIntegerField(_("work programme page"), unique=True)
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("thematic plan")
        verbose_name_plural = _("thematic plans")

    def __str__(self) -> str:
        return f"{self.element}, {self.year}"


class PlannedLesson(models.Model):
    """One lesson of a thematic plan; ``block`` keeps its identity when the programme is published anew."""

    plan = models.ForeignKey(ThematicPlan, models.CASCADE, related_name="lessons")
    block = models.UUIDField(_("block"))
    position = models.PositiveSmallIntegerField(_("position"))
    section = models.CharField(_("section"), max_length=255)
    topic = models.CharField(_("topic"), max_length=500)
    hours = models.PositiveSmallIntegerField(_("academic hours"), default=2)
    activity = models.CharField(_("kind of lesson"), max_length=16, choices=Activity.choices)
    work_kind_code = models.CharField(_("kind of work"), max_length=16, blank=True, default="")
    homework = models.TextField(_("homework"), blank=True, default="")
    materials = models.JSONField(_("materials"), blank=True, default=list)
    """Of each: kind, title, address."""
    withdrawn = models.BooleanField(_("no longer in the programme"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("planned lesson")
        verbose_name_plural = _("planned lessons")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "block"], name="journal_planned_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="journal_planned_hours"),
        ]

    def __str__(self) -> str:
        return self.topic


class PlannedContent(models.Model):
    """A content element that a planned lesson is about: works of the lesson are analysed by it (B05)."""

    lesson = models.ForeignKey(PlannedLesson, models.CASCADE, related_name="content_elements")
    content = models.ForeignKey(ContentElement, models.PROTECT, related_name="planned")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("content element of a planned lesson")
        verbose_name_plural = _("content elements of planned lessons")
        constraints = [models.UniqueConstraint(fields=["lesson", "content"], name="journal_planned_content_once")]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.content}"


class ProgrammeEdition(models.Model):
    """A work programme as it was approved once: why it was changed and by whom, when and by whom it was approved (B13).

    An edition neither approved nor withdrawn is a change that is being written; a programme has one of these at most.
    """

    OPEN = Q(approved_at=None, withdrawn_at=None)

    page = models.ForeignKey("journal.WorkProgrammePage", models.CASCADE, related_name="editions")
    reason = models.CharField(_("reason of the change"), max_length=500, blank=True, default="")
    opened_by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    approved_by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True)
    withdrawn_by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("edition of a work programme")
        verbose_name_plural = _("editions of work programmes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(approved_at=None, withdrawn_at=None),
                name="journal_edition_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"

    @property
    def is_open(self) -> bool:
        """The change is being written."""
        return self.approved_at is None and self.withdrawn_at is None
