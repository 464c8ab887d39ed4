"""Shifting the thematic plan from a lesson on, and back."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal_plugin.access.doors import open_door
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import bind
from journal_plugin.lessons.actions import Shifted, shift_back, shift_plan
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.rules import may_write_lesson
from journal_plugin.people.queries import acting_person

_WAYS = {"on": shift_plan, "back": shift_back}


@login_required
@require_POST
def shift(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """``way`` "on" or "back", ``key`` of the client's making; JSON {said, left} for scripts, else back to the topics."""
    row = open_door(Lesson.objects.filter(journal__pk=pk), may_write_lesson(request.user), pk=lesson)
    actor = acting_person(request.user)
    try:
        way = _WAYS[request.POST["way"]]
        key = UUID(request.POST["key"]) if request.POST.get("key") else uuid4()
    except (KeyError, ValueError):
        return HttpResponse(status=400)
    try:
        shifted, problem = way(lesson_id=row.pk, journal_id=pk, actor=actor, key=key), ""
    except ValidationError as refused:
        shifted, problem = Shifted(0), " ".join(refused.messages)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse(
            {"error": problem} if problem else {"said": _said(shifted, way)}, status=422 if problem else 200
        )
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _said(shifted, way))
    return redirect("journal:grid-topics", pk)


def _said(shifted: Shifted, way: Callable[..., Shifted]) -> str:
    said = _("The plan is shifted: another topic now stands at %(lessons)s.")
    if way is shift_back:
        said = _("The plan is shifted back: another topic now stands at %(lessons)s.")
    said %= {"lessons": counted(shifted.moved, "lesson")}
    if shifted.left:
        said += " " + _("No lesson is left for “%(topic)s”.") % {"topic": shifted.left}
    return bind(said)
