"""Results of a test from a spreadsheet into a column: send in, look, enter; works without scripts."""

from collections.abc import Mapping
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from journal_plugin.access.doors import open_door
from journal_plugin.core.plurals import counted
from journal_plugin.core.spreadsheet import SpreadsheetError, read_sheet
from journal_plugin.core.typography import bind
from journal_plugin.gradebook.actions import enter
from journal_plugin.gradebook.forms.batches import NotABatch
from journal_plugin.gradebook.forms.results import MOST_RESULTS, ResultsForm, read_entries
from journal_plugin.gradebook.queries.lesson import writes_at
from journal_plugin.gradebook.queries.results import members_at
from journal_plugin.gradebook.results import Entry, Member, operation_of, read_results
from journal_plugin.gradebook.views.frame import open_journal
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.models import Lesson, Work
from journal_plugin.lessons.rules import may_write_lesson
from journal_plugin.marks.scales import current_codes
from journal_plugin.people.queries import acting_person


@login_required
def results(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """Asks for a file, shows who gets what, enters it as one batch and comes back here."""
    row = open_door(Lesson.objects.filter(journal__pk=pk), may_write_lesson(request.user), pk=lesson)
    journal, reader = open_journal(request, pk)
    works = Work.objects.filter(lesson=row).select_related("kind", "lesson")
    context: dict = {"journal": journal, "lesson": row, "writes": writes_at(journal, row, reader) and works.exists()}
    form = ResultsForm(request.POST or None, request.FILES or None, works=works)
    if request.method == "POST" and context["writes"]:
        work = open_door(works, Q(), pk=form.work_id)
        members = {member.learner: member for member in members_at(journal, work)}
        if "enter" in request.POST:
            try:
                entries = read_entries(request.POST, members)
            except NotABatch:
                return HttpResponse(status=400)
            _enter(request, entries, members, work)
            return redirect(request.path)
        if form.is_valid():
            context |= _looked_at(form, members, work, journal.institution.settings)
    return render(request, "journal/gradebook/results.html", context | {"form": form})


def _enter(request: HttpRequest, entries: list[Entry], members: Mapping[int, Member], work: Work) -> None:
    """Enters the confirmed lines; says how many the journal has taken, and which ones it has not, by reason.

    Keys are new each time: one made of what a line says could be taken beforehand, and would call a mark that somebody
    has corrected since entered.
    """
    lesson, actor = work.lesson, acting_person(request.user)
    operations = [operation_of(entry, key=uuid4(), lesson=lesson.pk, work=work.pk) for entry in entries]
    answers = enter(journal_id=lesson.journal_id, actor=actor, operations=operations).answers if operations else []
    refused: dict[str, list[str]] = {}
    for one, answer in zip(operations, answers, strict=True):
        if answer.status != "accepted":
            member = members[one.learner]
            refused.setdefault(answer.why, []).append(f"{member.last} {member.first}")
    entered = sum(answer.status == "accepted" for answer in answers)
    said = _("Entered: %(marks)s.") % {"marks": counted(entered, "mark")}
    messages.add_message(request, messages.WARNING if refused else messages.SUCCESS, said)
    for why, names in refused.items():
        text = _("Not accepted: %(names)s. %(why)s") % {"names": ", ".join(names), "why": why}
        messages.error(request, bind(text))


def _looked_at(form: ResultsForm, members: Mapping[int, Member], work: Work, settings: InstitutionSettings) -> dict:
    """Who gets what from the file; nothing where it cannot be read, with the reason in the form."""
    codes = current_codes(one_allowed=settings.mark_one_allowed, owed_allowed=settings.owed_allowed)
    try:
        sheet = read_sheet(form.cleaned_data["file"].read(), MOST_RESULTS)
    except SpreadsheetError as problem:
        form.add_error("file", str(problem))
        return {}
    lines = read_results(sheet, list(members.values()), codes)
    return {
        "lines": lines,
        "work": work,
        "new": sum(line.is_new for line in lines),
        "skipped": sum(bool(line.why) for line in lines),
    }
