"""Events of a group's plan, and every write to them."""

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.extracurricular.enums import Direction, EventAct
from journal_plugin.extracurricular.plan import Planned

TITLE_LENGTH = 200
NAME_LENGTH = 120
TEXT_LENGTH = 1000
MOST_LEARNERS = 999


class GroupEvent(models.Model):
    """An event of a group's plan for a study year; ``until`` is its last day, or the last one of the span in which it will be.

    ``held_on`` and what follows are of an event that was held, ``cancelled`` says why it was not; one that was entered by
    mistake is ``removed``. Every write stands in its ``edits``: nothing is deleted.
    """

    group = models.ForeignKey(
        "journal.Group", models.PROTECT, related_name="events", db_index=False, verbose_name=_("group")
    )
    year = models.ForeignKey(
        "journal.AcademicYear", models.PROTECT, related_name="+", db_index=False, verbose_name=_("academic year")
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    direction = models.CharField(_("direction"), max_length=16, choices=Direction.choices)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=NAME_LENGTH, blank=True, default="")
    responsible = models.CharField(_("responsible"), max_length=NAME_LENGTH, blank=True, default="")
    held_on = models.DateField(_("held on"), null=True, blank=True)
    attended = models.PositiveSmallIntegerField(
        _("learners who took part"), null=True, blank=True, validators=[MaxValueValidator(MOST_LEARNERS)]
    )
    outcome = models.CharField(_("what came of it"), max_length=TEXT_LENGTH, blank=True, default="")
    cancelled = models.CharField(_("why it is cancelled"), max_length=TEXT_LENGTH, blank=True, default="")
    removed = models.BooleanField(_("removed from the plan"), default=False)
    version = models.PositiveIntegerField(default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event of a group")
        verbose_name_plural = _("events of groups")
        ordering = ["since", "until", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="journal_event_days"),
            models.CheckConstraint(
                condition=Q(held_on=None, cancelled="")
                | Q(held_on=None, removed=False)
                | Q(cancelled="", removed=False),
                name="journal_event_one_end",
            ),
        ]
        indexes = [models.Index(fields=["group", "year", "since"], name="journal_event_of")]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> Planned:
        """What the plan says of it."""
        return Planned(self.title, self.direction, self.since, self.until, self.place, self.responsible)


class GroupEventEdit(models.Model):
    """One write to an event, once and for all: what it made of the fields that it changed."""

    event = models.ForeignKey(GroupEvent, models.PROTECT, related_name="edits", db_index=False)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=16, choices=EventAct.choices)
    old = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    new = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a group's event")
        verbose_name_plural = _("changes of groups' events")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["event", "version"], name="journal_event_edit_once")]

    def __str__(self) -> str:
        return f"{self.event}, {self.version}"
