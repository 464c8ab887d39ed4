"""What a dispatcher does in the raster: place, change, remove a lesson of the week, and take the last of it back (C01, C04).

Every verb takes the day from which the change is in force: what was in force before it ends and goes on as a new slot, so
that the past stays. The term's row is the lock; ``key`` makes a repeat harmless; ``version`` is what the writer has seen.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.people.models import Staff
from journal_plugin.timetable.actions.slots import announce, clashes_told, is_twin
from journal_plugin.timetable.actions.snapshots import row_of, snapshot
from journal_plugin.timetable.enums import Edit
from journal_plugin.timetable.models import Slot, TimetableEdit
from journal_plugin.timetable.queries.grounds import mode_of, modes_of
from journal_plugin.timetable.queries.verdicts import usual_room

CLASH = "clash"
"""Code of a refusal that a reason overrides."""
MEANWHILE = "meanwhile"
"""Code of a refusal because somebody was first: what the writer sees is old."""
PLACE_FIELDS = ("week", "weekday", "number", "activity", "technology", "room", "until")


@transaction.atomic
def place_lesson(
    *,
    load: TeachingAssignment,
    since: date,
    fields: Mapping[str, object],
    teachers: Sequence[Staff] | None = None,
    key: UUID,
    reason: str = "",
    by,
) -> TimetableEdit:
    """Puts a lesson of ``load`` into the week from ``since`` on; ``fields`` as in PLACE_FIELDS, the rest is the load's.

    Without a ``room`` it gets the one in which the teacher holds this element most often, where that is free.
    Raises ValidationError: with the code CLASH where it clashes and no ``reason`` is given, MEANWHILE for a load that is gone.
    """
    term, known = _begin(load.term_id, key, by)
    if known:
        return known
    _check_day(term, since)
    row = Slot(term=term, group=load.group, element=load.element, activity=load.activity, since=since)
    row.until = min(load.until or term.until, term.until)
    staff = list(teachers or [load.staff])
    row = _with(row, fields)
    if "room" not in fields:
        row.room = usual_room(row, staff)
    return _write(None, row, staff, since, key, reason, by)


@transaction.atomic
def change_lesson(
    *,
    slot: Slot,
    version: int,
    since: date,
    fields: Mapping[str, object],
    teachers: Sequence[Staff] | None = None,
    key: UUID,
    reason: str = "",
    by,
) -> TimetableEdit:
    """Gives ``slot`` another place, room, teachers or dates from ``since`` on; raises as ``place_lesson``."""
    term, known = _begin(slot.term_id, key, by)
    if known:
        return known
    _check_day(term, since)
    stood = _seen(slot, version)
    staff = list(stood.teachers.select_related("person").order_by("pk") if teachers is None else teachers)
    return _write(stood, _with(copy(stood), fields), staff, since, key, reason, by)


@transaction.atomic
def remove_lesson(*, slot: Slot, version: int, since: date, key: UUID, by) -> TimetableEdit:
    """Takes ``slot`` out of the week from ``since`` on; its filled lessons stay. Raises as ``place_lesson``."""
    term, known = _begin(slot.term_id, key, by)
    if known:
        return known
    _check_day(term, since)
    stood = _seen(slot, version)
    before, touched = snapshot([stood]), [copy(stood)]
    if stood.since < since:
        _end(stood, since)
        after = snapshot([stood])
    else:
        _set_aside(stood)
        after = {}
    announce(term, max(since, touched[0].since), touched)
    _forget(stood)
    return _keep(term, Edit.REMOVE, stood, since, key, by, before, after)


@transaction.atomic
def undo_edit(*, term: Term, key: UUID, by) -> TimetableEdit:
    """Takes back the last thing that ``by`` did in the raster of ``term``.

    Raises ValidationError where there is nothing to take back, where somebody has touched the same lessons since, where
    it is in force already, or where the former place is taken now.
    """
    term, known = _begin(term.pk, key, by)
    if known:
        return known
    edit = last_edit(term, by)
    if edit is None:
        raise ValidationError(_("There is nothing to take back."))
    if edit.since < term.year.institution.today():
        raise ValidationError(_("This change is in force already: change the lesson anew."))
    stand = {str(row.pk): row for row in Slot.objects.filter(pk__in=edit.after)}
    if any(key not in stand or stand[key].version != seen["version"] for key, seen in edit.after.items()):
        raise ValidationError(_("Somebody has changed this lesson since: look at the timetable anew."), MEANWHILE)
    touched = [copy(row) for row in stand.values()]
    for pk in edit.after.keys() - edit.before.keys():
        _set_aside(stand[pk])
    back = [_restore(pk, seen, term) for pk, seen in edit.before.items()]
    told = [line for row, staff in back if not row.breach for line in clashes_told(row, staff, edit.since)]
    if told:
        raise ValidationError(told)
    announce(term, edit.since, [*touched, *(row for row, _staff in back)])
    for pk in edit.after.keys() - edit.before.keys():
        _forget(stand[pk])
    made = TimetableEdit(undoes=edit, before=edit.after, after=snapshot([row for row, _staff in back]))
    return _save(made, term, Edit.UNDO, edit.told, edit.since, key, by)


def last_edit(term: Term, by) -> TimetableEdit | None:
    """The last thing that ``by`` did in the raster of ``term`` and has not taken back."""
    mine = TimetableEdit.objects.filter(term=term, by=by, undone_by=None)
    return mine.exclude(what=Edit.UNDO).order_by("-pk").first()


def _begin(term_id: int, key: UUID, by) -> tuple[Term, TimetableEdit | None]:
    """The term, locked, and what this key has done already."""
    lock_row(Term.objects.all(), pk=term_id)
    term = Term.objects.select_related("year__institution").get(pk=term_id)
    known = TimetableEdit.objects.filter(key=key).first()
    if known and (known.term_id, known.by_id) != (term.pk, by.pk):
        raise ValidationError(_("This request has been sent already."))
    return term, known


def _check_day(term: Term, since: date) -> None:
    first = max(term.since, term.year.institution.today())
    if not first <= since <= term.until:
        raise ValidationError(_("A change is in force from today at the earliest, and within the study period."))


def _seen(slot: Slot, version: int) -> Slot:
    row = Slot.objects.select_related("term__year__institution", "group__parent", "element", "room")
    stood = row.filter(pk=slot.pk).first()
    if stood is None or stood.version != version:
        raise ValidationError(_("Somebody has changed this lesson since: look at the timetable anew."), MEANWHILE)
    return stood


def _with(row: Slot, fields: Mapping[str, object]) -> Slot:
    for name in PLACE_FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.until = min(row.until or row.term.until, row.term.until)
    return row


def _write(stood: Slot | None, row: Slot, staff: list[Staff], since: date, key: UUID, reason: str, by) -> TimetableEdit:
    """Writes the checked ``row``: in its own row, or as a new one after ``stood``, which ends the day before ``since``."""
    begun = stood is not None and stood.since < since and _differs(stood, row, staff)
    if begun:
        row.since = since
    if row.until and row.until < max(row.since, since):
        raise ValidationError(_("The last day is before the first one."))
    _check_place(row)
    clashes = clashes_told(row, staff, max(since, row.since))
    twin = bool(clashes) and is_twin(row, max(since, row.since))
    if twin or (clashes and not reason):
        raise ValidationError([ValidationError(line, None if twin else CLASH) for line in clashes])
    row.breach = reason if clashes else ""
    before = snapshot([stood]) if stood else {}
    touched = [copy(stood)] if stood else []
    if stood is None or begun:
        row.pk, row.version = None, 1
        row._state.adding = True
    else:
        row.version = stood.version + 1
    if stood and begun:
        _end(stood, since)
    row.save()
    row.teachers.set(staff)
    first = min(since if begun or stood is None else max(since, stood.since), _first_day_of_end(stood, row))
    announce(row.term, first, [*touched, row])
    after = snapshot([one for one in (stood if begun else None, row) if one])
    what = Edit.CHANGE if stood else Edit.PLACE
    return _keep(row.term, what, row, since, key, by, before, after, reason=row.breach)


def _first_day_of_end(stood: Slot | None, row: Slot) -> date:
    """The day after the earlier of two last days: from then on the lessons differ where a slot lasts longer or shorter."""
    return min(one.until or one.term.until for one in (stood or row, row)) + timedelta(days=1)


def _differs(stood: Slot, row: Slot, staff: list[Staff]) -> bool:
    """Whether anything but the last day is another; that alone needs no new row."""
    names = [f"{name}_id" if name == "room" else name for name in PLACE_FIELDS if name != "until"]
    other = any(getattr(stood, name) != getattr(row, name) for name in names)
    return other or {one.pk for one in staff} != set(stood.teachers.values_list("pk", flat=True))


def _check_place(row: Slot) -> None:
    mode = mode_of(row.group, modes_of(row.term.year.institution))
    if row.number not in mode.bells:
        text = _("Lesson %(number)s of %(group)s has no bell.")
        raise ValidationError(text % {"number": row.number, "group": row.group})
    if row.weekday > mode.last_weekday:
        raise ValidationError(_("%(group)s has no lessons on this day of the week.") % {"group": row.group})


def _end(row: Slot, first: date) -> None:
    row.until = first - timedelta(days=1)
    row.version += 1
    row.save(update_fields=["until", "version"])


def _set_aside(row: Slot) -> None:
    """Out of the term: its free lessons go with the next lay-out, and the row itself where no filled one holds it."""
    day = row.term.since - timedelta(days=1)
    same = {name: getattr(row, name) for name in ("term_id", "week", "weekday", "number", "group_id", "element_id")}
    while Slot.objects.filter(**same, since=day).exists():
        day -= timedelta(days=1)
    row.since = row.until = day
    row.version += 1
    row.save(update_fields=["since", "until", "version"])


def _forget(row: Slot) -> None:
    """Deletes a row that was set aside, where nothing filled stands on it."""
    if row.until and row.until < row.term.since:
        for empty in Slot.objects.filter(pk=row.pk, lessons=None):
            empty.teachers.clear()
            Slot.objects.filter(pk=empty.pk).delete()


def _restore(pk: str, seen: dict, term: Term) -> tuple[Slot, list[Staff]]:
    """The slot as it was ``seen``, version and id too, so that what was done before it can be taken back as well."""
    row = row_of(Slot.objects.filter(pk=pk).first() or Slot(pk=int(pk), term=term), seen)
    row.save()
    staff = list(Staff.objects.filter(pk__in=seen["teachers"]).select_related("person").order_by("pk"))
    row.teachers.set(staff)
    return row, staff


def _keep(
    term: Term, what: str, row: Slot, since: date, key: UUID, by, before: dict, after: dict, *, reason: str = ""
) -> TimetableEdit:
    place = {"group": row.group, "element": row.element, "day": row.get_weekday_display(), "number": row.number}
    told = _("%(element)s, %(group)s: %(day)s, lesson %(number)s") % place
    return _save(TimetableEdit(before=before, after=after, reason=reason), term, what, told, since, key, by)


def _save(edit: TimetableEdit, term: Term, what: str, told: str, since: date, key: UUID, by) -> TimetableEdit:
    edit.term, edit.what, edit.told, edit.since, edit.key, edit.by = term, what, told, since, key, by
    edit.at = timezone.now()
    edit.save()
    record(term, "journal.raster", by=by, what=str(what), told=told, since=since.isoformat(), reason=edit.reason)
    return edit
