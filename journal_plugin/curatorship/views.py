"""The curator's desk: who is away and why; recording the reason of an absence."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.access.queries import roles_of
from journal_plugin.attendance.actions import give_reason
from journal_plugin.curatorship import rules
from journal_plugin.curatorship.forms import ReasonForm
from journal_plugin.curatorship.queries import Spell, desk_of, spells_of
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group
from journal_plugin.people.queries import person_of

DUE_DAY = 5


@login_required
@require_safe
def own_desk(request: HttpRequest) -> HttpResponse:
    """To the desk of the reader's own group; a choice where he leads several."""
    institution = institution_of(request)
    own = Group.objects.filter(pk__in=roles_of(request.user).groups(), institution=institution).order_by("sort_key")
    groups = tuple(own.values_list("pk", "name"))
    if not groups:
        raise Http404
    if len(groups) == 1:
        return redirect("journal:curator-desk", group=groups[0][0])
    return render(request, "journal/curatorship/groups.html", {"groups": groups})


@login_required
@require_safe
def desk(request: HttpRequest, group: int) -> HttpResponse:
    """Absentees of the day, two weeks of missed hours, the month's forms, the group's list."""
    row = _open(request, group)
    now = row.institution.local_now()
    month, due = _month_due(now.date())
    context = {
        "group": row,
        "now": now,
        "desk": desk_of(row, now, whole="all" in request.GET),
        "is_curator": row.pk in roles_of(request.user).groups(),
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
    row = _open(request, group)
    found = spells_of(row, learner, row.institution.today())
    if found is None:
        raise Http404
    name, spells = found
    is_curator = row.pk in roles_of(request.user).groups()
    form = ReasonForm(request.POST or None, lessons=[_key(each) for spell in spells for each in spell.lessons])
    if request.method == "POST":
        person = person_of(request.user)
        if not is_curator or person is None:
            raise Http404
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
        "spells": [(spell, [(each, _key(each), _key(each) in ticked) for each in spell.lessons]) for spell in spells],
        "form": form,
        "is_curator": is_curator,
    }
    return render(request, "journal/curatorship/reason.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, group: int) -> Group:
    groups = Group.objects.filter(institution=institution_of(request)).select_related("institution__settings")
    return open_door(groups, rules.may_open_desk(request.user), pk=group)


def _month_due(today: date) -> tuple[date, date]:
    """The month whose forms are due next or were due last: the one before this, by the 5th of this (W21)."""
    month = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    return month, today.replace(day=DUE_DAY)


def _key(each) -> str:
    return f"{each.lesson}:{each.version}"


def _ticked(spells: tuple[Spell, ...], wanted: str) -> set[str]:
    """The lessons without a reason: of the wanted spell (counted from 1), else of the latest that has such."""
    if wanted.isdecimal() and 0 < int(wanted) <= len(spells):
        spells = (spells[int(wanted) - 1],)
    for spell in spells:
        if spell.unknown:
            return {_key(each) for each in spell.lessons if not each.known}
    return set()
