"""Writing the content of a course: sections and steps one by one."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.courses import rules
from journal_plugin.courses.actions import drop_part, move_part, put_section, put_step
from journal_plugin.courses.body import read_body, section_of, step_of
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.forms import PartForm, SectionForm, StepForm
from journal_plugin.courses.models import Course
from journal_plugin.courses.queries.reading import outline_of
from journal_plugin.courses.queries.shelf import entries_for, opened_to


@login_required
@require_safe
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """A course as learners will see it, with buttons for who writes it."""
    rows = Course.objects.select_related("element", "by")
    row = open_door(rows, rules.may_read_course(request.user), pk=pk)
    context = {
        "course": row,
        "sections": outline_of(read_body(row.body)),
        "writes": Course.objects.filter(rules.may_write_course(request.user), pk=pk).exists(),
        "kinds": [(kind.value, kind.label) for kind in StepKind],
        "opened": opened_to(row, request.user),
    }
    return render(request, "journal/courses/course.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section: UUID | None = None) -> HttpResponse:
    """A new section, or the title of one."""
    row = open_door(Course, rules.may_write_course(request.user), pk=pk)
    found = section_of(read_body(row.body), section) if section else None
    if section and (found is None or found.id != section):
        raise Http404
    form = SectionForm(
        request.POST if request.method == "POST" else None, initial={"title": found.title if found else ""}
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            part = section or uuid4()
            put_section(course=row, section=part, title=form.cleaned_data["title"], by=request.user)
            return _back(pk, part)
    heading = _("Section") if found else _("New section")
    return _form(request, row, form, heading)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, pk: int, section: UUID, kind: str) -> HttpResponse:
    """A new step of a kind at the end of a section."""
    row = open_door(Course, rules.may_write_course(request.user), pk=pk)
    if kind not in StepKind.values or section not in {one.id for one in read_body(row.body)}:
        raise Http404
    return _step(request, row, section, StepKind(kind), {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: UUID) -> HttpResponse:
    """A step to change."""
    row = open_door(Course, rules.may_write_course(request.user), pk=pk)
    body = read_body(row.body)
    place, found = section_of(body, step), step_of(body, step)
    if place is None or found is None:
        raise Http404
    said = {"id": step, "seen": found.digest, "title": found.title, "text": found.text, "url": found.url}
    return _step(request, row, place.id, found.kind, said | {"resource": found.resource})


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A section or a step one place up or down."""
    row = open_door(Course, rules.may_write_course(request.user), pk=pk)
    form = PartForm(request.POST)
    if not form.is_valid():
        return redirect("journal:course", pk=pk)
    part = form.cleaned_data["part"]
    move_part(course=row, part=part, by=request.user, up=form.cleaned_data["up"])
    return _back(pk, part)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a step, or a section without steps."""
    row = open_door(Course, rules.may_write_course(request.user), pk=pk)
    form = PartForm(request.POST)
    if form.is_valid():
        try:
            drop_part(course=row, part=form.cleaned_data["part"], by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(
                request, _("Deleted. Where the course is open, learners keep it until the new edition is taken.")
            )
    return redirect("journal:course", pk=pk)


def _step(request: HttpRequest, row: Course, section: UUID, kind: StepKind, said: dict[str, Any]) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    entries = entries_for(row) if kind == StepKind.MATERIAL else ()
    form = StepForm(*sent, kind=kind, entries=entries, initial=said)
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            data, made = form.cleaned_data, form.step
            put_step(course=row, section=section, step=made, by=request.user, seen=data["seen"], file=data.get("sent"))
            return _back(row.pk, made.id)
    heading = _("Step: %(kind)s") if said else _("New step: %(kind)s")
    return _form(request, row, form, heading % {"kind": kind.label})


def _back(pk: int, part: UUID) -> HttpResponse:
    answer = redirect("journal:course", pk=pk)
    answer["Location"] += f"#p{part}"
    return answer


def _form(request: HttpRequest, row: Course, form, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "course": row}
    return render(request, "journal/courses/form.html", context, status=422 if form.errors else 200)
