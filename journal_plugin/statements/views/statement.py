"""The paper as it would be printed today: look, correct, issue, take away."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar import months
from journal_plugin.people.models import Group
from journal_plugin.people.queries import acting_person, person_of
from journal_plugin.statements import payload, printing, rules
from journal_plugin.statements.actions import Changed, issue
from journal_plugin.statements.documents import FORMS, form2
from journal_plugin.statements.forms import CorrectionsForm
from journal_plugin.statements.pdf import PdfUnavailable
from journal_plugin.statements.queries import draw
from journal_plugin.statements.queries.drawn import Drawn
from journal_plugin.statements.views.files import FILES, file_of, institution_at


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, group: int, kind: str) -> HttpResponse:
    """The paper as it would be printed today, with the curator's cells open for correction; POST issues it."""
    row, month = _open(request, rules.may_read_statements, group, kind)
    drawn, seen = _draw(kind, row, month)
    may_issue = Group.objects.filter(rules.may_issue_statements(request.user), pk=group).exists()
    form = None
    if isinstance(drawn.paper, form2.Paper) and may_issue:
        form = CorrectionsForm(request.POST or None, paper=drawn.paper, seen=seen)
    status = 200
    if request.method == "POST":
        if not may_issue:
            raise Http404
        response = _posted(request, row, kind, month, form, seen)
        if response is not None:
            return response
        status = 422
    return _show(request, row, kind, month, drawn, form=form, seen=seen, may_issue=may_issue, status=status)


@login_required
@require_safe
def statement_file(request: HttpRequest, group: int, kind: str, form: str) -> HttpResponse:
    """The draft of today as PDF or XLSX, without corrections."""
    row, month = _open(request, rules.may_read_statements, group, kind)
    drawn, seen = _draw(kind, row, month)
    person = person_of(request.user)
    author = person.short_name if person else request.user.get_username()
    here = row.institution
    stamp = printing.Stamp(here.short_name, author, here.local_now(), basis=here.settings.legal_force)
    try:
        return file_of(kind, form, drawn.paper, stamp)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        may_issue = Group.objects.filter(rules.may_issue_statements(request.user), pk=group).exists()
        return _show(request, row, kind, month, drawn, form=None, seen=seen, may_issue=may_issue, status=503)


def _open(request: HttpRequest, rule, group: int, kind: str) -> tuple[Group, date]:
    if kind not in FORMS:
        raise Http404
    groups = Group.objects.filter(institution=institution_at(request)).select_related("institution__settings")
    row = open_door(groups, rule(request.user), pk=group)
    month = months.parse(request.GET.get("month", "")) or months.month_before(row.institution.today())
    if month > row.institution.today():
        raise Http404
    return row, month


def _draw(kind: str, group: Group, month: date) -> tuple[Drawn, str]:
    today = group.institution.today()
    since, until = months.period_of(month, today)
    drawn = draw(kind, group, since=since, until=until, formed=today)
    return drawn, payload.digest(payload.dump(drawn.paper))


def _posted(request, group: Group, kind: str, month: date, form: CorrectionsForm | None, seen: str):
    """Where a good POST leads; None when the page must be shown again, with the reason in the messages."""
    if form is not None and not form.is_valid():
        messages.error(request, _("The statement is not issued: some values are not numbers. They are framed."))
        return None
    wanted = request.POST.get("do", "issue")
    if wanted in FILES:
        if form is not None and form.is_corrected():
            messages.error(
                request, _("Corrected values are printed only from an issued statement. Say why and press «Issue».")
            )
            return None
        address = reverse("journal:statement-file", args=[group.pk, kind, wanted])
        return redirect(f"{address}?{urlencode({'month': f'{month:%Y-%m}'})}")
    since, until = months.period_of(month, group.institution.today())
    person = acting_person(request.user)
    try:
        copy = issue(
            kind=kind,
            group=group,
            since=since,
            until=until,
            author=person,
            seen=request.POST.get("seen", ""),
            entered=form.entered() if form is not None else None,
            why=form.cleaned_data["why"] if form is not None else "",
        )
    except Changed:
        messages.warning(
            request,
            _(
                "The journal has changed since you opened this page, nothing is issued. Check the new values and repeat."
            ),
        )
        if form is not None:
            form.data = {**request.POST.dict(), "seen": seen}
        return None
    except ValidationError as error:
        if form is not None:
            form.add_error("why", error)
        messages.error(request, error.messages[0])
        return None
    messages.success(request, _("Issued as No. %(number)s.") % {"number": copy.number})
    return redirect("journal:statement-issued", pk=copy.pk)


def _show(request, group: Group, kind: str, month: date, drawn: Drawn, *, form, seen, may_issue, status=200):
    paper = FORMS[kind].context(drawn.paper)
    context = {
        "paper": form.in_place(paper) if form is not None else paper,
        "paper_template": FORMS[kind].BODY,
        "name": FORMS[kind].NAME,
        "kind": kind,
        "group": group,
        "month": month,
        "month_key": f"{month:%Y-%m}",
        "due": months.due_on(month),
        "running": months.next_month(month) > group.institution.today(),
        "unexplained": drawn.unexplained,
        "rows": len(paper["rows"]),
        "form": form,
        "seen": seen,
        "may_issue": may_issue,
    }
    return render(request, "journal/statements/statement.html", context, status=status)
