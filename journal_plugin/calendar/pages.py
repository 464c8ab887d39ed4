"""The academic calendar as a public page (A09, A12, B15, B16)."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from journal_plugin.calendar.enums import WeekKind
from journal_plugin.calendar.graph import Calendar, Line, months_of, study_weeks, weeks_of, whose
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import calendar_of, current_year, last_study_weekday, years_of
from journal_plugin.core.public_page import PublicPage
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.queries import institution_of


class AcademicCalendarMixin(RoutablePageMixin, models.Model):
    """The study periods, holidays and attestation periods of a year, and its graph by weeks; ``year/3/`` is another year."""

    class Meta:
        abstract = True

    @path("")
    @path("year/<int:pk>/")
    def calendar(self, request, pk: int | None = None):
        """The current year, or that of ``pk``; a foreign one is 404. Six queries."""
        institution = institution_of(request)
        years = years_of(institution) if institution else ()
        current = current_year(institution) if institution else None
        year = next((one for one in years if one.pk == pk), None) if pk else current
        if year is None:
            if pk:
                raise Http404
            return self.render(request, context_overrides={"year": None})
        here = self.get_url(request) or ""
        addresses = [
            (one.name, here if one == current else f"{here}year/{one.pk}/", one.pk == year.pk) for one in years
        ]
        return self.render(request, context_overrides={"years": addresses, **_shown(year, institution)})


def _shown(year: AcademicYear, institution) -> dict:
    """What the page prints of ``year``."""
    calendar = calendar_of(year)
    last_weekday = last_study_weekday(institution)
    lines = tuple(
        _line(calendar, year, institution, one, last_weekday)
        for one in whose([*calendar.terms, *calendar.holidays, *calendar.attestations])
    )
    terms = [
        (term, study_weeks(calendar.concerning(term.course, None), term.since, term.until, last_weekday))
        for term in calendar.terms
    ]
    return {
        "year": year,
        "terms": terms,
        "calendar": calendar,
        "lines": lines,
        "months": months_of(lines[0].weeks),
        "legend": [kind for kind in WeekKind if kind != WeekKind.STUDY],
        "school": institution.kind == InstitutionKind.SCHOOL,
    }


def _line(calendar: Calendar, year: AcademicYear, institution, one: tuple, last_weekday: int) -> Line:
    course, programme, name = one
    own = calendar.concerning(course, programme)
    weeks = weeks_of(own, year.since, year.until, institution.first_weekday, last_weekday)
    word = _("grade %(n)s") if institution.kind == InstitutionKind.SCHOOL else _("year %(n)s")
    words = [name, word % {"n": course} if course else ""]
    title = ", ".join(word for word in words if word) or str(_("Everybody"))
    return Line(title, weeks, study_weeks(own, year.since, year.until, last_weekday))


class AcademicCalendarPage(AcademicCalendarMixin, PublicPage):
    """The academic calendar of a site."""

    menu_icon = "calendar"
    template = "journal/calendar/calendar.html"

    class Meta:
        verbose_name = gettext_lazy("academic calendar")
        verbose_name_plural = gettext_lazy("academic calendars")
