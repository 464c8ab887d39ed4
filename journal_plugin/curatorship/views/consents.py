"""Consents of a group: who collects them records and withdraws, who reads them looks (M01)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curatorship.forms import ConsentsForm, WithdrawalForm
from journal_plugin.curatorship.queries.consents import Book, book_of
from journal_plugin.curatorship.views.door import open_group
from journal_plugin.people.actions.consents import give_consents, withdraw_consent
from journal_plugin.people.models import HOW_LENGTH, Consent, Group
from journal_plugin.people.queries import acting_person
from journal_plugin.people.queries.starting import study_year_of, study_years_of
from journal_plugin.people.rules import collects_consents, reads_consents, stays_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, group: int) -> HttpResponse:
    """Who of the group has consented and who owes; POST records those who are ticked."""
    row = open_group(request, group, collects_consents if request.method == "POST" else reads_consents)
    book = _book(row)
    form = _form(row, book, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        with showing_refusals(form):
            made = give_consents(
                group=row,
                givers=said["giver"],
                given_on=said["given_on"],
                how=said["how"],
                key=said["key"],
                actor=acting_person(request.user),
            )
            done = ngettext("%(n)s consent is recorded.", "%(n)s consents are recorded.", len(made))
            messages.success(request, done % {"n": len(made)})
            return redirect("journal:curator-consents", group=row.pk)
    return _page(request, row, book, form)


@login_required
@require_POST
def withdraw_one(request: HttpRequest, group: int, consent: int) -> HttpResponse:
    """Keeps that a consent about a learner of the group is withdrawn."""
    row = open_group(request, group, collects_consents)
    found = open_door(Consent, stays_in(row.pk, row.institution.today(), "learner"), pk=consent)
    withdrawal = WithdrawalForm(request.POST)
    if withdrawal.is_valid():
        with showing_refusals(withdrawal):
            withdraw_consent(
                group=row, consent=found, why=withdrawal.cleaned_data["why"], actor=acting_person(request.user)
            )
            messages.success(request, _("The consent is withdrawn."))
            return redirect("journal:curator-consents", group=row.pk)
    book = _book(row)
    return _page(request, row, book, _form(row, book), withdrawal, found.pk)


def _book(group: Group) -> Book:
    year = study_year_of(group, study_years_of(group))
    if year is None:
        raise Http404
    return book_of(group, year, group.institution.today())


def _form(group: Group, book: Book, data=None) -> ConsentsForm:
    return ConsentsForm(data, values=book.values, initial={"given_on": group.institution.today()})


def _page(
    request: HttpRequest,
    group: Group,
    book: Book,
    form: ConsentsForm,
    withdrawal: WithdrawalForm | None = None,
    withdrawn: int = 0,
) -> HttpResponse:
    """``withdrawal`` is the form that was sent and refused, ``withdrawn`` the consent that it is about."""
    today = group.institution.today()
    goes_on = group.until is None or group.until >= today
    ticked = frozenset(form["giver"].value() or ())
    complete = [value for one in book.complete for value in one.values]
    context = {
        "group": group,
        "today": today,
        "book": book,
        "form": form,
        "ticked": ticked,
        "opened": withdrawal is not None or not ticked.isdisjoint(complete),
        "withdrawal": withdrawal,
        "withdrawn": withdrawn,
        "longest": HOW_LENGTH,
        "writes": goes_on and Group.objects.filter(collects_consents(request.user), pk=group.pk).exists(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "journal/curatorship/consents.html", context, status=status)
