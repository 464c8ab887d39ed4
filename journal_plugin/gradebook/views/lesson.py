"""A lesson beside the grid, its kinds of work, and the history of its cells; whole pages without scripts."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import number_in
from journal_plugin.gradebook.forms.batches import NotABatch
from journal_plugin.gradebook.forms.works import read_work
from journal_plugin.gradebook.queries.corrections import waiting_at
from journal_plugin.gradebook.queries.heads import head_of
from journal_plugin.gradebook.queries.hints import Hints, hints_of
from journal_plugin.gradebook.queries.history import cell_history, comments_at, final_history
from journal_plugin.gradebook.queries.lesson import lesson_panel, writes_at
from journal_plugin.gradebook.queries.parallel import parallel_journals
from journal_plugin.gradebook.views.frame import open_journal
from journal_plugin.lessons.actions import add_work, change_work
from journal_plugin.lessons.models import Correction, Lesson, Work
from journal_plugin.lessons.queries import controls
from journal_plugin.lessons.rules import may_read_correction, may_read_lesson, may_write_lesson
from journal_plugin.people.models import Learner
from journal_plugin.people.queries import acting_person
from journal_plugin.people.rules import of_group


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


@login_required
def lesson(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """The lesson: a part of the grid's page for scripts, a page of its own for everybody else."""
    journal, reader = open_journal(request, pk)
    lessons = Lesson.objects.filter(journal=journal).select_related("room", "planned", "visit")
    row = open_door(lessons, may_read_lesson(request.user), pk=lesson)
    today = journal.institution.today()
    panel = lesson_panel(journal, row, reader, today)
    has_parallel = panel.writes and panel.is_marked and parallel_journals(journal, request.user).exists()
    hints = hints_of(journal, row) if panel.writes else Hints()
    asked = Correction.objects.filter(may_read_correction(request.user))
    waiting = waiting_at(asked, row, today) if panel.may_ask else []
    context: dict = {"panel": panel, "has_parallel": has_parallel, "hints": hints, "waiting": waiting}
    if _is_part(request):
        return render(request, "journal/gradebook/lesson_part.html", context)
    context |= {
        "head": head_of(journal, request.user, today),
        "history": cell_history(journal, row.pk, None),
        "controls": bool(panel.why) and controls(request.user, journal),
    }
    return render(request, "journal/gradebook/lesson.html", context)


@login_required
def history(request: HttpRequest, pk: int, lesson: int, learner: int) -> HttpResponse:
    """The history of a cell; ``lesson`` 0 with ``?term=`` is the term column, ``learner`` 0 the lesson itself."""
    journal, reader = open_journal(request, pk)
    who = None
    comments: dict[str, object] = {}
    if learner:
        who = open_door(Learner.objects.select_related("person"), of_group(journal.group_id), pk=learner)
    if lesson == 0:
        term = number_in(request.GET.get("term", ""))
        if who is None or term is None:
            raise Http404
        lines = final_history(journal, term, who)
    else:
        row = open_door(Lesson.objects.filter(journal=journal), may_read_lesson(request.user), pk=lesson)
        lines = cell_history(journal, row.pk, who)
        if who is not None:
            comments = {
                "comments": comments_at(row.pk, who.pk),
                "writes": _is_part(request) and writes_at(journal, row, reader),
            }
    context: dict[str, object] = {"lines": lines, "name": who.person.list_name if who else _("The lesson"), **comments}
    if _is_part(request):
        return render(request, "journal/gradebook/history_part.html", context)
    context |= {"head": head_of(journal, request.user, journal.institution.today()), "journal": journal.pk}
    return render(request, "journal/gradebook/history.html", context)


@login_required
@require_POST
def works(request: HttpRequest, pk: int, lesson: int) -> JsonResponse:
    """Adds a kind of work or changes one (forms.works.WorkAsked); 409 when marks stand and nobody has agreed."""
    lessons = Lesson.objects.filter(journal__pk=pk).select_related("journal")
    row = open_door(lessons, may_write_lesson(request.user), pk=lesson)
    actor = acting_person(request.user)
    try:
        asked = read_work(request.body)
    except NotABatch as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    try:
        if asked.work is None:
            made = add_work(lesson=row, kind_id=asked.kind, actor=actor, key=asked.key, title=asked.title or "")
        else:
            column = open_door(Work.objects.select_related("lesson", "kind"), Q(lesson=row), pk=asked.work)
            given = column.marks.exclude(code="").count()
            if given and column.kind_id != asked.kind and not asked.agreed:
                return JsonResponse({"error": _standing(given), "marks": given}, status=409)
            made = change_work(work=column, kind_id=asked.kind, actor=actor, key=asked.key, title=asked.title)
    except ValidationError as problem:
        return JsonResponse({"error": " ".join(problem.messages)}, status=422)
    return JsonResponse({"work": made.pk})


def _standing(given: int) -> str:
    text = ngettext(
        "%(n)s mark stands here: it stays and gets the weight of the new kind.",
        "%(n)s marks stand here: they stay and get the weight of the new kind.",
        given,
    )
    return text % {"n": given}
