"""Who cannot when: the list of teachers, rooms and groups, and the week of each of them (C04)."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Institution, Room
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Staff
from journal_plugin.timetable.actions import set_off_times
from journal_plugin.timetable.actions.off import Owner, kind_of
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.forms import OffForm
from journal_plugin.timetable.offs import lines_of, told_of
from journal_plugin.timetable.queries.grounds import Mode, mode_of, modes_of
from journal_plugin.timetable.queries.off import off_rows, summaries_of
from journal_plugin.timetable.rules import keeps_off_times, may_keep_raster

TEACHERS, ROOMS, GROUPS = "teachers", "rooms", "groups"
_WAYS = ((TEACHERS, gettext_lazy("Teachers")), (ROOMS, gettext_lazy("Rooms")), (GROUPS, gettext_lazy("Groups")))


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every teacher of the load, room or group (``?by=``) and how much of its week is off."""
    institution = institution_of(request)
    if institution is None or not may_keep_raster(request.user, institution.pk):
        raise Http404
    by = request.GET.get("by", "")
    by = by if by in (ROOMS, GROUPS) else TEACHERS
    day = institution.today()
    context = {
        "ways": [(value, title, value == by) for value, title in _WAYS],
        "rows": summaries_of(_owners(institution, by, day), day),
        "url": f"journal:off_{by}",
    }
    return render(request, "journal/timetable/off_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_teacher(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of a teacher."""
    staff = open_door(Staff.objects.select_related("institution", "person"), keeps_off_times(request.user), pk=pk)
    return _week(request, staff, staff.person.list_name, TEACHERS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_room(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of a room."""
    room = open_door(Room.objects.select_related("institution", "building"), keeps_off_times(request.user), pk=pk)
    return _week(request, room, f"{room.name}, {room.building.name}", ROOMS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of a group, a part of one or a stream."""
    group = open_door(Group.objects.select_related("institution", "parent"), keeps_off_times(request.user), pk=pk)
    return _week(request, group, group.name, GROUPS)


def _week(request: HttpRequest, owner: Owner, title: str, by: str) -> HttpResponse:
    """The grid of one week (``?week=``: every one, A or B) with a choice for every lesson; POST sets it."""
    week = request.GET.get("week", "")
    week = week if week in Week.values else Week.EVERY.value
    mode, rows = _mode_of(owner), off_rows(owner, owner.institution.today())
    today = owner.institution.today()
    places = [(weekday, number) for weekday in range(1, mode.last_weekday + 1) for number in sorted(mode.bells)]
    stands: dict[tuple[int, int], list] = {}
    for row in rows:
        if row.week == week and row.since <= today and (row.until is None or row.until >= today):
            stands.setdefault((row.weekday, row.number), []).append(row)
    form = OffForm(
        request.POST if request.method == "POST" else None,
        places=places,
        stands={place: kind_of(found) for place, found in stands.items()},
        wishes=by != ROOMS,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            changed = set_off_times(owner=owner, week=week, cells=form.cells, by=request.user, **form.days)
            text = ngettext("Saved: %(n)s lesson is changed.", "Saved: %(n)s lessons are changed.", changed)
            messages.success(request, text % {"n": changed} if changed else _("Nothing is changed."))
            return redirect(f"{reverse(f'journal:off_{by}', args=[owner.pk])}?week={week}")
    context = {
        "title": title,
        "form": form,
        "lines": lines_of(form, mode.bells, mode.last_weekday),
        "by": by,
        "weeks": [(value, label, value == week) for value, label in Week.choices],
        "week": week,
        "told": told_of(rows, today),
        "has_wishes": by != ROOMS,
    }
    return render(request, "journal/timetable/off_week.html", context, status=422 if form.errors else 200)


def _mode_of(owner: Owner) -> Mode:
    """The bells and study days of a group; of teachers and rooms the default bells, on every study day of anybody."""
    modes = modes_of(owner.institution)
    if isinstance(owner, Group):
        return mode_of(owner, modes)
    return Mode(modes[None].bells, max(mode.last_weekday for mode in modes.values()))


def _owners(institution: Institution, by: str, day: date):
    if by == ROOMS:
        rows = Room.objects.filter(institution=institution).order_by("building__sort_key", "sort_key")
        return rows.annotate(label=F("name"), note=F("building__name"))
    if by == GROUPS:
        rows = Group.objects.on(day).filter(institution=institution, kind__in=(GroupKind.GROUP, *GATHERED))
        return rows.order_by("sort_key").annotate(label=F("name"), note=Value(""))
    taught = Exists(TeachingAssignment.objects.filter(staff=OuterRef("pk")))
    rows = Staff.objects.on(day).filter(taught, institution=institution).order_by("person__sort_key", "pk")
    name = Concat("person__last_name", Value(" "), "person__first_name", Value(" "), "person__patronymic")
    return rows.annotate(label=name, note=F("department__name"))
