"""A change of the day undone: the lesson is as the timetable has it, while nothing has been filled in (C06)."""

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.changes import put, settle, target
from journal_plugin.lessons.actions.clashing import refuse_clashes
from journal_plugin.lessons.actions.desk import Desk, open_desk, place_said, room_said
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, DayChange, LessonTeacher
from journal_plugin.lessons.queries.arranged import standing_of
from journal_plugin.people.models import Person
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.enums import ChangeKind


@transaction.atomic
def undo_change(
    *,
    change_id: int,
    lesson_id: int,
    journal_id: int,
    actor: Person,
    key: UUID,
    despite: str = "",
    seen: int | None = None,
) -> bool:
    """Makes the lesson as it was before the change. Whether that changed anything (a repeated key: no).

    Raises like ``open_desk``; DayChange.DoesNotExist for a change that does not stand; ValidationError where something is
    filled in at the new place, or the substitute has written; Clashing where the old place is taken by now, unless
    ``despite`` says why and the actor keeps the timetable.
    """
    with open_desk(lesson_id=lesson_id, journal_id=journal_id, actor=actor, key=key, seen=seen) as desk:
        if desk is None:
            return False
        change = standing_of(lesson_id).select_related("staff__person", "was_room").get(pk=change_id)
        _UNDOING[ChangeKind(change.kind)](desk, change, despite)
        change.undone_by, change.undone_at = actor, desk.register.now
        change.save(update_fields=["undone_by", "undone_at"])
    if change.kind in (ChangeKind.MOVED, ChangeKind.CANCELLED):
        settle(desk.lesson)
    return True


def _hold(desk: Desk, change: DayChange, despite: str) -> None:
    why = refuse_clashes(desk.register, desk.taken(), despite=despite)
    desk.lesson.cancelled = False
    desk.lesson.save(update_fields=["cancelled"])
    desk.note(What.CANCELLED, old="+", new="", reason=why.strip())


def _move_back(desk: Desk, change: DayChange, despite: str) -> None:
    if change.was_date is None or change.was_number is None:
        raise DayChange.DoesNotExist
    lesson = desk.lesson
    desk.check_held()
    desk.check_empty()
    there = target(desk, change.was_date, change.was_number, change.was_room_id)
    if change.was_starts and change.was_ends:
        there = replace(there, starts=change.was_starts, ends=change.was_ends)
    why = refuse_clashes(desk.register, there, despite=despite)
    old, lesson.room = place_said(lesson), change.was_room
    put(lesson, there)
    desk.note(What.MOVED, old=old, new=place_said(lesson), reason=why.strip())


def _room_back(desk: Desk, change: DayChange, despite: str) -> None:
    lesson = desk.lesson
    wanted = replace(desk.taken(), room=change.was_room_id)
    why = refuse_clashes(desk.register, wanted, despite=despite, about=(Clash.ROOM,))
    old, lesson.room = room_said(lesson), change.was_room
    lesson.save(update_fields=["room"])
    desk.note(What.ROOM, old=old, new=room_said(lesson), reason=why.strip())


def _take_back(desk: Desk, change: DayChange, despite: str) -> None:
    if change.staff is None:
        raise DayChange.DoesNotExist
    who = change.staff.person
    if Change.objects.filter(journal=desk.lesson.journal_id, lesson=desk.lesson.pk, actor=who).exists():
        raise ValidationError(_("%(who)s has written in this lesson already: it stays his.") % {"who": who.short_name})
    held = LessonTeacher.objects.filter(lesson=desk.lesson.pk)
    left = frozenset(held.filter(substitute=False).values_list("staff_id", flat=True))
    why = refuse_clashes(desk.register, replace(desk.taken(), teachers=left), despite=despite, about=(Clash.TEACHER,))
    held.filter(staff=change.staff_id, substitute=True).delete()
    old = _("%(who)s, order %(number)s") % {"who": who.short_name, "number": change.order_no}
    desk.note(What.SUBSTITUTE, old=old, new="", reason=why.strip())


_UNDOING = {
    ChangeKind.SUBSTITUTE: _take_back,
    ChangeKind.CANCELLED: _hold,
    ChangeKind.MOVED: _move_back,
    ChangeKind.ROOM: _room_back,
}
