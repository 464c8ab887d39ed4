"""Closing a study year: what still stands open, the act of closing, and opening it again."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.access.matrix import Right, may
from journal_plugin.access.queries import Roles, roles_of
from journal_plugin.calendar.actions import close_year, reopen_year
from journal_plugin.calendar.closing import why_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import closings_of, year_to_close, years_of
from journal_plugin.calendar.rules import closes_years, reads_closing, reopens_years
from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.rules import opens_years
from journal_plugin.institution.queries import institution_of
from journal_plugin.monitoring.closing import Item, Left, Pile, by_groups, by_people, in_words
from journal_plugin.monitoring.forms import ClosingForm, ReopeningForm
from journal_plugin.monitoring.queries.closing import sections_of

MOST = 50
"""So many lines of one item are named; the rest is counted."""


@dataclass(frozen=True)
class Shown:
    """An item, or a pile, ready to print: its lines (title of the item, line, address), and how many are not named."""

    title: str
    count: int
    note: str
    lines: tuple[tuple[str, Left, str], ...]
    rest: int
    hidden: bool = False
    """The reader may know how much, and not which."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """The year that is to be closed, ``?year=`` another; ``?by=people`` or ``groups``: in piles (A19, A20).

    A post closes an open year and opens a closed one again.
    """
    institution = institution_of(request)
    if institution is None or not reads_closing(request.user, institution.pk):
        raise Http404
    years = years_of(institution)
    asked = number_in(request.GET.get("year", ""))
    year = next((one for one in years if one.pk == asked), None) or year_to_close(institution)
    if year is None:
        return render(request, "journal/monitoring/closing.html", {"year": None})
    sections = sections_of(year)
    left = in_words(sections)
    form = _form(request, year, left)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            with showing_refusals(form):
                messages.success(request, _acted(year, form, left, request.user))
                return redirect(f"{reverse('journal:closing')}?year={year.pk}")
    roles = roles_of(request.user)
    items = [item for section in sections for item in section.items]
    by = request.GET.get("by", "")
    by = by if by in _PILED else ""
    ways = {"": _("What is left"), "people": _("Who owes it"), "groups": _("By groups")}
    context = {
        "institution": institution,
        "year": year,
        "years": years,
        "sections": [(one, tuple(_shown(item, roles, institution.pk) for item in one.items)) for one in sections],
        "piles": _piled(_PILED[by], items, roles, institution.pk) if by else None,
        "by": by,
        "ways": [(f"?year={year.pk}&by={key}", name, key == by) for key, name in ways.items()],
        "count": sum(bool(item.lines) for item in items),
        "left": left,
        "form": form,
        "ended": year.until < institution.today(),
        "today": institution.today(),
        "why": why_closed(year),
        "closings": closings_of(year),
        "zone": institution.zone,
        "opens": opens_years(request.user, institution.pk),
    }
    return render(request, "journal/monitoring/closing.html", context, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, year: AcademicYear, left: str) -> ClosingForm | ReopeningForm | None:
    """What the reader may do with the year: close it once it has ended, or open it again; None for neither."""
    data = request.POST if request.method == "POST" else None
    if year.closed_at is not None:
        return ReopeningForm(data) if reopens_years(request.user, year.institution_id) else None
    if year.until >= year.institution.today() or not closes_years(request.user, year.institution_id):
        return None
    return ClosingForm(data, left=left)


def _acted(year: AcademicYear, form: ClosingForm | ReopeningForm, left: str, by) -> str:
    said = form.cleaned_data
    if isinstance(form, ReopeningForm):
        reopen_year(year=year, reason=said["reason"], by=by)
        return _("The year %(year)s is open again: its records may be written as their windows allow.") % {"year": year}
    close_year(year=year, order_no=said["order_no"], order_date=said["order_date"], left=left, by=by)
    return _("The year %(year)s is closed: its records are read only now.") % {"year": year}


def _shown(item: Item, roles: Roles, institution: int) -> Shown:
    if not may(roles, item.area, Right.READ, institution):
        return Shown(item.title, item.count, item.note, (), 0, hidden=bool(item.lines))
    lines = tuple(("", line, _url(item, line, roles, institution)) for line in item.lines[:MOST])
    return Shown(item.title, item.count, item.note, lines, len(item.lines) - len(lines))


_PILED = {"people": lambda items: by_people(items, _("nobody in particular")), "groups": by_groups}


def _piled(
    pile: Callable[[list[Item]], tuple[Pile, ...]], items: list[Item], roles: Roles, institution: int
) -> tuple[Shown, ...]:
    """The piles of those items that the reader may read."""
    read = [item for item in items if may(roles, item.area, Right.READ, institution)]
    urls = {(item.title, line): _url(item, line, roles, institution) for item in read for line in item.lines}
    return tuple(
        Shown(
            one.name,
            one.count,
            "",
            tuple((title, line, urls[title, line]) for title, line in one.lines[:MOST]),
            max(0, len(one.lines) - MOST),
        )
        for one in pile(read)
    )


def _url(item: Item, line: Left, roles: Roles, institution: int) -> str:
    """The address of the place for who may mend it there; empty for others."""
    name, args, query = line.place
    return reverse(name, args=args) + query if may(roles, item.area, item.right, institution) else ""
