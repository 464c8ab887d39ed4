"""The shelf of courses, a course's head, a copy of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.courses import rules
from journal_plugin.courses.actions import copy_course, save_course
from journal_plugin.courses.forms import CopyForm, CourseForm
from journal_plugin.courses.models import Course
from journal_plugin.courses.queries.shelf import shelf_of
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.rules import may_write_programme
from journal_plugin.institution.queries import institution_of


@login_required
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The courses of the site's institution that the reader writes or reads; 404 for who has to do with none."""
    here = institution_of(request)
    if here is None or not rules.sees_courses(request.user):
        raise Http404
    lines = shelf_of(request.user, here)
    context = {"lines": lines, "writes": _elements(request).exists()}
    return render(request, "journal/courses/shelf.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new course; 404 for who writes none."""
    return _written(request, Course())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of a course, for who writes it."""
    return _written(request, open_door(Course, rules.may_write_course(request.user), pk=pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of a course that the user reads, in one of his own elements."""
    row = open_door(Course, rules.may_read_course(request.user), pk=pk)
    sent: Any = request.POST if request.method == "POST" else None
    name = _("%(name)s (copy)") % {"name": row.name}
    form = CopyForm(sent, elements=_offered(request), initial={"name": name[:255], "element": row.element_id})
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            made = copy_course(course=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("The course is copied: change it as you like, the first one stays."))
            return redirect("journal:course", pk=made.pk)
    return _form(request, form, heading=_("Copy of a course"), back=row)


def _elements(request: HttpRequest) -> QuerySet[StudyElement]:
    here = institution_of(request)
    return StudyElement.objects.filter(may_write_programme(request.user), institution=here).order_by("sort_key", "pk")


def _offered(request: HttpRequest) -> QuerySet[StudyElement]:
    found = _elements(request)
    if not found.exists():
        raise Http404
    return found


def _written(request: HttpRequest, row: Course) -> HttpResponse:
    is_new = row._state.adding
    form = CourseForm(request.POST if request.method == "POST" else None, instance=row, elements=_offered(request))
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            try:
                save_course(row=form.save(commit=False), by=request.user)
            except PermissionDenied as foreign:
                raise Http404 from foreign
            messages.success(request, _("The course is saved."))
            return redirect("journal:course", pk=row.pk)
    heading = _("New distance course") if is_new else _("Head of the course")
    return _form(request, form, heading=heading, back=None if is_new else row)


def _form(request: HttpRequest, form, *, heading: str, back: Course | None) -> HttpResponse:
    context = {"form": form, "heading": heading, "course": back}
    return render(request, "journal/courses/form.html", context, status=422 if form.errors else 200)
