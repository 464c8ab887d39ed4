"""Pages of a journal, and what a group's journals are bound with: choose the days, print a draft, issue a copy (J02-J04, I24)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.queries import current_year
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group
from journal_plugin.people.queries import acting_person, person_of
from journal_plugin.statements import printing, rules
from journal_plugin.statements.actions import issue
from journal_plugin.statements.documents import BOUND, PAPERS
from journal_plugin.statements.documents import journal as pages
from journal_plugin.statements.forms import SpanForm
from journal_plugin.statements.pdf import PdfUnavailable
from journal_plugin.statements.queries import draw
from journal_plugin.statements.queries.issued import issued_rows
from journal_plugin.statements.queries.pack import journals_of, terms_of
from journal_plugin.statements.spans import Span, spans_of, usual
from journal_plugin.statements.views.choose import archive_row
from journal_plugin.statements.views.files import file_of, institution_at


@dataclass(frozen=True)
class Asked:
    """What is printed of whom: the group, one journal of it or None for all, the days, whether it may be issued."""

    group: Group
    book: Journal | None
    spans: tuple[Span, ...]
    span: Span
    may_issue: bool

    @property
    def address(self) -> str:
        """The page with those days."""
        return f"{self._reverse('')}?{urlencode({'period': self.span.key})}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is offered."""
        return (pages.KIND,) if self.book else tuple(reversed(BOUND))

    def file(self, kind: str, form: str) -> str:
        """Where the draft is."""
        return f"{self._reverse('-file', kind, form)}?{urlencode({'period': self.span.key})}"

    def draw(self, kind: str):
        """The paper as of today."""
        today = self.group.institution.today()
        drawn = draw(kind, self.group, since=self.span.since, until=self.span.until, formed=today, book=self.book)
        return drawn.paper

    def _reverse(self, suffix: str, kind: str = "", form: str = "") -> str:
        if self.book:
            return reverse(f"journal:journal-print{suffix}", args=[self.book.pk, *filter(None, [form])])
        return reverse(f"journal:group-print{suffix}", args=[self.group.pk, *filter(None, [kind, form])])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def journal_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the days of one journal's pages; POST issues them under a number."""
    return _page(request, _of_journal(request, pk))


@login_required
@require_safe
def journal_print_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The pages as of today, as PDF or XLSX."""
    return _file(request, _of_journal(request, pk), pages.KIND, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_print(request: HttpRequest, group: int) -> HttpResponse:
    """The same for the list of a group, its title page and its whole pack."""
    return _page(request, _of_group(request, group))


@login_required
@require_safe
def group_print_file(request: HttpRequest, group: int, kind: str, form: str) -> HttpResponse:
    """One of them as of today; the list is made as XLSX as well."""
    if kind not in BOUND:
        raise Http404
    return _file(request, _of_group(request, group), kind, form)


def _of_journal(request: HttpRequest, pk: int) -> Asked:
    journals = Journal.objects.filter(institution=institution_at(request))
    loaded = journals.select_related("institution__settings", "group__institution__settings", "element", "year")
    book = open_door(loaded, rules.may_print_journal(request.user), pk=pk)
    may_issue = Journal.objects.filter(rules.may_issue_journal(request.user), pk=pk).exists()
    return _asked(request, book.group, book, book.year, may_issue)


def _of_group(request: HttpRequest, pk: int) -> Asked:
    groups = Group.objects.filter(institution=institution_at(request)).select_related("institution__settings")
    group = open_door(groups, rules.may_read_statements(request.user), pk=pk)
    today = group.institution.today()
    year = current_year(group.institution, min(today, group.until or today))
    may_issue = Group.objects.filter(rules.may_issue_statements(request.user), pk=pk).exists()
    return _asked(request, group, None, year, may_issue)


def _asked(request: HttpRequest, group: Group, book: Journal | None, year, may_issue: bool) -> Asked:
    if year is None:
        raise Http404
    today = group.institution.today()
    spans = spans_of(year, terms_of(year, group.course), today)
    wanted = (request.POST if request.method == "POST" else request.GET).get("period")
    span = next((one for one in spans if one.key == wanted), None)
    if wanted is not None and span is None:
        raise Http404
    return Asked(group, book, spans, span or usual(spans, today), may_issue)


def _file(request: HttpRequest, asked: Asked, kind: str, form: str) -> HttpResponse:
    person = person_of(request.user)
    author = person.short_name if person else request.user.get_username()
    here = asked.group.institution
    stamp = printing.Stamp(here.short_name, author, here.local_now(), basis=here.settings.legal_force)
    try:
        return file_of(kind, form, asked.draw(kind), stamp)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return redirect(asked.address)


def _page(request: HttpRequest, asked: Asked) -> HttpResponse:
    if request.method == "POST":
        return _issued(request, asked)
    span, here = asked.span, asked.group.institution
    of_subject = {"journal": asked.book.pk} if asked.book else {"group": asked.group.pk, "kind__in": list(BOUND)}
    archive = issued_rows(rules.may_read_issued(request.user) & Q(**of_subject), here)
    books = [] if asked.book else journals_of(asked.group, span.since, span.until)
    context = {
        "asked": asked,
        "form": SpanForm({"period": span.key}, spans=asked.spans),
        "cards": [_card(asked, kind) for kind in asked.kinds],
        "books": [
            (
                f"{book.element.name}, {book.group.name}",
                f"{reverse('journal:journal-print', args=[book.pk])}?period={span.key}",
            )
            for book in books
        ],
        "is_running": span.until >= here.today(),
        "archive": [archive_row(row) for row in archive],
    }
    return render(request, "journal/statements/print.html", context)


def _card(asked: Asked, kind: str) -> dict[str, str]:
    xlsx = asked.file(kind, "xlsx") if printing.has_sheets(kind) else ""
    return {"kind": kind, "name": PAPERS[kind].NAME, "pdf": asked.file(kind, "pdf"), "xlsx": xlsx}


def _issued(request: HttpRequest, asked: Asked) -> HttpResponse:
    kind = request.POST.get("kind", asked.kinds[0])
    if not asked.may_issue or kind not in asked.kinds:
        raise Http404
    copy = issue(
        kind=kind,
        group=asked.group,
        book=asked.book,
        since=asked.span.since,
        until=asked.span.until,
        author=acting_person(request.user),
    )
    messages.success(request, _("Issued as No. %(number)s.") % {"number": copy.number})
    return redirect("journal:statement-issued", pk=copy.pk)
