"""Notices of absence of a group: the curator announces and withdraws, those who read the desk read (D14)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from journal_plugin.access.doors import open_door
from journal_plugin.attendance.actions import announce_absence, withdraw_notice
from journal_plugin.attendance.forms import NoticeForm
from journal_plugin.attendance.models import AbsenceNotice
from journal_plugin.attendance.queries import announced_words, first_open_day, notices_about, withdrawn_words
from journal_plugin.attendance.rules import withdrawn_by
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curatorship import rules
from journal_plugin.curatorship.queries.desk import members_today
from journal_plugin.curatorship.views.door import open_group
from journal_plugin.people.queries import acting_person
from journal_plugin.people.rules import leads


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, group: int) -> HttpResponse:
    """What has been announced about the group's learners; POST announces."""
    row = open_group(request, group, rules.led_by if request.method == "POST" else rules.may_open_desk)
    now = row.institution.local_now()
    members = members_today(row.pk, now.date())
    is_curator = leads(request.user, row)
    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        earliest=first_open_day(row.institution, now.date()),
        today=now.date(),
        learners=members,
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            made = announce_absence(
                actor=acting_person(request.user),
                learner_id=form.cleaned_data["learner"],
                as_curator=True,
                **form.said(),
            )
            messages.success(request, announced_words(made.signs.count()))
            return redirect("journal:curator-notices", group=row.pk)
    lines = notices_about([pk for pk, _name in members], now, by_curator=True)
    context = {
        "group": row,
        "form": form,
        "is_curator": is_curator,
        "rows": [(line, _withdrawal(row.pk, line.pk) if is_curator else "") for line in lines],
    }
    return render(request, "journal/curatorship/notices.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, group: int, notice: int) -> HttpResponse:
    """Takes back a notice about a learner of the curator's group."""
    row = open_group(request, group, rules.led_by)
    person = acting_person(request.user)
    found = open_door(AbsenceNotice, withdrawn_by(person.pk), pk=notice)
    withdraw_notice(actor=person, notice_id=found.pk)
    messages.success(request, withdrawn_words(found))
    return redirect("journal:curator-notices", group=row.pk)


def _withdrawal(group: int, notice: int) -> str:
    return reverse("journal:curator-withdraw", args=[group, notice])
