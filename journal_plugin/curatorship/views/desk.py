"""The curator's desk: who is away and why; recording the reason of an absence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.attendance.actions import give_reason
from journal_plugin.attestation.queries import debts_of
from journal_plugin.calendar import months
from journal_plugin.core.asked import number_in
from journal_plugin.curatorship import rules
from journal_plugin.curatorship.forms import ReasonForm
from journal_plugin.curatorship.queries.desk import desk_of
from journal_plugin.curatorship.queries.reasons import Spell, cards_of, spells_of
from journal_plugin.curatorship.views.door import open_group
from journal_plugin.extracurricular.queries import coming_of, owed_of
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group
from journal_plugin.people.queries import acting_person
from journal_plugin.people.rules import leads


@login_required
@require_safe
def own_desk(request: HttpRequest) -> HttpResponse:
    """To the desk of the reader's own group; a choice where he has several."""
    institution = institution_of(request)
    own = Group.objects.filter(rules.read_by_role(request.user), institution=institution).order_by("sort_key")
    groups = tuple(own.values_list("pk", "name"))
    if not groups:
        raise Http404
    if len(groups) == 1:
        return redirect("journal:curator-desk", group=groups[0][0])
    return render(request, "journal/curatorship/groups.html", {"groups": groups})


@login_required
@require_safe
def desk(request: HttpRequest, group: int) -> HttpResponse:
    """Absentees of the day, two weeks of missed hours, the month's forms, debts (S0-3.3cur-d), the group's list."""
    row = open_group(request, group)
    now = row.institution.local_now()
    month = months.month_before(now.date())
    due = months.due_on(month)
    context = {
        "group": row,
        "now": now,
        "desk": desk_of(row, now, whole="all" in request.GET),
        "coming": coming_of(row, now.date()),
        "owed": owed_of(row, now.date()),
        "debts": debts_of(row, now.date()),
        "is_curator": leads(request.user, row),
        "month": month,
        "due": due,
        "late": due < now.date(),
        "forms": [
            (name, f"{reverse('journal:statement', args=[row.pk, kind])}?month={month:%Y-%m}")
            for kind, name in (("form1", _("Form 1, average marks")), ("form2", _("Form 2, absentees")))
        ],
        "archive": f"{reverse('journal:statements')}?group={row.pk}&month={month:%Y-%m}",
    }
    return render(request, "journal/curatorship/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, group: int, learner: int) -> HttpResponse:
    """The learner's absences by spells; POST records one reason for the ticked lessons (D15)."""
    rule = rules.led_by if request.method == "POST" else rules.may_open_desk
    row = open_group(request, group, rule)
    found = spells_of(row, learner, row.institution.today())
    if found is None:
        raise Http404
    name, spells = found
    form = ReasonForm(request.POST or None, lessons=[each.key for spell in spells for each in spell.lessons])
    if request.method == "POST":
        person = acting_person(request.user)
        if form.is_valid():
            answers = give_reason(
                actor=person,
                learner_id=learner,
                expected=form.expected(),
                excused=form.cleaned_data["excused"],
                reason=form.cleaned_data["reason"],
            )
            refused = [answer for answer in answers if answer.status != "accepted"]
            if refused:
                messages.error(request, refused[0].why)
            done = len(answers) - len(refused)
            if done:
                said = ngettext(
                    "The reason is recorded for %(n)s lesson.", "The reason is recorded for %(n)s lessons.", done
                )
                messages.success(request, said % {"n": done})
            return redirect("journal:curator-desk", group=row.pk)
    ticked = (
        set(request.POST.getlist("lesson"))
        if request.method == "POST"
        else _ticked(spells, request.GET.get("spell", ""))
    )
    context = {
        "group": row,
        "name": name,
        "cards": cards_of(spells, ticked),
        "form": form,
        "is_curator": leads(request.user, row),
    }
    return render(request, "journal/curatorship/reason.html", context, status=422 if form.errors else 200)


def _ticked(spells: tuple[Spell, ...], wanted: str) -> set[str]:
    """The lessons without a reason: of the wanted spell (counted from 1), else of the latest that has such."""
    number = number_in(wanted) or 0
    if 0 < number <= len(spells):
        spells = (spells[number - 1],)
    for spell in spells:
        if spell.unknown:
            return {each.key for each in spell.lessons if not each.known}
    return set()
