"""Distance courses of a journal: what is open, opening one, its days, its newer edition, who has studied what (B20)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.courses.actions import change_run, open_course, renew_run
from journal_plugin.courses.body import read_body, steps_of
from journal_plugin.courses.days import is_closed
from journal_plugin.courses.forms import RenewForm, RunForm
from journal_plugin.courses.models import Course, CourseRun
from journal_plugin.courses.queries.progress import runs_of
from journal_plugin.courses.queries.sheet import sheet_of
from journal_plugin.courses.queries.shelf import is_behind, to_be_opened
from journal_plugin.courses.rules import may_keep_run, may_read_run, may_run_courses
from journal_plugin.gradebook.markup import Reader
from journal_plugin.gradebook.queries.tasks import gives_tasks
from journal_plugin.gradebook.views.frame import frame, look_at, open_journal
from journal_plugin.lessons.models import Journal
from journal_plugin.people.queries import acting_person

WITH_EVERYTHING = CourseRun.objects.select_related("edition", "course", "journal__institution", "by")
"""An opened course as its pages need it."""


def course_frame(request: HttpRequest, journal: Journal, reader: Reader) -> dict[str, object]:
    """What every page of courses shows around itself."""
    return frame(request, journal, reader, look=look_at(request, journal.pk), tab="grid-courses")


def _keeps(request: HttpRequest, journal: Journal) -> bool:
    return Journal.objects.filter(may_run_courses(request.user), pk=journal.pk).exists()


@login_required
@require_safe
def courses(request: HttpRequest, pk: int) -> HttpResponse:
    """The courses of a journal; who keeps it finds beneath what he may open."""
    journal, reader = open_journal(request, pk)
    keeps = _keeps(request, journal)
    context = course_frame(request, journal, reader) | {
        "lines": runs_of(journal, journal.institution.today()),
        "offered": to_be_opened(journal) if keeps else (),
        "keeps": keeps,
    }
    return render(request, "journal/gradebook/courses.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: int, course: int) -> HttpResponse:
    """Opening a course of the journal's element; 404 for who does not keep the journal."""
    open_door(Journal, may_run_courses(request.user), pk=pk)
    journal, reader = open_journal(request, pk)
    row = open_door(Course, Q(pk__in=to_be_opened(journal)), pk=course)
    sent: Any = request.POST if request.method == "POST" else None
    body = read_body(row.body)
    form = RunForm(sent, sections=body, initial={"since": journal.institution.today()})
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            run = open_course(journal=journal, course=row, actor=acting_person(request.user), **form.said())
            messages.success(request, _("The course is open: learners find it in the diary from its first day on."))
            return redirect("journal:grid-course", pk=pk, run=run.pk)
    back = reverse("journal:grid-courses", args=[pk])
    tasks = sum(step.is_task for step in steps_of(body))
    said = {"form": form, "name": row.name, "back": back, "is_new": True, "tasks": tasks}
    context = course_frame(request, journal, reader) | said
    return render(request, "journal/gradebook/course_days.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def course(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """The sheet of an opened course: learners and steps, and who has not begun."""
    journal, reader = open_journal(request, pk)
    row = open_door(WITH_EVERYTHING, may_read_run(request.user), pk=run, journal=journal)
    today = journal.institution.today()
    sheet = sheet_of(row, today)
    keeps = _keeps(request, journal)
    context = course_frame(request, journal, reader) | {
        "run": row,
        "sheet": sheet,
        "idle": [line.name for line in sheet.rows if not line.begun and not line.left],
        "finished": sum(line.done == sheet.steps for line in sheet.rows),
        "ahead": row.since > today,
        "closed": is_closed(row, today),
        "keeps": keeps,
        "gives": keeps and gives_tasks(journal, reader),
        "behind": keeps and is_behind(row),
        "renew": RenewForm(initial={"version": row.version}),
    }
    return render(request, "journal/gradebook/course.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """The days of an opened course, its closing too."""
    row = open_door(WITH_EVERYTHING, may_keep_run(request.user), pk=run, journal=pk)
    journal, reader = open_journal(request, pk)
    sections = read_body(row.edition.body)
    said = {"since": row.since, "until": row.until, "version": row.version}
    said |= {section.id.hex: row.days.get(str(section.id)) for section in sections}
    form = RunForm(request.POST if request.method == "POST" else None, sections=sections, initial=said)
    back = reverse("journal:grid-course", args=[pk, run])
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            actor, expected = acting_person(request.user), form.cleaned_data["version"]
            change_run(run=row, actor=actor, expected=expected, **form.said())
            messages.success(request, _("The days of the course are changed."))
            return redirect(back)
    context = course_frame(request, journal, reader) | {"form": form, "name": row.edition.name, "back": back}
    return render(request, "journal/gradebook/course_days.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def renew(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """Gives the learners the course as its author has it now."""
    row = open_door(WITH_EVERYTHING, may_keep_run(request.user), pk=run, journal=pk)
    form = RenewForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            renew_run(run=row, actor=acting_person(request.user), key=data["key"], expected=data["version"])
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("Learners have the new edition; what they have studied stays."))
    return redirect("journal:grid-course", pk=pk, run=run)
