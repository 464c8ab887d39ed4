"""Saving what a client has typed: parse, act, answer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal_plugin.attestation.debts import FAILED
from journal_plugin.attestation.queries import open_debts
from journal_plugin.core.dates import clock, moment
from journal_plugin.core.kept import build
from journal_plugin.gradebook.actions import Entered, enter
from journal_plugin.gradebook.forms.batches import NotABatch, read_batch
from journal_plugin.gradebook.links import ask_url
from journal_plugin.gradebook.queries.present import present_at
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.operations import Answer, Operation
from journal_plugin.people.queries import acting_person


@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Answers a batch of operations, each for itself; 401 signed out, 404 for whoever writes nothing here.

    A page says whose entries it sends: those of somebody else, who was signed in here before, are not taken.
    """
    owner = request.headers.get("X-Journal-User", str(request.user.pk))
    if not request.user.is_authenticated or owner != str(request.user.pk):
        return JsonResponse({"error": _("You are signed out.")}, status=401)
    try:
        operations = read_batch(request.body)
    except NotABatch as problem:
        return JsonResponse({"error": str(problem), "build": build()}, status=400)
    try:
        entered = enter(journal_id=pk, actor=acting_person(request.user), operations=operations)
    except Journal.DoesNotExist as problem:
        raise Http404 from problem
    return JsonResponse(_reply(entered, operations))


def _reply(entered: Entered, operations: Sequence[Operation]) -> dict:
    zone = entered.journal.institution.zone
    now = timezone.now().astimezone(zone)
    signs = [operation.lesson for operation in operations if operation.what in (What.ATTENDANCE, What.PRESENCE)]

    @cache
    def when(at: datetime) -> str:
        return moment(at, zone, now.date())

    failed = [one for one in operations if one.what == What.FINAL and one.value in FAILED]
    debts = open_debts(entered.journal, {one.learner for one in failed}) if failed else {}
    reply: dict = {
        "answers": [
            _answer(answer, when) | _way_out(entered.journal, operation, answer) | _owed(debts, operation, answer)
            for operation, answer in zip(operations, entered.answers, strict=True)
        ],
        "before": entered.before,
        "version": entered.journal.version,
        "clock": clock(now),
        "build": build(),
    }
    if signs:
        reply["present"] = present_at(entered.journal, {lesson for lesson in signs if lesson})
    return reply


def _answer(answer: Answer, when: Callable[[datetime], str]) -> dict:
    standing = answer.standing
    return {
        "key": str(answer.key),
        "status": answer.status,
        "value": standing.value,
        "version": standing.version,
        "by": standing.by,
        "at": when(standing.at) if standing.at else "",
        "why": answer.why,
    }


def _way_out(journal: Journal, operation: Operation, answer: Answer) -> dict:
    """Where leave to correct is asked for, if the window is shut (E10; acceptance case 1)."""
    return {"ask": ask_url(journal.pk, operation.lesson, operation.learner, operation.term)} if answer.may_ask else {}


def _owed(debts: dict[tuple[int, int], int], operation: Operation, answer: Answer) -> dict:
    """Where the debt is that the term mark has opened (E06, F05)."""
    debt = debts.get((operation.learner, operation.term)) if operation.what == What.FINAL else None
    return {"debt": reverse("journal:debt", args=[debt])} if debt and answer.status == "accepted" else {}
