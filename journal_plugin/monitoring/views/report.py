"""What every report asks: whose journals, from when to when."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from journal_plugin.core.dates import day_range
from journal_plugin.curriculum.switches import kept
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal
from journal_plugin.monitoring.rules import reads_reports

_PERIODS = {"week": 7, "fortnight": 14, "month": 31}
"""Days of a period that ends today."""


@dataclass
class Report:
    """What a page of the reports asks for: whose journals, and from when to when."""

    request: HttpRequest

    @cached_property
    def institution(self) -> Institution:
        """That of the site; 404 where there is none, or for who reads no reports."""
        institution = institution_of(self.request)
        if institution is None or not reads_reports(self.request.user):
            raise Http404
        return institution

    @property
    def journals(self) -> QuerySet[Journal]:
        """The journals that the reader reads, of those that are kept."""
        return Journal.objects.filter(kept(), may_read_journal(self.request.user))

    @cached_property
    def period(self) -> str:
        """The name of the chosen period."""
        wanted = self.request.GET.get("period", "")
        return wanted if wanted in _PERIODS else "week"

    @cached_property
    def today(self) -> date:
        """Today at the institution."""
        return self.institution.today()

    @property
    def since(self) -> date:
        """The first day of the period."""
        return self.today - timedelta(days=_PERIODS[self.period] - 1)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(address, name, is chosen) of the periods."""
        names = {"week": _("week"), "fortnight": _("two weeks"), "month": _("month")}
        return [(f"?period={key}", names[key], key == self.period) for key in _PERIODS]

    @property
    def days(self) -> str:
        """The period in words."""
        return day_range(self.since, self.today, self.today)
