"""Curricula as public pages: the list of a year, one curriculum, two side by side (B01, B15, B16)."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.core.public_page import PublicPage
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.curriculum.norms import warnings_of
from journal_plugin.curriculum.queries import curricula_of, frame_of, shelves_of, table_of_curriculum, text_of_curricula
from journal_plugin.curriculum.table import side_by_side
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.institution.rules import reads_directories


class CurriculumIndexMixin(RoutablePageMixin, models.Model):
    """Shows what stands in the directories; an editor writes only the introduction."""

    class Meta:
        abstract = True

    @path("")
    @path("year/<int:pk>/")
    def of_year(self, request, pk: int | None = None):
        """The curricula of the current year, or of another; a foreign year is 404. Four queries."""
        institution = _institution(request)
        current = current_year(institution)
        years = years_of(institution)
        year = next((one for one in years if one.pk == pk), None) if pk else current
        if pk and year is None:
            raise Http404
        here = self.get_url(request) or ""
        return self.render(
            request,
            context_overrides={
                "year": year,
                "years": [
                    (one.name, here if one == current else f"{here}year/{one.pk}/", one == year) for one in years
                ],
                "shelves": shelves_of(year) if year else (),
                "school": institution.kind == InstitutionKind.SCHOOL,
                "here": here,
            },
        )

    @path("<int:pk>/")
    def of_one(self, request, pk: int):
        """One curriculum; who keeps the directories also reads where it goes beyond the norms."""
        curriculum = _curriculum(request, pk)
        table = table_of_curriculum(curriculum)
        others = curricula_of(curriculum.year).filter(course=curriculum.course).exclude(pk=pk)
        context = {
            "curriculum": curriculum,
            "groups": list(curriculum.groups.order_by("sort_key").values_list("name", flat=True)),
            "table": table,
            "warnings": warnings_of(table, frame_of(curriculum)) if _checks(request.user, curriculum) else (),
            "others": list(others.values_list("pk", "name")),
            "here": self.get_url(request) or "",
            "school": curriculum.institution.kind == InstitutionKind.SCHOOL,
        }
        return self.render(request, context_overrides=context, template="journal/curriculum/curriculum.html")

    @path("<int:pk>/with/<int:other>/")
    def of_two(self, request, pk: int, other: int):
        """Two curricula of the institution side by side, element by element."""
        one, second = (_curriculum(request, each) for each in (pk, other))
        pairs = side_by_side(table_of_curriculum(one), table_of_curriculum(second))
        context = {
            "one": one,
            "second": second,
            "pairs": pairs,
            "differing": sum(pair.differs for pair in pairs),
            "here": self.get_url(request) or "",
        }
        return self.render(request, context_overrides=context, template="journal/curriculum/curricula_two.html")

    def searched_text(self) -> str:
        """What the site's search finds here: the curricula of the current year and their elements."""
        institution = Institution.objects.filter(site=self.get_site()).first()
        year = current_year(institution) if institution else None
        return text_of_curricula(institution, year) if institution and year else ""


def _institution(request) -> Institution:
    institution = institution_of(request)
    if institution is None:
        raise Http404
    return institution


def _curriculum(request, pk: int) -> Curriculum:
    rows = Curriculum.objects.filter(institution=_institution(request)).select_related(
        "programme", "year", "institution"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _checks(user, curriculum: Curriculum) -> bool:
    mine = AcademicYear.objects.filter(pk=curriculum.year_id).filter(reads_directories(user))
    return user.is_authenticated and mine.exists()


class CurriculumIndexPage(CurriculumIndexMixin, PublicPage):
    """The curricula of a site."""

    menu_icon = "list"
    template = "journal/curriculum/curricula.html"
    search_fields = [*PublicPage.search_fields, index.SearchField("searched_text")]

    class Meta:
        verbose_name = _("curricula")
        verbose_name_plural = _("curricula")
