"""Work programmes as Wagtail pages: revisions, preview, publishing (B04, B06, B13)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from journal_plugin.access.rules import enters_admin
from journal_plugin.calendar.closing import why_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.blocks import SectionBlock
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.models import ProgrammeEdition, StudyElement
from journal_plugin.curriculum.pages.approval import ApprovedLock, ClosedYearLock
from journal_plugin.curriculum.pages.panels import CodifierPanel
from journal_plugin.curriculum.pages.writing import (
    ProgrammePermissionTester,
    ShelfPermissionTester,
    WorkProgrammeForm,
)
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.curriculum.queries import curriculum_hours, editions_of
from journal_plugin.curriculum.rules import may_write_programme


class WorkProgrammeIndexMixin(models.Model):
    """The shelf of work programmes, in the order of elements."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        """Editors and authors add, who approves publishes."""
        return ShelfPermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Adds ``shelves``: kinds of element with the live programmes of a year; ``?year=`` chooses it.

        Without it the current year, or the latest one that has programmes. Constant queries.
        """
        context = super().get_context(request, *args, **kwargs)
        pages = WorkProgrammePage.objects.child_of(self).live()
        years = list(AcademicYear.objects.filter(pk__in=pages.values("year")).order_by("-since"))
        year = _chosen(years, request.GET.get("year", ""))
        of_year = pages.filter(year=year).select_related("element").order_by("element__sort_key") if year else ()
        kinds: dict[str, list[dict[str, str]]] = {kind: [] for kind in ElementKind.values}
        for page in of_year:
            kinds[page.element.kind].append({"title": page.title, "url": page.get_url(request)})
        shelves = [(ElementKind(kind).label, rows) for kind, rows in kinds.items() if rows]
        here = self.get_url(request) or ""
        choice = [(one.name, f"{here}?year={one.pk}", one == year) for one in years]
        return context | {"shelves": shelves, "years": choice, "year": year}


def _chosen(years: list[AcademicYear], asked: str) -> AcademicYear | None:
    """The year with the id ``asked``, else the one of today, else the latest."""
    today = timezone.localdate()
    named = [one for one in years if str(one.pk) == asked]
    current = [one for one in years if one.since <= today <= one.until]
    return next(iter([*named, *current, *years]), None)


class WorkProgrammeMixin(models.Model):
    """Sections, topics and planned lessons of an element in a year."""

    element = models.ForeignKey(
        "journal.StudyElement", models.PROTECT, related_name="+", verbose_name=_("study element")
    )
    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    agreed = models.CharField(
        _("considered at"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("Who considered the programme, number and date of the protocol. Stands on the approval sheet."),
    )
    order = models.CharField(
        _("approved by the order"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("Number and date of the order. Stands on the approval sheet."),
    )
    goals = models.TextField(_("goals and results"), blank=True, default="")
    body = StreamField([("section", SectionBlock())], verbose_name=_("content"), blank=True)

    class Meta:
        abstract = True

    def clean(self):
        """One page an element and year: two programmes would make two plans."""
        super().clean()
        if self.year_id and self.year.closed_at is not None:
            raise ValidationError({"year": why_closed(self.year)})
        twins = type(self).objects.filter(element=self.element_id, year=self.year_id).exclude(pk=self.pk)
        if self.element_id and self.year_id and twins.exists():
            raise ValidationError({"element": _("This element has a work programme for that year already.")})

    def permissions_for_user(self, user):
        """A teacher writes programmes of own elements only (B04), editors and methodists all of theirs."""
        return ProgrammePermissionTester(user, self)

    def get_lock(self):
        """That of a closed year is locked; what is in force until a change is opened (B13), after Wagtail's own locks."""
        if self.pk and self.year.closed_at is not None:
            return ClosedYearLock(self)
        lock = super().get_lock()
        if lock is None and self.pk and self.live and not self.editions.filter(ProgrammeEdition.OPEN).exists():
            return ApprovedLock(self, reverse("journal:programme_change", args=[self.pk]))
        return lock

    def get_context(self, request, *args, **kwargs):
        """Adds ``sections``, ``hours`` of the programme and ``curriculum_hours`` that the curriculum gives.

        ``hours_differ`` is a word to who can mend it, not to families.
        """
        sections = sections_of(self.body)
        hours = sum(section.hours for section in sections)
        planned = curriculum_hours(self.element, self.year_id)
        differ = planned not in (0, hours) and self.permissions_for_user(request.user).can_edit()
        found = {"sections": sections, "hours": hours, "curriculum_hours": planned, "hours_differ": differ}
        return super().get_context(request, *args, **kwargs) | found | self._for_staff(request.user)

    def _for_staff(self, user) -> dict[str, object]:
        """``desk`` says to staff what may be done with the programme, ``editions`` what was changed; nothing to families."""
        if not self.pk or not enters_admin(user):
            return {"desk": None, "editions": ()}
        editions = editions_of(self.pk)
        edits = self.permissions_for_user(user).can_edit()
        is_open = any(edition.is_open for edition in editions)
        copies = StudyElement.objects.filter(may_write_programme(user), institution=self.element.institution_id)
        desk = {
            "changes": self.live and edits and not is_open,
            "edits": edits and (is_open or not self.live),
            "withdraws": self.live and edits and is_open,
            "copies": self.live and copies.exists(),
            "waits": self.workflow_in_progress,
        }
        return {"desk": desk, "editions": editions}


class WorkProgrammeIndexPage(WorkProgrammeIndexMixin, Page):
    """The place of work programmes in the page tree."""

    template = "journal/curriculum/programme_index.html"
    subpage_types = ["journal.WorkProgrammePage"]

    class Meta:
        verbose_name = _("shelf of work programmes")


class WorkProgrammePage(WorkProgrammeMixin, Page):
    """A work programme; publishing it derives the thematic plan (curriculum.receivers)."""

    template = "journal/curriculum/programme.html"
    parent_page_types = ["journal.WorkProgrammeIndexPage"]
    subpage_types: list[str] = []
    base_form_class = WorkProgrammeForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("element"),
        FieldPanel("year"),
        FieldPanel("goals"),
        CodifierPanel(heading=_("Codifier of content elements (КЭС)")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("agreed"), FieldPanel("order")], heading=_("Approval sheet")),
    ]

    class Meta:
        verbose_name = _("work programme")
