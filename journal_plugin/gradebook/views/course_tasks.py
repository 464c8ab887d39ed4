"""The task of a course's step: given for it, or chosen among the tasks of the journal (B20, D22)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.models import Task
from journal_plugin.core.forms import showing_refusals
from journal_plugin.courses.actions import give_step_task, tie_task
from journal_plugin.courses.body import read_body, step_of
from journal_plugin.courses.forms import StepTaskForm, TieForm
from journal_plugin.courses.markup import plain
from journal_plugin.courses.models import CourseRun
from journal_plugin.courses.queries.works import task_of, tasks_to_tie
from journal_plugin.courses.rules import may_keep_run
from journal_plugin.gradebook.queries.tasks import kinds_for_tasks, lessons_for_tasks
from journal_plugin.gradebook.views.courses import WITH_EVERYTHING, course_frame
from journal_plugin.gradebook.views.frame import open_journal
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.rules import may_write_lesson
from journal_plugin.people.queries import acting_person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step_task(request: HttpRequest, pk: int, run: int, step: UUID) -> HttpResponse:
    """Gives the task of a step, or chooses one that was given already; 404 for who does not keep the journal."""
    row = open_door(WITH_EVERYTHING, may_keep_run(request.user), pk=run, journal=pk)
    part = step_of(read_body(row.edition.body), step)
    if part is None or not part.is_task:
        raise Http404
    journal, reader = open_journal(request, pk)
    tied = task_of(row, step)
    chooses = request.method == "POST" and "task" in request.POST
    lessons = lessons_for_tasks(journal, reader, journal.institution.today())
    shown = {"seen": tied and tied.pk, "title": part.title, "text": plain(part.text)}
    first = next((one.pk for one in lessons if not one.is_ahead), "")
    sent = (request.POST, request.FILES) if request.method == "POST" and not chooses else (None, None)
    choices = [(lesson.pk, lesson.label) for lesson in lessons]
    form = StepTaskForm(*sent, lessons=choices, kinds=kinds_for_tasks(journal), initial=shown | {"lesson": first})
    offered = [(task.pk, task.title) for task in tasks_to_tie(row)]
    tie = TieForm(request.POST if chooses else None, tasks=offered, initial=shown, auto_id="tie_%s")
    done = _chosen(request, row, step, tie) if chooses else _given(request, row, step, form)
    if done:
        return redirect("journal:grid-course", pk=pk, run=run)
    context = course_frame(request, journal, reader) | {
        "run": row,
        "step": part,
        "tied": tied,
        "form": form,
        "lessons": lessons,
        "tie": tie,
        "offered": offered,
        "back": reverse("journal:grid-course", args=[pk, run]),
    }
    status = 422 if form.errors or tie.errors else 200
    return render(request, "journal/gradebook/course_task.html", context, status=status)


def _given(request: HttpRequest, run: CourseRun, step: UUID, form: StepTaskForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    writes = may_write_lesson(request.user)
    lesson = open_door(Lesson, writes, pk=form.cleaned_data["lesson"], journal=run.journal_id)
    with showing_refusals(form):
        give_step_task(run=run, step=step, lesson=lesson, actor=acting_person(request.user), **form.said())
        messages.success(request, _("The task is given: learners hand in to it from the step and from the diary."))
        return True
    return False


def _chosen(request: HttpRequest, run: CourseRun, step: UUID, form: TieForm) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    task = open_door(Task, Q(journal=run.journal_id), pk=data["task"])
    with showing_refusals(form):
        tie_task(run=run, step=step, task=task, actor=acting_person(request.user), key=data["key"], seen=data["seen"])
        messages.success(request, _("The step has this task now: what was handed in to it counts."))
        return True
    return False
