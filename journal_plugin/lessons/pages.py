"""The schedule of tests as a public page (B14, B16)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import current_term
from journal_plugin.core.public_page import PublicPage
from journal_plugin.institution.queries import institution_of
from journal_plugin.institution.rules import reads_directories
from journal_plugin.lessons.queries.control import planned_tests
from journal_plugin.lessons.schedule import by_groups


class ControlScheduleMixin(models.Model):
    """Every group with its tests of the study period; nothing of a learner."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Adds ``groups``; who keeps the directories also reads where there are too many tests. Three queries."""
        institution = institution_of(request)
        term = current_term(institution) if institution else None
        user = request.user
        mine = (
            AcademicYear.objects.filter(reads_directories(user), pk=term.year_id)
            if term
            else AcademicYear.objects.none()
        )
        found = {
            "term": term,
            "groups": by_groups(planned_tests(term)) if term else (),
            "checks": user.is_authenticated and mine.exists(),
            "today": institution.today() if institution else None,
        }
        return super().get_context(request, *args, **kwargs) | found


class ControlSchedulePage(ControlScheduleMixin, PublicPage):
    """The schedule of tests of a site."""

    menu_icon = "check"
    template = "journal/lessons/control_schedule.html"

    class Meta:
        verbose_name = _("schedule of tests")
        verbose_name_plural = _("schedules of tests")
