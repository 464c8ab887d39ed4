"""Correcting what is shut: the teacher asks, the deputy opens or refuses, both see what became of it (E10, W13)."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.models import Term
from journal_plugin.core.asked import number_in
from journal_plugin.core.dates import long_day
from journal_plugin.core.forms import showing_refusals
from journal_plugin.gradebook.forms.corrections import AskForm, LeaveForm, OpenForm, ShutForm
from journal_plugin.gradebook.forms.decisions import Decision
from journal_plugin.gradebook.queries.corrections import correction_line, corrections_of, place_in_words
from journal_plugin.gradebook.queries.history import place_history
from journal_plugin.gradebook.rules import sees_corrections
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.actions import Place, ask_correction, give_leave, open_place, refuse_correction, shut_place
from journal_plugin.lessons.enums import CorrectionState, Scope
from journal_plugin.lessons.models import Correction, Journal, Lesson
from journal_plugin.lessons.openings import scope_of
from journal_plugin.lessons.queries import another_controls, controls, openings_of, writes_place
from journal_plugin.lessons.rules import (
    may_control_journal,
    may_decide_correction,
    may_enter_journal,
    may_read_correction,
    may_read_lesson,
)
from journal_plugin.people.models import Learner, Person
from journal_plugin.people.queries import acting_person, person_of
from journal_plugin.people.rules import of_group

_PLACES = ("journal__group", "journal__element", "lesson", "learner__person", "term", "asked_by", "decided_by")


@login_required
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The reader's own requests and those that he answers."""
    institution = institution_of(request)
    if institution is None or not sees_corrections(request.user):
        raise Http404
    person = person_of(request.user)
    rows = Correction.objects.filter(may_read_correction(request.user))
    decides = set(rows.filter(may_decide_correction(request.user)).values_list("pk", flat=True))
    lines = corrections_of(rows, institution, person.pk if person else None)
    context = {
        "waiting": [line for line in lines if line.waits],
        "open": [line for line in lines if line.is_open],
        "past": [line for line in lines if not line.waits and not line.is_open],
        "decides": decides,
        "days": institution.settings.correction_days,
    }
    return render(request, "journal/gradebook/corrections.html", context)


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A request to open a place of a journal (?lesson= &learner= &term=); who controls the journal opens it at once.

    What he teaches himself he asks for like everybody, as long as somebody else can open it.
    """
    journals = Journal.objects.select_related("institution__settings", "group", "element")
    journal = open_door(journals, may_enter_journal(request.user) | may_control_journal(request.user), pk=pk)
    person = acting_person(request.user)
    today = journal.institution.today()
    asked = Place(**{name: number_in(request.GET.get(name, "")) for name in Place._fields})
    opens = controls(request.user, journal)
    if opens and writes_place(person.pk, pk, asked.lesson):
        opens = not another_controls(person.pk, pk)
    places = _places(asked)
    shown = _shown(request, journal, asked)
    initial = {"scope": next(iter(places))}
    given = request.POST if request.method == "POST" else None
    form: AskForm
    if opens:
        days = journal.institution.settings.correction_days
        form = OpenForm(given, places=places, initial=initial, today=today, days=days)
    else:
        form = AskForm(given, places=places, initial=initial)
    if form.is_valid():
        try:
            with showing_refusals(form):
                row = _write(form, journal, person, opens=opens)
                if row.key != form.cleaned_data["key"]:
                    said = _(
                        "You have asked for this already, and the request waits: “%(reason)s”. The new text is not added."
                    )
                    messages.warning(request, said % {"reason": row.reason})
                elif row.state == CorrectionState.REFUSED:
                    messages.warning(request, _("This request has been refused: read the answer."))
                else:
                    messages.success(request, _("It is open.") if opens else _("The request is sent."))
                return redirect("journal:corrections")
        except Journal.DoesNotExist as problem:
            raise Http404 from problem
    context = {
        "journal": journal,
        "place": place_in_words(shown, today),
        "form": form,
        "controls": opens,
        "back": reverse("journal:grid", args=[pk]) + (f"#l{asked.lesson}" if asked.lesson else ""),
    }
    return render(request, "journal/gradebook/correction_ask.html", context, status=422 if form.errors else 200)


@login_required
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; POST by who controls the journal opens the place, refuses, or shuts again what is open."""
    rule = may_decide_correction if request.method == "POST" else may_read_correction
    rows = Correction.objects.select_related("journal__institution__settings", *_PLACES)
    row = open_door(rows, rule(request.user), pk=pk)
    institution = row.journal.institution
    person, now = acting_person(request.user), institution.local_now()
    decides = Correction.objects.filter(may_decide_correction(request.user), pk=pk).exists()
    leave = partial(LeaveForm, asked=row.scope, today=now.date(), days=institution.settings.correction_days)
    shuts = "shut" in request.POST
    decision = Decision(request.POST if request.method == "POST" and not shuts else None, leave)
    shut = ShutForm(request.POST if shuts else None, prefix="shut")
    sent = shut if shuts else decision.sent
    if sent.is_valid():
        with showing_refusals(sent):
            if shuts:
                shut_place(correction_id=row.pk, reason=shut.cleaned_data["reason"], actor=person)
                said = _shut_words(row, now.date())
            else:
                _decide(decision, row, person)
                said = _("The request is refused.") if decision.refuses else _("It is open.")
            messages.success(request, said)
            return redirect("journal:corrections")
    context = {
        "line": correction_line(row, institution, now, person.pk),
        "decision": decision,
        "shut": shut,
        "decides": decides,
        "left": row.asked_by_id == person.pk and another_controls(person.pk, row.journal_id),
        "lines": place_history(row.journal, row.lesson_id, row.learner_id, row.term_id),
    }
    return render(request, "journal/gradebook/correction.html", context, status=422 if sent.errors else 200)


def _write(form: AskForm, journal: Journal, person: Person, *, opens: bool) -> Correction:
    """The request; one with another key waits for the same place already."""
    place, reason, key = form.place(), form.cleaned_data["reason"], form.cleaned_data["key"]
    if opens:
        until: date = form.cleaned_data["until"]
        return open_place(journal_id=journal.pk, place=place, until=until, reason=reason, actor=person, key=key)
    return ask_correction(journal_id=journal.pk, place=place, reason=reason, actor=person, key=key)


def _shut_words(row: Correction, today: date) -> str:
    """What is said to who has ended a leave: whether another one keeps its place open."""
    other = openings_of(row.journal_id, today).until(lesson=row.lesson_id, learner=row.learner_id, term=row.term_id)
    if other is None:
        return _("It is shut again. What was corrected stays.")
    said = _("This leave is ended, but another one keeps the place open until %(day)s.")
    return said % {"day": long_day(other, today)}


def _decide(decision: Decision, row: Correction, person: Person) -> None:
    said = decision.sent.cleaned_data
    if decision.refuses:
        refuse_correction(correction_id=row.pk, answer=said["answer"], actor=person)
    else:
        scope = Scope(said["scope"])
        give_leave(correction_id=row.pk, scope=scope, until=said["until"], answer=said["answer"], actor=person)


def _shown(request: HttpRequest, journal: Journal, asked: Place) -> Correction:
    """The place as a row that is not saved, to be named; 404 for a lesson, learner or term of another journal."""
    if asked.lesson is not None and asked.term is not None:
        raise Http404
    row = Correction(journal=journal)
    if asked.lesson is not None:
        row.lesson = open_door(Lesson.objects.filter(journal=journal), may_read_lesson(request.user), pk=asked.lesson)
    if asked.learner is not None:
        learners = Learner.objects.select_related("person")
        row.learner = open_door(learners, of_group(journal.group_id), pk=asked.learner)
    if asked.term is not None:
        row.term = open_door(Term, Q(year=journal.year_id), pk=asked.term)
    return row


def _places(asked: Place) -> dict[Scope, Place]:
    """What may be asked for from there: the place itself, then its column and its journal."""
    wider = [asked, asked._replace(learner=None)]
    if asked.term is None:
        wider.append(Place())
    return {scope_of(**place._asdict()): place for place in wider}
