"""One task: who has handed in, one learner's work to check, presence by works (D21, D22)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.deadlines import due_words
from journal_plugin.assignments.forms import VerdictForm
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.assignments.queries.board import Board, board_of
from journal_plugin.assignments.queries.work import attempts_of, materials_of
from journal_plugin.assignments.rules import may_check_task, may_read_task
from journal_plugin.core.dates import relative_day
from journal_plugin.core.forms import KeyedForm, showing_refusals
from journal_plugin.core.plurals import counted
from journal_plugin.gradebook.checking import check_work, enter_absences
from journal_plugin.gradebook.queries.tasks import absentees_of, codes_of, standing_of
from journal_plugin.gradebook.views.frame import open_journal
from journal_plugin.gradebook.views.tasks import WITH_EVERYTHING, task_frame
from journal_plugin.people.models import Learner
from journal_plugin.people.queries import acting_person
from journal_plugin.people.rules import of_group


@login_required
@require_safe
def task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """A task with its learners by where their work stands; offers presence by works where it follows from them."""
    journal, reader = open_journal(request, pk)
    row = open_door(WITH_EVERYTHING, may_read_task(request.user), pk=task, journal=journal)
    today = journal.institution.today()
    board = board_of(row, journal.institution.zone, today)
    checks = reader.writes(row.lesson_id)
    context = task_frame(request, journal, reader) | {
        "task": row,
        "given": relative_day(row.lesson.date, today),
        "due": due_words(row.due, row.due_time, today),
        "materials": materials_of(row),
        "board": board,
        "parts": _parts(board),
        "said": _said(row, board),
        "checks": checks,
        "absentees": absentees_of(row, journal.institution.local_now()) if checks else None,
        "absences": KeyedForm(),
    }
    return render(request, "journal/gradebook/task.html", context)


def _parts(board: Board):
    """(heading, what to do there, learners) of each part that is not empty."""
    parts = (
        (_("Wait to be checked"), _("Check"), board.waiting),
        (_("Returned"), _("Open"), board.returned),
        (_("Accepted"), _("Open"), board.accepted),
        (_("Handed in nothing"), "", board.missing),
    )
    return [part for part in parts if part[2]]


def _said(task: Task, board: Board) -> str:
    """The answer of the page: «На проверке 2 работы, не сдали 4 человека»."""
    if not task.answered:
        return _("To read and prepare: nothing is handed in")
    parts = []
    if board.waiting:
        parts.append(_("%(works)s to check") % {"works": counted(len(board.waiting), "work")})
    if board.missing:
        missing = len(board.missing)
        said = ngettext("%(people)s has handed in nothing", "%(people)s have handed in nothing", missing)
        parts.append(said % {"people": counted(missing, "person")})
    if not parts:
        return _("Everybody has handed in, everything is checked")
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, pk: int, task: int, learner: int) -> HttpResponse:
    """A learner's work on a task: to read for those who read the journal, to return or accept for who writes the lesson."""
    journal, reader = open_journal(request, pk)
    rule = may_check_task if request.method == "POST" else may_read_task
    row = open_door(WITH_EVERYTHING, rule(request.user), pk=task, journal=journal)
    who = open_door(Learner.objects.select_related("person"), of_group(journal.group_id), pk=learner)
    last = Submission.objects.filter(task=row, learner=who).select_related("task__work").order_by("attempt").last()
    if last is None:
        raise Http404
    today, zone = journal.institution.today(), journal.institution.zone
    attempts = attempts_of(row, who.pk, zone, today)
    stands = standing_of(row, who.pk)
    shown = {"seen": len(attempts[0].verdicts), "version": stands.version, "mark": stands.code}
    form = VerdictForm(request.POST if request.method == "POST" else None, codes=codes_of(row), initial=shown)
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            check_work(submission=last, actor=acting_person(request.user), **form.said())
            messages.success(request, _say_checked(form, who))
            waiting = board_of(row, zone, today).waiting
            if waiting:
                return redirect("journal:grid-task-work", pk=pk, task=task, learner=waiting[0].learner)
            return redirect("journal:grid-task", pk=pk, task=task)
    context = task_frame(request, journal, reader) | {
        "task": row,
        "name": who.person.list_name,
        "due": due_words(row.due, row.due_time, today),
        "attempts": attempts,
        "form": form,
        "checks": reader.writes(row.lesson_id),
        "stands": stands,
    }
    return render(request, "journal/gradebook/task_work.html", context, status=422 if form.errors else 200)


def _say_checked(form: VerdictForm, learner: Learner) -> str:
    data, name = form.cleaned_data, learner.person.list_name
    if data["state"] == "returned":
        return _("%(name)s: returned.") % {"name": name}
    if data.get("mark"):
        return _("%(name)s: accepted, the mark %(mark)s is in the journal.") % {"name": name, "mark": data["mark"]}
    return _("%(name)s: accepted.") % {"name": name}


@login_required
@require_POST
def absences(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """«н» for those who handed in nothing by the due time, at an e-learning lesson (D21)."""
    journal, _reader = open_journal(request, pk)
    row = open_door(WITH_EVERYTHING, may_check_task(request.user), pk=task, journal=journal)
    form = KeyedForm(request.POST)
    if form.is_valid():
        try:
            answers = enter_absences(task=row, actor=acting_person(request.user), key=form.cleaned_data["key"])
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            taken = sum(answer.status == "accepted" for answer in answers)
            text = ngettext("Presence is entered: “н” for %(n)s.", "Presence is entered: “н” for %(n)s.", taken)
            messages.success(request, text % {"n": taken})
            for why in dict.fromkeys(answer.why for answer in answers if answer.status != "accepted"):
                messages.error(request, why)
    return redirect("journal:grid-task", pk=pk, task=task)
