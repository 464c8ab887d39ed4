"""Changes of the day: the lessons of a day, one lesson to be changed, a change undone (C05, C06, C07)."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import day_in, number_in
from journal_plugin.core.dates import long_day
from journal_plugin.core.forms import KeyedForm
from journal_plugin.gradebook.forms.changes import CancelForm, ChangeForm, GiveForm, MoveForm, RoomForm
from journal_plugin.gradebook.queries.changes import Wanted, desk_of, one_lesson
from journal_plugin.gradebook.queries.free import free_days, free_rooms, free_teachers
from journal_plugin.gradebook.rules import names_substitutes_at
from journal_plugin.institution.models import Room
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.actions import (
    Clashing,
    cancel_lesson,
    change_room,
    give_lesson,
    move_lesson,
    undo_change,
)
from journal_plugin.lessons.models import DayChange, Lesson
from journal_plugin.lessons.queries.arranged import seen_changes
from journal_plugin.lessons.queries.occupied import shared_room_ids, taken_by
from journal_plugin.lessons.rules import may_arrange_lesson
from journal_plugin.people.models import Person, Staff
from journal_plugin.people.queries import acting_person

_FILTERS = ("day", "group", "teacher", "room", "changed", "order_no")


@login_required
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """The lessons of a day, ``?day=2026-11-20``, of a group, a teacher or a room; today without it."""
    institution = institution_of(request)
    if institution is None or not names_substitutes_at(request.user, institution.pk):
        raise Http404
    today = institution.today()
    shown = _day(request, today)
    said = request.GET
    wanted = Wanted(
        group=said.get("group", ""),
        teacher=said.get("teacher", ""),
        room=said.get("room", ""),
        changed=bool(said.get("changed")),
    )
    asked = _asked(request)
    step = {name: asked[name] for name in asked if name != "day"}
    context = {
        "desk": desk_of(institution, shown, wanted),
        "wanted": wanted,
        "back": urlencode(asked | {"day": shown.isoformat()}),
        "today": today,
        "previous": urlencode(step | {"day": (shown - timedelta(days=1)).isoformat()}),
        "following": urlencode(step | {"day": (shown + timedelta(days=1)).isoformat()}),
    }
    return render(request, "journal/gradebook/changes.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """One lesson: ``?do=give``, ``cancel``, ``move`` or ``room`` is what is done to it; POST does it."""
    row = _open(request, pk)
    wanted = request.GET.get("do", "give")
    if wanted not in _WAYS:
        raise Http404
    seen = seen_changes(pk)
    make, act, _label = _WAYS[wanted]
    form, offered = make(request, row, seen)
    refused: Clashing | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = act(row, form.cleaned_data, acting_person(request.user))
        except ValidationError as problem:
            refused = problem if isinstance(problem, Clashing) else None
            form.add_error(None, problem)
        else:
            messages.success(request, done)
            return redirect(_back(request, row, form.cleaned_data.get("order_no", "")))
    asked = urlencode(_asked(request))
    context = {
        "lesson": one_lesson(row, row.journal.institution.today()),
        "form": form,
        "offered": offered,
        "do": wanted,
        "ways": [(name, label, f"?{urlencode({'do': name})}&{asked}") for name, (_m, _a, label) in _WAYS.items()],
        "back": _back(request, row),
        "asked": asked,
        "undo": KeyedForm(initial={"key": uuid4()}),
        "seen": seen,
        "insists": bool(refused and refused.may_insist) or bool(form.data.get("despite")),
    }
    return render(request, "journal/gradebook/change.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Makes the lesson as it was before the change."""
    row = _open(request, pk)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    try:
        undo_change(
            change_id=change,
            lesson_id=row.pk,
            journal_id=row.journal_id,
            actor=acting_person(request.user),
            key=said["key"],
            seen=said["seen"],
            despite=said["despite"],
        )
    except (ValidationError, DayChange.DoesNotExist) as problem:
        told = problem.messages if isinstance(problem, ValidationError) else [_("The lesson is as it was already.")]
        messages.error(request, " ".join(told))
        return redirect(f"{reverse('journal:change', args=[pk])}?{urlencode(_asked(request))}")
    messages.success(request, _("The lesson is as it was."))
    return redirect(_back(request, row))


def _open(request: HttpRequest, pk: int) -> Lesson:
    group = "journal__group"
    about = (f"{group}__mode", f"{group}__parent__mode", f"{group}__institution", "journal__institution__settings")
    lessons = Lesson.objects.select_related(*about, "journal__element", "journal__year", "room")
    return open_door(lessons, may_arrange_lesson(request.user), pk=pk)


def _place(row: Lesson, said: dict, *names: str) -> dict:
    """What every verb is given, and those of the form's values."""
    values = {name: said[name] for name in ("key", "seen", *names)}
    return {"lesson_id": row.pk, "journal_id": row.journal_id} | values


def _first(request: HttpRequest, seen: int) -> dict:
    """What a form begins with: the changes seen, the order written for the lesson before."""
    return {
        "data": request.POST if request.method == "POST" else None,
        "initial": {"seen": seen, "order_no": request.GET.get("order_no", "")},
    }


def _give_form(request: HttpRequest, row: Lesson, seen: int) -> tuple[GiveForm, tuple]:
    form = GiveForm(offers=free_teachers(row, taken_by(row)), **_first(request, seen))
    return form, ()


def _give(row: Lesson, said: dict, actor: Person) -> str:
    staff = Staff.objects.select_related("person").filter(institution=row.journal.institution_id, pk=said["chosen"])
    who = staff.first()
    if who is None:
        raise ValidationError(_("Choose a teacher."))
    give_lesson(staff=who, actor=actor, **_place(row, said, "order_no", "reason", "despite"))
    return _("%(who)s holds the lesson.") % {"who": who.person.short_name}


def _cancel_form(request: HttpRequest, row: Lesson, seen: int) -> tuple[CancelForm, tuple]:
    return CancelForm(**_first(request, seen)), ()


def _cancel(row: Lesson, said: dict, actor: Person) -> str:
    cancel_lesson(actor=actor, **_place(row, said, "reason", "order_no"))
    return _("The lesson is cancelled.")


def _move_form(request: HttpRequest, row: Lesson, seen: int) -> tuple[MoveForm, tuple]:
    institution = row.journal.institution_id
    rooms = Room.objects.filter(institution=institution).order_by("building__sort_key", "sort_key")
    named = [(str(pk), f"{name}, {house}") for pk, name, house in rooms.values_list("pk", "name", "building__name")]
    days = free_days(row, taken_by(row), row.journal.institution.today(), shared_room_ids(institution))
    return MoveForm(rooms=named, **_first(request, seen)), days


def _move(row: Lesson, said: dict, actor: Person) -> str:
    there, number = said["there"]
    room = {"": row.room_id, "none": None}.get(said["room"], number_in(said["room"]))
    place = _place(row, said, "reason", "order_no", "despite")
    move_lesson(day=there, number=number, room_id=room, actor=actor, **place)
    where = {"day": long_day(there, row.journal.institution.today()), "number": number}
    return _("The lesson is moved to %(day)s, lesson %(number)s.") % where


def _room_form(request: HttpRequest, row: Lesson, seen: int) -> tuple[RoomForm, tuple]:
    return RoomForm(offers=free_rooms(row, taken_by(row)), **_first(request, seen)), ()


def _room(row: Lesson, said: dict, actor: Person) -> str:
    change_room(room_id=said["chosen"], actor=actor, **_place(row, said, "reason", "despite"))
    return _("The lesson is in another room.")


_WAYS: dict[str, tuple[Callable, Callable, object]] = {
    "give": (_give_form, _give, gettext_lazy("Give away")),
    "cancel": (_cancel_form, _cancel, gettext_lazy("Cancel")),
    "move": (_move_form, _move, gettext_lazy("Move elsewhere")),
    "room": (_room_form, _room, gettext_lazy("Room")),
}
"""What is done to a lesson -> the form with what is free, the deed that tells what was done, the name of the tab."""


def _day(request: HttpRequest, today: date) -> date:
    """The day asked for; today for nonsense and for years that no timetable reaches."""
    asked = day_in(request.GET.get("day", ""))
    return asked if asked and abs(asked.year - today.year) <= 10 else today


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filters of the day, which the way back keeps."""
    return {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}


def _back(request: HttpRequest, row: Lesson, order_no: str = "") -> str:
    asked = {"day": row.date.isoformat()} | _asked(request)
    if order_no:
        asked["order_no"] = order_no
    return f"{reverse('journal:changes')}?{urlencode(asked)}"
