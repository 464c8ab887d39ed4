"""The library on the desk of staff, and the only door to an entry."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms.models import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.files.serving import handed_out
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.library import rules
from journal_plugin.library.actions import save_resource
from journal_plugin.library.forms import FIELDS, ResourceForm
from journal_plugin.library.models import Resource
from journal_plugin.library.screens import shelf_context

Form: Any = modelform_factory(Resource, form=ResourceForm, fields=FIELDS)


@require_safe
def opened(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The entry itself: its site, or its file to save. 404 for who may not open it."""
    row = open_door(Resource.objects.select_related("file"), rules.may_open_resource(request.user), pk=pk)
    if row.url:
        return HttpResponseRedirect(row.url)
    if row.file is None:
        raise Http404
    return handed_out(row.file)


@login_required
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The shelf of the site's institution for its staff; families have it in the diary."""
    institution = _institution(request)
    own = set(
        Resource.objects.filter(rules.may_write_resource(request.user), institution=institution).values_list(
            "pk", flat=True
        )
    )
    context = shelf_context(request.user, institution, request.GET) | {"own": own}
    return render(request, "journal/library/shelf.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    return _written(request, Resource(institution=_institution(request)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An entry of one's own, or any for who keeps the library."""
    rows = Resource.objects.select_related("file", "institution")
    return _written(request, open_door(rows, rules.may_write_resource(request.user), pk=pk))


def _institution(request: HttpRequest) -> Institution:
    here = institution_of(request)
    return open_door(Institution, rules.may_add_at(request.user), pk=here.pk if here else None)


def _written(request: HttpRequest, row: Resource) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = Form(*sent, instance=row, for_user=request.user, institution_id=row.institution_id)
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            try:
                save_resource(by=request.user, **form.said())
            except PermissionDenied as foreign:
                raise Http404 from foreign
            messages.success(request, _("The entry stands in the library."))
            return redirect("journal:library")
    context = {"form": form, "row": row}
    return render(request, "journal/library/edit.html", context, status=422 if form.errors else 200)
