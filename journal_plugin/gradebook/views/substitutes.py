"""Substitutes of the lessons of a journal, journals without a teacher, and how a journal is kept (C08, D17)."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import day_in, number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.gradebook.forms.substitutes import DaysForm, EndForm, KindForm, SubstituteForm
from journal_plugin.gradebook.queries.substitutes import lessons_of, orphans, substitutes
from journal_plugin.gradebook.rules import names_substitutes_at
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.actions import change_journal_kind, end_substitution, name_substitute
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.queries import controls
from journal_plugin.lessons.rules import may_control_journal, may_substitute_in
from journal_plugin.people.models import Staff
from journal_plugin.people.queries import acting_person

_WEEK = timedelta(days=6)


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Journals that nobody may fill in, the substitutions of these weeks, and the lessons of who will be away."""
    institution = institution_of(request)
    if institution is None or not names_substitutes_at(request.user, institution.pk):
        raise Http404
    today = institution.today()
    journals = Journal.objects.filter(may_substitute_in(request.user), institution=institution)
    days = {"since": today, "until": today + _WEEK}
    form = DaysForm(request.GET or None, staff=_staff(institution.pk, today), initial=days)
    found, asked = None, {}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        found = lessons_of(journals, said["staff"].pk, said["since"], said["until"], today)
        asked = {"away": said["staff"].pk, "since": said["since"], "until": said["until"]}
        asked |= {name: request.GET[name] for name in ("to", "order_no") if name in request.GET}
    context = {
        "form": form,
        "found": found,
        "asked": urlencode(asked),
        "orphans": orphans(journals, institution),
        "lines": substitutes(journals, today - timedelta(days=institution.settings.mark_window_days), today),
    }
    return render(request, "journal/gradebook/substitutes.html", context)


@login_required
def keeping(request: HttpRequest, pk: int) -> HttpResponse:
    """How a journal is kept and who stands in at its lessons; POST names a substitute.

    ``?away=`` is the teacher whose lessons are being given away one journal after another: then the way leads back to
    those that are left, and the same substitute and order (``to``, ``order_no``) are proposed for them.
    """
    rule = may_substitute_in if request.method == "POST" else _may_arrange
    journal = _open(request, pk, rule)
    today = journal.institution.today()
    initial = {
        "since": day_in(request.GET.get("since", "")) or today,
        "until": day_in(request.GET.get("until", "")) or today,
        "staff": number_in(request.GET.get("to", "")),
        "order_no": request.GET.get("order_no", ""),
    }
    away = number_in(request.GET.get("away", ""))
    form = SubstituteForm(
        request.POST if request.method == "POST" else None, staff=_staff(journal.institution_id, today), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            count = name_substitute(journal_id=pk, actor=acting_person(request.user), **form.cleaned_data)
            given = ngettext("%(n)s lesson is given.", "%(n)s lessons are given.", count) % {"n": count}
            messages.success(request, given if count else _("These lessons are his already."))
            return redirect(_others(request, away, form) if away else reverse("journal:keeping", args=[pk]))
    own = Journal.objects.filter(pk=pk)
    context = {
        "journal": journal,
        "form": form if own.filter(may_substitute_in(request.user)).exists() else None,
        "kind": KindForm(initial={"kind": journal.kind}) if controls(request.user, journal) else None,
        "lines": substitutes(own, today - timedelta(days=journal.institution.settings.mark_window_days), today),
        "today": today,
        "key": uuid4(),
    }
    return render(request, "journal/gradebook/keeping.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the lessons from today on from a substitute again."""
    journal = _open(request, pk, may_substitute_in)
    form = EndForm(request.POST, staff=Staff.objects.filter(institution=journal.institution_id))
    if not form.is_valid():
        raise Http404
    staff: Staff = form.cleaned_data["staff"]
    key: UUID = form.cleaned_data["key"]
    today = journal.institution.today()
    actor = acting_person(request.user)
    try:
        count = end_substitution(journal_id=pk, staff_id=staff.pk, since=today, actor=actor, key=key)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        said = ngettext("%(n)s lesson is taken back.", "%(n)s lessons are taken back.", count) % {"n": count}
        messages.success(request, said if count else _("There are no lessons left to take back."))
    return redirect("journal:keeping", pk=pk)


@login_required
@require_POST
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the journal with marks and homework, or without."""
    _open(request, pk, may_control_journal)
    form = KindForm(request.POST)
    if not form.is_valid():
        raise Http404
    kept = JournalKind(form.cleaned_data["kind"])
    try:
        change_journal_kind(journal_id=pk, kind=kept, actor=acting_person(request.user))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("From now on the journal is kept so: %(kind)s.") % {"kind": kept.label})
    return redirect("journal:keeping", pk=pk)


def _others(request: HttpRequest, away: int, form: SubstituteForm) -> str:
    """The board with the lessons of who is away on the days asked for first, and what was written for this journal."""
    days = {name: request.GET.get(name, "") for name in ("since", "until")}
    said = {"to": form.cleaned_data["staff"].pk, "order_no": form.cleaned_data["order_no"]}
    return f"{reverse('journal:substitutes')}?{urlencode({'staff': away, **days, **said})}"


def _may_arrange(user) -> Q:
    return may_substitute_in(user) | may_control_journal(user)


def _open(request: HttpRequest, pk: int, rule: Callable[..., Q]) -> Journal:
    journals = Journal.objects.select_related("institution__settings", "group", "element")
    return open_door(journals, rule(request.user), pk=pk)


def _staff(institution: int, today: date) -> QuerySet[Staff]:
    """Those who work at the institution, by name."""
    return (
        Staff.objects.on(today)
        .filter(institution=institution)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
