"""The raster: the dispatcher's week of many groups, teachers or rooms, and what his hand asks of it (C01-C04)."""

import json
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.models import Term
from journal_plugin.calendar.queries import current_term
from journal_plugin.core.asked import day_in
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.queries import institution_of
from journal_plugin.timetable.actions import (
    change_lesson,
    last_edit,
    place_lesson,
    remove_lesson,
    undo_edit,
)
from journal_plugin.timetable.actions.raster import CLASH, MEANWHILE
from journal_plugin.timetable.boxes import printed
from journal_plugin.timetable.enums import Edit, Technology, Week
from journal_plugin.timetable.forms import WishForm
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries.carried import carried
from journal_plugin.timetable.queries.raster import GROUPS, ROOMS, TEACHERS, history_of, raster_of, terms_of
from journal_plugin.timetable.queries.verdicts import holders_of, rooms_at, teachers_of, verdicts_of
from journal_plugin.timetable.rules import keeps_raster, keeps_timetable, may_keep_raster, reads_raster

_TERMS = Term.objects.parts().select_related("year__institution__settings")
_SLOTS = Slot.objects.select_related("term__year__institution", "group__parent", "element", "room")
_WAYS = ((GROUPS, _("Groups")), (TEACHERS, _("Teachers")), (ROOMS, _("Rooms")))
_RANKS = (_("Free"), _("Free, but not quite fit"), _("Taken"))
_DONE = {
    Edit.PLACE: _("Placed: %(lesson)s."),
    Edit.CHANGE: _("Changed: %(lesson)s."),
    Edit.REMOVE: _("Removed: %(lesson)s."),
    Edit.UNDO: _("Taken back: %(lesson)s."),
}
_WORDS = {
    "free": _("free"),
    "teacher": _("the teacher is busy"),
    "room": _("the room is taken"),
    "group": _("the group is busy"),
    "off": _("not available"),
    "wish": _("only unwillingly"),
    "weekA": _("week A is taken"),
    "weekB": _("week B is taken"),
    "onlyA": _("Only in week A"),
    "onlyB": _("Only in week B"),
    "here": _("stands here"),
    "none": _("no lessons at this time"),
    "carried": _("You carry: {lesson}. Arrows choose a place, Enter drops, Esc cancels, Delete removes."),
    "touched": _("You carry: {lesson}. Touch a place."),
    "place": _("{day}, lesson {number}"),
    "cancelled": _("Left where it was: {lesson}."),
    "asking": _("Looking where it is free…"),
    "saving": _("Saving…"),
    "saved": _("Saved"),
    "failed": _("Not saved: no connection. The raster stands as it was; try again."),
    "session": _("Not saved: you are signed out. Sign in again and repeat."),
    "server": _("Not saved: a fault of the server. Try again."),
}
"""What the scripts say."""


@login_required
def current(request: HttpRequest) -> HttpResponse:
    """The raster of the study period that is now."""
    institution = institution_of(request)
    term = current_term(institution) if institution else None
    if term is None:
        raise Http404
    return redirect("journal:raster_term", pk=open_door(Term, reads_raster(request.user), pk=term.pk).pk)


@login_required
def of_term(request: HttpRequest, pk: int) -> HttpResponse:
    """The raster of a study period from a day on: ``?since=2026-11-23&by=groups&of=c2``."""
    term = open_door(_TERMS, reads_raster(request.user), pk=pk)
    since, asked = _since(request, term), request.GET
    keeps = may_keep_raster(request.user, term.year.institution_id) and term.until >= term.year.institution.today()
    raster = raster_of(term, since, asked.get("by", ""), asked.get("of", ""))
    edit = reverse("journal_slot:edit", args=[0])
    context = {
        "term": term,
        "terms": terms_of(term),
        "since": since,
        "first": _first_day(term),
        "raster": raster,
        "days": [(day.name, printed(day, edit if keeps else "")) for day in raster.days],
        "ways": [(value, title, value == raster.by) for value, title in _WAYS],
        "of": next((one.value for one in raster.choices if one.is_shown), ""),
        "keeps": keeps,
        "history": history_of(term) if keeps else (),
        "today": term.year.institution.today(),
        "edit": last_edit(term, request.user) if keeps else None,
        "left": [one for one in raster.needs if one.left > 0],
        "over": [one for one in raster.needs if one.left < 0],
        "script": _script(term, since) if keeps else {},
    }
    return render(request, "journal/timetable/raster.html", context)


@login_required
@require_GET
def verdicts(request: HttpRequest, pk: int) -> JsonResponse:
    """May a lesson of the raster (``?slot=``) or of the load (``?load=``) stand at each place of the week."""
    if "slot" in request.GET:
        in_hand = carried(request.user, _number(request.GET["slot"]), pk)
        if in_hand is None:
            raise Http404
        slot, holders = in_hand
        found = verdicts_of(slot, holders, _since(request, slot.term))
    else:
        term = open_door(_TERMS, keeps_raster(request.user), pk=pk)
        if "load" not in request.GET:
            return _refused([str(_("Name a lesson or a line of the load."))], 400)
        load = open_door(_loads(term), keeps_timetable(request.user), pk=_number(request.GET["load"]))
        made = {"group": load.group, "element": load.element, "activity": load.activity}
        slot = Slot(term=term, since=term.since, until=min(load.until or term.until, term.until), **made)
        found = verdicts_of(slot, {load.staff_id: load.staff.person.short_name}, _since(request, term))
    places = {f"{weekday}-{number}": [one.kind, one.week, one.words] for (weekday, number), one in found.places.items()}
    return JsonResponse({"places": places, "days": found.days, "numbers": found.numbers, "hints": found.hints})


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Does one thing: 200 what was done, 409 somebody was first, 422 clashes that a reason overrides, 400 no."""
    term = open_door(_TERMS, keeps_raster(request.user), pk=pk)
    form = WishForm(_json(request), term.year.institution)
    if not form.is_valid():
        return _refused([line for lines in form.errors.values() for line in lines], 400)
    try:
        edit = _do(request, term, form)
    except ValidationError as error:
        codes = {one.code for one in error.error_list}
        status = 409 if MEANWHILE in codes else 422 if codes == {CLASH} else 400
        return _refused(error.messages, status)
    return JsonResponse(
        {"told": edit.told, "what": edit.what, "done": str(_DONE[Edit(edit.what)]) % {"lesson": edit.told}}
    )


@login_required
@require_GET
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a lesson: week, room (free ones first), teachers, technology, dates, free places; ``?week=`` asks rooms."""
    slot = open_door(_SLOTS, keeps_timetable(request.user), pk=pk)
    since = _since(request, slot.term)
    week = request.GET.get("week", slot.week)
    week = week if week in Week.values else slot.week
    rooms = rooms_at(slot, week, since)
    free = verdicts_of(slot, holders_of(pk), since).free()
    context = {
        "slot": slot,
        "week": week,
        "since": since,
        "first": _first_day(slot.term),
        "weeks": Week.choices,
        "activities": Activity.choices,
        "technologies": Technology.choices,
        "rooms": [(title, [one for one in rooms if one.rank == rank]) for rank, title in enumerate(_RANKS)],
        "own": frozenset(slot.teachers.values_list("pk", flat=True)),
        "people": teachers_of(slot.term, slot.group, slot.element_id, since),
        "free": [(Weekday(weekday).label, numbers) for weekday, numbers in free.items()],
    }
    return render(request, "journal/timetable/raster_lesson.html", context)


def _script(term: Term, since: date) -> dict[str, Any]:
    """What the scripts need: addresses, the day, words."""
    return {
        "verdicts": reverse("journal:raster_verdicts", args=[term.pk]),
        "save": reverse("journal:raster_save", args=[term.pk]),
        "lesson": reverse("journal:raster_lesson", args=[0]),
        "since": since.isoformat(),
        "days": {weekday: str(label) for weekday, label in Weekday.choices},
        "words": {name: str(text) for name, text in _WORDS.items()},
    }


def _do(request: HttpRequest, term: Term, form: WishForm):
    given: dict[str, Any] = form.cleaned_data
    common = {"key": given["key"], "by": request.user}
    if given["what"] == Edit.UNDO:
        return undo_edit(term=term, **common)
    common["since"] = given["since"]
    if given["what"] == Edit.PLACE:
        load = open_door(_loads(term), keeps_timetable(request.user), pk=given["load"])
        wish = {"fields": form.place, "teachers": form.staff, "reason": given["reason"]}
        return place_lesson(load=load, **wish, **common)
    slot = open_door(Slot.objects.filter(term=term), keeps_timetable(request.user), pk=given["slot"])
    common |= {"slot": slot, "version": given["version"]}
    if given["what"] == Edit.REMOVE:
        return remove_lesson(**common)
    return change_lesson(fields=form.place, teachers=form.staff, reason=given["reason"], **common)


def _loads(term: Term):
    rows = TeachingAssignment.objects.filter(term=term)
    return rows.select_related("group__parent", "element", "staff__person")


def _first_day(term: Term) -> date:
    return max(term.since, term.year.institution.today())


def _since(request: HttpRequest, term: Term) -> date:
    """The day asked for, else the next Monday; always within the term."""
    first = _first_day(term)
    day = day_in(request.GET.get("since", "")) or next_monday(term)
    return min(max(day, first), max(first, term.until))


def next_monday(term: Term) -> date:
    """The first day of ``term``, else the next Monday in it: a week that goes on is not disturbed."""
    first = _first_day(term)
    monday = first if first == term.since else first + timedelta(days=(8 - first.isoweekday()) % 7)
    return monday if monday <= term.until else first


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _refused(lines: list[str], status: int) -> JsonResponse:
    return JsonResponse({"error": " ".join(lines), "clashes": lines if status == 422 else []}, status=status)
