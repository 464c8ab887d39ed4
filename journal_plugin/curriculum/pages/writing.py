"""Who writes and publishes work programmes in Wagtail's editor, and the editor's form (B04, B05, M05)."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import PagePermissionTester

from journal_plugin.core.page_form import PageForm
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.programme import entries_in, sections_of
from journal_plugin.curriculum.queries import published_elements, unknown_codes, written_elements
from journal_plugin.curriculum.rules import may_publish_programme, may_write_programme

PUBLISH = "publish"


class WorkProgrammeForm(PageForm):
    """Offers only the elements whose programme the author writes, and years of the same institution."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user, page = self.for_user, self.instance
        elements = StudyElement.objects.filter(may_write_programme(user)).order_by("sort_key")
        if page.element_id:
            elements = elements | StudyElement.objects.filter(pk=page.element_id)
        self.fields["element"].queryset = elements
        years = self.fields["year"].queryset
        self.fields["year"].queryset = years.filter(institution__in=elements.values("institution"))

    def clean(self):
        """The element, the year, the page's site and the materials belong to one institution; codes are the element's own."""
        cleaned = super().clean()
        element, year, body = cleaned.get("element"), cleaned.get("year"), cleaned.get("body")
        if element and year and element.institution_id != year.institution_id:
            self.add_error("year", _("The year is another institution's."))
        elif element and year and not self._writes(element, year):
            self.add_error("year", _("You do not teach this element in that year."))
        if element and self.parent_page.get_site() != element.institution.site:
            self.add_error("element", _("The element is another institution's."))
        if element and body:
            self._check_codes(element, body)
            if any(entry.institution_id != element.institution_id for entry in entries_in(body)):
                self.add_error("body", _("A material is not from this institution's library: choose it anew."))
        return cleaned

    def _writes(self, element, year) -> bool:
        """Who approves writes in what waits for him, without taking it to another element or year."""
        same = (self.instance.element_id, self.instance.year_id) == (element.pk, year.pk)
        return same or element.pk in written_elements(self.for_user, year.pk)

    def _check_codes(self, element, body) -> None:
        lessons = [lesson for section in sections_of(body) for topic in section.topics for lesson in topic.lessons]
        unknown = unknown_codes(element, (code for lesson in lessons for code in lesson.codes))
        if not unknown:
            return
        where = next(lesson.topic for lesson in lessons if unknown[0] in lesson.codes)
        said = {"codes": ", ".join(unknown), "element": element.name, "topic": where}
        self.add_error(
            "body",
            _(
                "The codifier of «%(element)s» has no content elements %(codes)s (lesson «%(topic)s»). Nothing is lost: "
                "mend the codes, or ask the methodist to add them to the list of content elements."
            )
            % said,
        )


class ProgrammePermissionTester(PagePermissionTester):
    """Rights on one programme: Wagtail's own on its shelf, for who may write the element's programme and no further.

    Publishing is for who approves. A programme that was in force is not deleted, and is copied by an action of its own.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        if user.is_superuser or not user.is_active:
            self.permissions = set()
            return
        if page.element_id not in written_elements(user, page.year_id):
            self.permissions = set()
        elif page.element_id not in published_elements(user):
            self.permissions -= {PUBLISH}

    def can_publish(self) -> bool:
        """Who approves needs no right to write: what he approves is published in his name. Nothing in a closed year."""
        if self.page.year.closed_at is not None:
            return False
        approves = self.user.is_active and self.page.element_id in published_elements(self.user)
        return approves or super().can_publish()

    def can_set_view_restrictions(self) -> bool:
        """Who reads a programme is a matter of who keeps programmes."""
        return self.user.is_superuser or PUBLISH in self.permissions

    def can_delete(self, ignore_bulk=False) -> bool:
        """Only what has never been in force, and not in a closed year."""
        was_in_force = self.page.live or self.page.first_published_at or self.page.year.closed_at
        return super().can_delete(ignore_bulk) and (self.user.is_superuser or not was_in_force)

    def can_copy(self) -> bool:
        """Wagtail's copy would be a twin: one element and year have one programme."""
        return False


class ShelfPermissionTester(PagePermissionTester):
    """Rights on the shelf: a new programme is published at once only by who approves, or where nobody does."""

    def can_publish_subpage(self) -> bool:
        """Whether «Publish» stands under a new programme."""
        rule = may_publish_programme(self.user)
        here = StudyElement.objects.filter(rule, institution__site=self.page.get_site())
        return super().can_publish_subpage() and (self.user.is_superuser or here.exists())
