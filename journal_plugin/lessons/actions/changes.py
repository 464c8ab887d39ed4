"""Changes of the day: a lesson cancelled, moved or put into another room (C05, C06).

They stand against the timetable: laying out a term leaves such a lesson alone, and makes no other one where it was.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.clashing import refuse_clashes
from journal_plugin.lessons.actions.desk import Desk, cleaned, open_desk, place_said, room_said
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.clashes import Taken
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.queries.arranged import standing_of
from journal_plugin.lessons.queries.occupied import bells_of, closed_days, learners_on
from journal_plugin.lessons.signals import lesson_moved
from journal_plugin.people.models import Person
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.enums import ChangeKind


@transaction.atomic
def cancel_lesson(
    *,
    lesson_id: int,
    journal_id: int,
    reason: str,
    actor: Person,
    key: UUID,
    order_no: str = "",
    seen: int | None = None,
) -> bool:
    """Cancels a lesson; what was planned for it goes to the next ones. Whether that changed anything (a repeated key: no).

    Raises like ``open_desk``; ValidationError also without a reason, for a cancelled lesson, and where something is
    filled in.
    """
    with open_desk(lesson_id=lesson_id, journal_id=journal_id, actor=actor, key=key, seen=seen) as desk:
        if desk is None:
            return False
        said, lesson = cleaned(reason), desk.lesson
        desk.check_held()
        desk.check_empty()
        lesson.cancelled, lesson.planned = True, None
        lesson.save(update_fields=["cancelled", "planned"])
        desk.stand(ChangeKind.CANCELLED, reason=said, order_no=order_no)
        desk.note(What.CANCELLED, old="", new="+", reason=said)
    follow_plans(year=lesson.journal.year, journal_id=journal_id)
    return True


@transaction.atomic
def move_lesson(
    *,
    lesson_id: int,
    journal_id: int,
    day: date,
    number: int,
    room_id: int | None,
    reason: str,
    actor: Person,
    key: UUID,
    despite: str = "",
    order_no: str = "",
    seen: int | None = None,
) -> bool:
    """Moves a lesson to another day or number, and into ``room_id``; its teachers and its works go with it.

    Its plan is laid over the journal anew. Moved again it still remembers the timetable's place. Raises like
    ``cancel_lesson``; ValidationError also for a day outside the year, a number without a bell or where the journal has a
    lesson already; Clashing where somebody or something would be in two places or the day is closed, unless
    ``despite`` says why and the actor keeps the timetable.
    """
    with open_desk(lesson_id=lesson_id, journal_id=journal_id, actor=actor, key=key, seen=seen) as desk:
        if desk is None:
            return False
        said, lesson = cleaned(reason), desk.lesson
        desk.check_held()
        desk.check_empty()
        if (day, number) == (lesson.date, lesson.number):
            raise ValidationError(_("The lesson stands there already: choose another day or number."))
        room = desk.room(room_id)
        wanted = target(desk, day, number, room_id)
        closed = closed_days(lesson.journal, day, day).get(day)
        why = refuse_clashes(desk.register, wanted, despite=despite, closed=closed)
        was, old = desk.first_place(), place_said(lesson)
        desk.end((ChangeKind.MOVED, ChangeKind.ROOM))
        lesson.room = room
        put(lesson, wanted)
        if (was["was_date"], was["was_number"], was["was_room_id"]) != (day, number, room_id):
            desk.stand(ChangeKind.MOVED, reason=said, order_no=order_no, **was)
        desk.note(What.MOVED, old=old, new=place_said(lesson), reason=f"{said}{why}")
    settle(lesson)
    return True


@transaction.atomic
def change_room(
    *,
    lesson_id: int,
    journal_id: int,
    room_id: int | None,
    actor: Person,
    key: UUID,
    reason: str = "",
    despite: str = "",
    seen: int | None = None,
) -> bool:
    """Puts a lesson into another room. Raises like ``move_lesson``; what is filled in does not matter."""
    with open_desk(lesson_id=lesson_id, journal_id=journal_id, actor=actor, key=key, seen=seen) as desk:
        if desk is None:
            return False
        lesson = desk.lesson
        desk.check_held()
        room = desk.room(room_id)
        if room_id == lesson.room_id:
            raise ValidationError(_("The lesson is in this room already: choose another one."))
        wanted = replace(desk.taken(), room=room_id)
        why = refuse_clashes(desk.register, wanted, despite=despite, about=(Clash.ROOM,))
        said, old = " ".join(reason.split())[:200], room_said(lesson)
        was = desk.first_place()["was_room_id"]
        lesson.room = room
        lesson.save(update_fields=["room"])
        if not standing_of(lesson.pk).filter(kind=ChangeKind.MOVED).exists():
            desk.end((ChangeKind.ROOM,))
            if was != room_id:
                desk.stand(ChangeKind.ROOM, reason=said, was_room_id=was)
        desk.note(What.ROOM, old=old, new=room_said(lesson), reason=f"{said}{why}")
    return True


def target(desk: Desk, day: date, number: int, room_id: int | None) -> Taken:
    """The lesson as it would be at another place, by the bells of its group.

    Raises ValidationError for a day outside the year, a number without a bell, a place that its journal has taken.
    """
    lesson = desk.lesson
    year = lesson.journal.year
    if not year.since <= day <= year.until:
        raise ValidationError(_("The day lies outside the academic year %(year)s.") % {"year": year.name})
    bells = bells_of(lesson.journal.group)
    if number not in bells:
        raise ValidationError(_("Lesson %(number)s has no bell.") % {"number": number})
    there = Lesson.objects.filter(journal=lesson.journal_id, date=day, number=number).exclude(pk=lesson.pk).first()
    if there is not None:
        said = _("A cancelled lesson of this journal stands there") if there.cancelled else ""
        said = said or _("This journal has a lesson there already")
        raise ValidationError(_("%(what)s: choose another day or number.") % {"what": said})
    starts, ends = bells[number]
    learners = learners_on(lesson.journal.group_id, day)
    return replace(desk.taken(), date=day, number=number, starts=starts, ends=ends, room=room_id, learners=learners)


def put(lesson: Lesson, there: Taken) -> None:
    """Writes the place into the lesson; its room is set already."""
    lesson.date, lesson.number, lesson.starts, lesson.ends = there.date, there.number, there.starts, there.ends
    lesson.save(update_fields=["date", "number", "starts", "ends", "room"])


def settle(lesson: Lesson) -> None:
    """The plan and the notices of absence follow a lesson that stands at another time now."""
    follow_plans(year=lesson.journal.year, journal_id=lesson.journal_id)
    lesson_moved.send(sender=Lesson, lesson=lesson)
