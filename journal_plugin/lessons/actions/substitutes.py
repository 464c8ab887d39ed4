"""Substitutes: who writes the lessons of a teacher who is ill, away or gone (C08)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.clashing import refuse_clashes
from journal_plugin.lessons.actions.desk import open_desk
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, DayChange, Journal, Lesson, LessonTeacher
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import journals_substituted_by
from journal_plugin.people.models import Person, Staff
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.enums import ChangeKind

MOST_LESSONS = 200
"""More lessons of one journal there are in no year."""


def name_substitute(
    *, journal_id: int, staff: Staff, since: date, until: date, order_no: str, actor: Person, key: UUID
) -> int:
    """Gives every lesson of the journal from ``since`` to ``until`` to ``staff`` by an order; returns how many.

    Lessons that he holds already stay as they are; a repeated key gives nothing again. Raises Journal.DoesNotExist where
    the actor names no substitutes, ValidationError for somebody of another institution or who does not work there on
    those days, for no order, for days without lessons and for a form sent once more after its lessons were taken back.
    """
    with open_register(journal_id=journal_id, actor=actor) as register:
        _check(register)
        _check_who(register, staff, since, until, order_no.strip())
        lessons = Lesson.objects.filter(journal=register.journal, date__range=(since, until), cancelled=False)
        found = list(lessons.order_by("date", "number").values_list("pk", flat=True)[:MOST_LESSONS])
        if not found:
            raise ValidationError(_("The journal has no lessons on these days."))
        held = set(LessonTeacher.objects.filter(lesson__in=found, staff=staff).values_list("lesson", flat=True))
        fresh = [pk for pk in found if pk not in held]
        keys = _keys(key, fresh)
        LessonTeacher.objects.bulk_create(
            LessonTeacher(lesson_id=pk, staff=staff, substitute=True, order_no=order_no.strip()[:64]) for pk in fresh
        )
        named = _("%(who)s, order %(number)s") % {"who": staff.person.short_name, "number": order_no.strip()[:64]}
        DayChange.objects.bulk_create(_standing(register, keys[pk], pk, staff, order_no.strip()[:64]) for pk in fresh)
        for pk in fresh:
            _log(register, key=keys[pk], lesson=pk, old="", new=named)
    return len(fresh)


@transaction.atomic
def give_lesson(
    *,
    lesson_id: int,
    journal_id: int,
    staff: Staff,
    order_no: str,
    actor: Person,
    key: UUID,
    reason: str = "",
    despite: str = "",
    seen: int | None = None,
) -> bool:
    """Gives one lesson to ``staff`` by an order, who must be free then. Whether that changed anything (a repeated key: no).

    Raises like ``open_desk``, ValidationError like ``name_substitute`` and for a lesson that is cancelled, his own or
    another substitute's; Clashing where he would be in two places, unless ``despite`` says why and the actor keeps the
    timetable.
    """
    with open_desk(lesson_id=lesson_id, journal_id=journal_id, actor=actor, key=key, seen=seen) as desk:
        if desk is None:
            return False
        number, lesson = order_no.strip()[:64], desk.lesson
        desk.check_held()
        _check_who(desk.register, staff, lesson.date, lesson.date, number)
        for other in LessonTeacher.objects.filter(lesson=lesson.pk).select_related("staff__person"):
            if other.substitute:
                who = {"who": other.staff.person.short_name}
                raise ValidationError(_("%(who)s stands in already. Make the lesson as it was first.") % who)
            if other.staff_id == staff.pk:
                raise ValidationError(_("This lesson is his already."))
        wanted = replace(desk.taken(), teachers=frozenset((staff.pk,)))
        why = refuse_clashes(desk.register, wanted, despite=despite, about=(Clash.TEACHER,))
        said = " ".join(reason.split())[:200]
        LessonTeacher.objects.create(lesson=lesson, staff=staff, substitute=True, order_no=number)
        desk.stand(ChangeKind.SUBSTITUTE, staff=staff, order_no=number, reason=said)
        named = _("%(who)s, order %(number)s") % {"who": staff.person.short_name, "number": number}
        desk.note(What.SUBSTITUTE, old="", new=named, reason=f"{said}{why}")
    return True


def end_substitution(*, journal_id: int, staff_id: int, since: date, actor: Person, key: UUID) -> int:
    """Takes the lessons from ``since`` on from a substitute again, but for those in which he has written something.

    Returns how many. Raises Journal.DoesNotExist where the actor names no substitutes, ValidationError for a form sent
    once more after the lessons were given to him again.
    """
    with open_register(journal_id=journal_id, actor=actor) as register:
        _check(register)
        rows = LessonTeacher.objects.filter(
            lesson__journal=register.journal, lesson__date__gte=since, staff=staff_id, substitute=True
        ).select_related("staff__person")
        written = Change.objects.filter(journal=register.journal, actor__staff=staff_id, lesson__date__gte=since)
        kept = set(written.values_list("lesson_id", flat=True))
        gone = [row for row in rows if row.lesson_id not in kept]
        keys = _keys(key, [row.lesson_id for row in gone])
        for row in gone:
            old = _("%(who)s, order %(number)s") % {"who": row.staff.person.short_name, "number": row.order_no}
            _log(register, key=keys[row.lesson_id], lesson=row.lesson_id, old=old, new="")
        LessonTeacher.objects.filter(pk__in=[row.pk for row in gone]).delete()
        standing = DayChange.objects.filter(lesson__in=[row.lesson_id for row in gone], staff=staff_id, undone_at=None)
        standing.update(undone_by=actor, undone_at=register.now)
    return len(gone)


def _check(register: Register) -> None:
    if not Journal.objects.filter(journals_substituted_by(register.actor.pk), pk=register.journal.pk).exists():
        raise Journal.DoesNotExist


def _check_who(register: Register, staff: Staff, since: date, until: date, order_no: str) -> None:
    if not order_no:
        raise ValidationError(_("A substitute is named by an order: write its number."))
    if staff.institution_id != register.journal.institution_id:
        raise ValidationError(_("The teacher works at another institution."))
    if not Staff.objects.on(until).filter(pk=staff.pk, since__lte=since).exists():
        raise ValidationError(_("%(who)s does not work here on all of these days.") % {"who": staff.person.short_name})


def _standing(register: Register, key: UUID, lesson: int, staff: Staff, order_no: str) -> DayChange:
    return DayChange(
        lesson_id=lesson,
        kind=ChangeKind.SUBSTITUTE,
        staff=staff,
        order_no=order_no,
        key=key,
        by=register.actor,
        at=register.now,
    )


def _keys(key: UUID, lessons: Iterable[int]) -> dict[int, UUID]:
    """Lesson -> the key of its change; raises ValidationError where one stands in the history: the form is an old one."""
    keys = {lesson: uuid5(key, f"{lesson}") for lesson in lessons}
    if already_written(keys.values()):
        raise ValidationError(_("Open the page again."))
    return keys


def _log(register: Register, *, key: UUID, lesson: int, old: str, new: str) -> None:
    register.log(Operation(key, What.SUBSTITUTE, new, 0, lesson=lesson), old=old, version=0)
