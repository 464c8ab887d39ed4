"""Changes of the day, done to the lessons of the cast."""

from datetime import date
from uuid import uuid4

from journal_plugin.lessons.actions import cancel_lesson, give_lesson, move_lesson, undo_change
from journal_plugin.lessons.models import Change, DayChange, Lesson

TODAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


def arranged(verb, lesson, *, by, **fields):
    """The verb done to the lesson as ``by``, a login."""
    place = {"lesson_id": lesson.pk, "journal_id": lesson.journal_id}
    return verb(actor=by.journal_person, **({"key": uuid4()} | place | fields))


def cancel(cast, lesson=None, **fields):
    return arranged(cancel_lesson, lesson or cast.lesson, **({"by": cast.deputy, "reason": "Карантин"} | fields))


def move(cast, lesson=None, day=TUESDAY, number=2, **fields):
    lesson = lesson or cast.lesson
    wanted = {"by": cast.deputy, "reason": "Болезнь", "room_id": lesson.room_id, "day": day, "number": number}
    return arranged(move_lesson, lesson, **(wanted | fields))


def undo(cast, lesson=None, kind=None, **fields):
    lesson = lesson or cast.lesson
    change = DayChange.objects.filter(lesson=lesson, undone_at=None, **({"kind": kind} if kind else {})).get()
    return arranged(undo_change, lesson, change_id=change.pk, **({"by": cast.deputy} | fields))


def give(cast, staff, lesson=None, **fields):
    wanted = {"by": cast.deputy, "staff": staff, "order_no": "101"}
    return arranged(give_lesson, lesson or cast.lesson, **(wanted | fields))


def place(lesson):
    """Day, number, start, room, whether it is cancelled."""
    row = Lesson.objects.select_related("room").get(pk=lesson.pk)
    return (row.date, row.number, row.starts, row.room.name if row.room else "", row.cancelled)


def said(cast):
    """The history of the changes of the day: what, from, to, why."""
    rows = Change.objects.filter(journal=cast.journal, what__in=("cancelled", "moved", "room", "substitute"))
    return list(rows.order_by("seq").values_list("what", "old", "new", "reason"))
