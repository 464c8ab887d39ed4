"""Work programmes as Wagtail pages: revisions, preview, publishing (B04, B06, B13)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from journal_plugin.core.page_form import PageForm
from journal_plugin.curriculum.blocks import SectionBlock
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.curriculum.queries import curriculum_hours, written_elements
from journal_plugin.curriculum.rules import may_write_programme


class WorkProgrammeForm(PageForm):
    """Offers only the elements whose programme the author writes, and years of the same institution."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        elements = StudyElement.objects.filter(may_write_programme(self.for_user)).order_by("sort_key")
        self.fields["element"].queryset = elements
        years = self.fields["year"].queryset
        self.fields["year"].queryset = years.filter(institution__in=elements.values("institution"))

    def clean(self):
        """The element, the year and the page's site belong to one institution."""
        cleaned = super().clean()
        element, year = cleaned.get("element"), cleaned.get("year")
        if element and year and element.institution_id != year.institution_id:
            self.add_error("year", _("The year is another institution's."))
        if element and year and not written_elements(self.for_user, year.pk) & {element.pk}:
            self.add_error("year", _("You do not teach this element in that year."))
        if element and self.parent_page.get_site() != element.institution.site:
            self.add_error("element", _("The element is another institution's."))
        return cleaned


class ProgrammePermissionTester(PagePermissionTester):
    """Rights on one programme: Wagtail's own on its shelf, and only for who may write the element's programme."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if not user.is_superuser and page.element_id not in written_elements(user, page.year_id):
            self.permissions = set()


class WorkProgrammeIndexMixin(models.Model):
    """The shelf of work programmes, in the order of elements."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Adds ``programmes``: title, address, kind of element and year of the live pages; constant queries."""
        context = super().get_context(request, *args, **kwargs)
        pages = WorkProgrammePage.objects.child_of(self).live().select_related("element", "year")
        context["programmes"] = [
            {
                "title": page.title,
                "url": page.get_url(request),
                "kind": page.element.get_kind_display(),
                "year": page.year.name,
            }
            for page in pages.order_by("element__sort_key", "-year__since")
        ]
        return context


class WorkProgrammeMixin(models.Model):
    """Sections, topics and planned lessons of an element in a year."""

    element = models.ForeignKey(
        "journal.StudyElement", models.PROTECT, related_name="+", verbose_name=_("study element")
    )
    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    goals = models.TextField(_("goals and results"), blank=True, default="")
    body = StreamField([("section", SectionBlock())], verbose_name=_("content"), blank=True)

    class Meta:
        abstract = True

    def clean(self):
        """One page an element and year: two programmes would make two plans."""
        super().clean()
        twins = type(self).objects.filter(element=self.element_id, year=self.year_id).exclude(pk=self.pk)
        if self.element_id and self.year_id and twins.exists():
            raise ValidationError({"element": _("This element has a work programme for that year already.")})

    def permissions_for_user(self, user):
        """A teacher writes programmes of own elements only (B04), editors and methodists all of theirs."""
        return ProgrammePermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Adds ``sections``, ``hours`` of the programme and ``curriculum_hours`` that the curriculum gives.

        ``hours_differ`` is a word to who can mend it, not to families.
        """
        sections = sections_of(self.body)
        hours = sum(section.hours for section in sections)
        planned = curriculum_hours(self.element, self.year_id)
        differ = planned not in (0, hours) and self.permissions_for_user(request.user).can_edit()
        found = {"sections": sections, "hours": hours, "curriculum_hours": planned, "hours_differ": differ}
        return super().get_context(request, *args, **kwargs) | found


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
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("work programme")
