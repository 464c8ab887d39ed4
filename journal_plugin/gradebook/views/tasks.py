"""Tasks of a journal: the list, giving, changing and withdrawing (D05, D22)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.actions import change_task, give_task, withdraw_task
from journal_plugin.assignments.forms import TaskEditForm, TaskForm
from journal_plugin.assignments.models import Task
from journal_plugin.assignments.queries.board import members_of, tasks_of
from journal_plugin.assignments.queries.work import materials_of
from journal_plugin.assignments.rules import may_check_task
from journal_plugin.core.forms import KeyedForm, showing_refusals
from journal_plugin.gradebook.markup import Reader
from journal_plugin.gradebook.queries.tasks import gives_tasks, kinds_for_tasks, lessons_for_tasks
from journal_plugin.gradebook.views.frame import frame, look_at, open_journal
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.rules import may_write_lesson
from journal_plugin.people.queries import acting_person

WITH_EVERYTHING = Task.objects.select_related(
    "lesson", "work__kind", "by", "journal__group", "journal__institution__settings"
)
"""A task as its pages need it."""


def task_frame(request: HttpRequest, journal: Journal, reader: Reader) -> dict[str, object]:
    """What every page of tasks shows around itself."""
    return frame(request, journal, reader, look=look_at(request, journal.pk), tab="grid-tasks")


def _sent(request: HttpRequest) -> tuple:
    """What a form is filled with: nothing before it is sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@login_required
@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of a journal: by when, how many have handed in, how many wait to be checked."""
    journal, reader = open_journal(request, pk)
    lines = tasks_of(journal, journal.institution.today())
    context = task_frame(request, journal, reader) | {"lines": lines, "gives": gives_tasks(journal, reader)}
    return render(request, "journal/gradebook/tasks.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A task to give; ``?lesson=`` chooses the lesson; 404 for whoever writes nothing here."""
    journal, reader = open_journal(request, pk)
    if not gives_tasks(journal, reader):
        raise Http404
    today = journal.institution.today()
    lessons = lessons_for_tasks(journal, reader, today)
    form = TaskForm(
        *_sent(request),
        lessons=[(lesson.pk, lesson.label) for lesson in lessons],
        kinds=kinds_for_tasks(journal),
        learners=members_of(journal, today),
        initial={"lesson": request.GET.get("lesson") or next((one.pk for one in lessons if not one.is_ahead), "")},
    )
    if request.method == "POST" and form.is_valid():
        lesson = open_door(Lesson, may_write_lesson(request.user), pk=form.cleaned_data["lesson"], journal=journal)
        with showing_refusals(form):
            task = give_task(lesson=lesson, actor=acting_person(request.user), **form.said())
            messages.success(request, _("The task is given: learners see it in the diary."))
            return redirect("journal:grid-task", pk=journal.pk, task=task.pk)
    back = reverse("journal:grid-tasks", args=[pk])
    context = task_frame(request, journal, reader) | {"form": form, "lessons": lessons, "back": back}
    return render(request, "journal/gradebook/task_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """A task to change, for who writes its lesson."""
    journal, reader = open_journal(request, pk)
    row = open_door(WITH_EVERYTHING, may_check_task(request.user), pk=task, journal=journal, withdrawn_at=None)
    materials = [(str(file.pk), file.name) for file in materials_of(row)]
    said = {"title": row.title, "text": row.text, "due": row.due, "due_time": row.due_time, "version": row.version}
    form = TaskEditForm(*_sent(request), materials=materials, initial=said)
    back = reverse("journal:grid-task", args=[pk, task])
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            change_task(task=row, actor=acting_person(request.user), **form.said())
            messages.success(request, _("The task is changed."))
            return redirect(back)
    context = task_frame(request, journal, reader) | {"form": form, "task": row, "withdraw": KeyedForm(), "back": back}
    return render(request, "journal/gradebook/task_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Takes a task back, for who writes its lesson."""
    row = open_door(Task, may_check_task(request.user), pk=task, journal__pk=pk)
    form = KeyedForm(request.POST)
    if form.is_valid():
        try:
            withdraw_task(task=row, actor=acting_person(request.user), key=form.cleaned_data["key"])
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("The task is withdrawn. What was handed in stays."))
    return redirect("journal:grid-task", pk=pk, task=task)
