"""People and groups: what a human is at an institution, with dates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.conf import AUTH_USER_MODEL
from journal_plugin.core import names
from journal_plugin.core.models import Dated, Named, Owned
from journal_plugin.people.enums import BY_ORDER, GATHERED, PARTS, Duty, GroupKind, Movement, Relation, StudyForm

SAID_LENGTH = 500
"""Characters of what a curator says of a duty."""
HOW_LENGTH = 160
"""Characters of what is said of the paper of a consent, and of why it was withdrawn."""


class Person(models.Model):
    """A human: names and contacts; one account reaches everything that this human is, at every institution."""

    last_name = models.CharField(_("surname"), max_length=80)
    first_name = models.CharField(_("first name"), max_length=80)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True, default="")
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    phone = models.CharField(_("mobile phone"), max_length=32, blank=True, default="")
    user = models.OneToOneField(
        AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="journal_person", verbose_name=_("login")
    )
    search_key = models.CharField(max_length=255, editable=False, default="")
    sort_key = models.CharField(max_length=255, editable=False, default="")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["sort_key"], name="journal_person_sort")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, **kwargs):
        self.fill_keys()
        super().save(**kwargs)

    def fill_keys(self) -> None:
        """Computes the stored keys; whoever writes in bulk calls it, because that passes by ``save``."""
        self.search_key = names.search_key(self.full_name)
        self.sort_key = names.sort_key(self.full_name)

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество»."""
        return names.full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def short_name(self) -> str:
        """«Фамилия И. О.»."""
        return names.initials(self.last_name, self.first_name, self.patronymic)

    @property
    def list_name(self) -> str:
        """«Фамилия Имя»."""
        return names.surname_and_name(self.last_name, self.first_name)


class Staff(Owned, Dated):
    """A person's work at an institution: teacher, master, curator, administration (A06); not one person twice at once."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="staff", verbose_name=_("person"))
    position = models.CharField(_("position"), max_length=160, blank=True, default="")
    department = models.ForeignKey(
        "journal.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )

    class Meta(Dated.Meta):
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["institution", "external_id"],
                condition=~Q(external_id=""),
                name="journal_staff_once",
                violation_error_message=_("Somebody with this external id is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.person.short_name


class Learner(Owned, Dated):
    """A person's study at an institution (A07)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="learners", verbose_name=_("person"))
    study_form = models.CharField(
        _("form of study"), max_length=16, choices=StudyForm.choices, default=StudyForm.FULL_TIME
    )
    speciality = models.CharField(
        _("speciality of admission"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("As the list of the admission commission writes it; the group decides what is studied."),
    )
    individual_plan = models.BooleanField(_("individual curriculum"), default=False)
    adapted = models.BooleanField(_("adapted programme"), default=False)
    mode = models.ForeignKey(
        "journal.StayMode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mode of stay")
    )

    class Meta(Dated.Meta):
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["institution", "external_id"],
                condition=~Q(external_id=""),
                name="journal_learner_once",
                violation_error_message=_("Somebody with this external id is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name


class Guardianship(Dated):
    """A legal representative of a learner; the right to the diary lasts as long as the row."""

    guardian = models.ForeignKey(Person, models.PROTECT, related_name="guardianships", verbose_name=_("guardian"))
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="guardianships", verbose_name=_("learner"))
    relation = models.CharField(_("relation"), max_length=16, choices=Relation.choices, default=Relation.GUARDIAN)

    class Meta(Dated.Meta):
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["guardian", "learner", "since"], name="journal_guardianship_once"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} – {self.learner}"


class Group(Owned, Named, Dated):
    """A group or class, a subgroup or brigade of it (``parent``), a stream or an elective group of several groups."""

    kind = models.CharField(_("kind"), max_length=16, choices=GroupKind.choices, default=GroupKind.GROUP)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    department = models.ForeignKey(
        "journal.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    mode = models.ForeignKey(
        "journal.StayMode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mode of stay")
    )
    course = models.PositiveSmallIntegerField(_("course or grade"), default=1)
    places = models.PositiveSmallIntegerField(_("planned number of learners"), null=True, blank=True)
    continues = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="continued_by",
        verbose_name=_("goes on from the group of the year before"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["sort_key"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "name", "since"], name="journal_group_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PARTS, parent__isnull=False)
                | Q(kind__in=[GroupKind.GROUP, *GATHERED], parent__isnull=True),
                name="journal_group_parent",
                violation_error_message=_(
                    "A subgroup or a brigade is part of a group: name it. Any other group is part of none: leave that empty."
                ),
            ),
        ]

    def lives_in(self, year: AcademicYear) -> bool:
        """Whether the group exists on some day of the study year."""
        return self.since <= year.until and (self.until is None or self.until >= year.since)


class Membership(Dated):
    """A learner in a group or subgroup from a day to a day: the only source of "who was there then" (A16)."""

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="memberships", verbose_name=_("learner"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    movement = models.CharField(_("movement"), max_length=16, choices=Movement.choices, default=Movement.ENROLLED)
    order_no = models.CharField(_("order number"), max_length=64, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["learner", "group", "since"], name="journal_membership_once"),
        ]
        indexes = [models.Index(fields=["group", "since", "until"], name="journal_membership_days")]

    def __str__(self) -> str:
        return f"{self.learner} – {self.group}"


class Move(models.Model):
    """A line of the register of movements: what an order did to a learner, and when it was entered (A18, W14)."""

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="moves", verbose_name=_("learner"))
    kind = models.CharField(_("movement"), max_length=16, choices=[(kind.value, kind.label) for kind in BY_ORDER])
    day = models.DateField(_("day"), help_text=_("The first day in the group; of an ending the last day of study."))
    order_no = models.CharField(_("order number"), max_length=64, blank=True, default="")
    came_from = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from the group")
    )
    goes_to = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("into the group")
    )
    entered_at = models.DateTimeField(_("entered"))
    due = models.DateField(_("to be entered by"), null=True, blank=True)
    """Empty for those whom the first list of a year enrols: that is no movement within it."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("movement of a learner")
        verbose_name_plural = _("movements of learners")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["learner", "-day"], name="journal_move_learner")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.get_kind_display()}"

    @property
    def is_late(self) -> bool:
        """Whether it was entered later than three working days after its day (W14)."""
        return self.due is not None and self.entered_at.astimezone(self.learner.institution.zone).date() > self.due


class Confirmation(models.Model):
    """A curator's word about his group for a study year; a later one of the same duty stands, the earlier ones are kept.

    ``members`` is the fingerprint of the group's list on that day: whether it has changed since then is seen (H02).
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="confirmations", verbose_name=_("group"))
    year = models.ForeignKey(
        "journal.AcademicYear", models.PROTECT, related_name="+", db_index=False, verbose_name=_("academic year")
    )
    duty = models.CharField(_("duty"), max_length=16, choices=Duty.choices)
    day = models.DateField(_("day"))
    learners = models.PositiveSmallIntegerField(_("learners"))
    members = models.CharField(max_length=32, editable=False)
    said = models.CharField(_("in words"), max_length=SAID_LENGTH, blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_("by"))
    at = models.DateTimeField(_("recorded"))
    key = models.UUIDField(unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("curator's confirmation")
        verbose_name_plural = _("curators' confirmations")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["year", "group"], name="journal_confirmation_of")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_duty_display()}"


class Consent(models.Model):
    """Somebody's consent to the processing of a learner's personal data (M01; Federal Law 152-FZ, articles 6 and 9).

    It stands until it is withdrawn, whatever study year it is; a withdrawn one keeps its row, and another may follow it.
    One submission has one ``key``.
    """

    learner = models.ForeignKey(Learner, models.PROTECT, related_name="consents", verbose_name=_("learner"))
    giver = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_("who gives the consent")
    )
    given_on = models.DateField(_("given on"))
    how = models.CharField(_("paper"), max_length=HOW_LENGTH, blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_("recorded by"))
    at = models.DateTimeField(_("recorded"))
    key = models.UUIDField(editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("withdrawal recorded by"),
    )
    why = models.CharField(_("why it was withdrawn"), max_length=HOW_LENGTH, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent to personal-data processing")
        verbose_name_plural = _("consents to personal-data processing")
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key", "learner", "giver"], name="journal_consent_once"),
            models.UniqueConstraint(
                fields=["learner", "giver"], condition=Q(withdrawn_at=None), name="journal_consent_standing"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(why=""),
                name="journal_consent_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} – {self.learner}"
