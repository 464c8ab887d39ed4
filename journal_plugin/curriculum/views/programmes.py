"""A work programme beside its page: opening a change of what is in force, copying it to another element (B09, B13)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.actions import open_change, withdraw_change
from journal_plugin.curriculum.forms import ChangeForm, CopyForm
from journal_plugin.curriculum.models import ProgrammeEdition, StudyElement
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.pages.copying import copy_programme
from journal_plugin.curriculum.rules import IN_FORCE, may_write_programme
from journal_plugin.people.queries import person_of

EDITOR = "wagtailadmin_pages:edit"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the programme is changed; then the editor. With a change open already the editor at once."""
    page = _in_force(pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    if page.get_lock() is None:
        return redirect(EDITOR, page.pk)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with showing_refusals(form):
            open_change(page=page, reason=form.cleaned_data["reason"], by=person_of(request.user))
            messages.success(request, _("The change is open. What is in force stays until the change is approved."))
            return redirect(EDITOR, page.pk)
    return _shown(request, "journal/curriculum/programme_change.html", page, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Giving up the open change; what is in force was never touched."""
    page = _in_force(pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    open_one = open_door(ProgrammeEdition, ProgrammeEdition.OPEN, page=page)
    if request.method == "POST":
        try:
            withdraw_change(page=page, user=request.user, by=person_of(request.user))
            messages.success(request, _("The change is withdrawn: the programme stays as it is in force."))
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        return redirect(page.get_url(request))
    return render(request, "journal/curriculum/programme_withdraw.html", {"page": page, "edition": open_one})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """To which element and year; then the editor with the draft."""
    page = _in_force(pk)
    elements = StudyElement.objects.filter(may_write_programme(request.user), institution=page.element.institution_id)
    if not elements.exists():
        raise Http404
    form = CopyForm(
        request.POST if request.method == "POST" else None, page=page, elements=elements, for_user=request.user
    )
    if form.is_valid():
        with showing_refusals(form):
            copied = copy_programme(page=page, **form.cleaned_data, user=request.user)
            messages.success(request, _("The copy is a draft: read it through and send it to approval."))
            return redirect(EDITOR, copied.pk)
    return _shown(request, "journal/curriculum/programme_copy.html", page, form)


def _in_force(pk: int) -> WorkProgrammePage:
    pages = WorkProgrammePage.objects.select_related("element__institution", "year")
    return open_door(pages, IN_FORCE, pk=pk)


def _shown(request: HttpRequest, template: str, page: WorkProgrammePage, form) -> HttpResponse:
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)
