"""The schedule of a practice: consultations and visits become dated lessons, whose topics come from it (B11, S3-4.1.3)."""

from collections.abc import Collection, Sequence
from datetime import date, time
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.curriculum.enums import PRACTICES, Activity
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions.clashing import Clashing, refuse_clashes
from journal_plugin.lessons.actions.register import Register, open_register
from journal_plugin.lessons.clashes import Taken
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Change, Journal, Lesson, LessonTeacher, Work, WorkKind
from journal_plugin.lessons.queries.occupied import bells_of, closed_days, learners_on
from journal_plugin.lessons.rules import may_plan_visits
from journal_plugin.lessons.signals import lesson_moved
from journal_plugin.lessons.visits import Visit
from journal_plugin.people.models import Person
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.enums import VisitKind
from journal_plugin.timetable.models import PracticeVisit

Bells = dict[int, tuple[time, time]]
_KEEPS_BUSY: dict[str, Collection[str]] = {
    VisitKind.CONSULTATION: (Clash.TEACHER, Clash.GROUP),
    VisitKind.VISIT: (Clash.TEACHER,),
}
"""A consultation is for the whole group; at a visit the learners are where they practise."""


@transaction.atomic
def plan_visits(*, assignment_id: int, visits: Sequence[Visit], user, actor: Person, key: UUID) -> int:
    """Makes a lesson of each entry in the journal of the practice, which it opens where there is none; returns how many.

    All of them or none; a repeated key makes nothing. Raises PermissionDenied for who does not keep this schedule,
    YearClosed, and ValidationError for a day outside the load's, a holiday (a consultation: any day without lessons), a number
    without a bell, a place of practice that is not named, and a time that is taken.
    """
    load = _locked(assignment_id, user)
    keys = [uuid5(key, str(at)) for at in range(len(visits))]
    if PracticeVisit.objects.filter(key__in=keys).exists():
        return 0
    bells = bells_of(load.group)
    year = load.term.year
    journal, _made = Journal.objects.get_or_create(
        group=load.group,
        element=load.element,
        year=year,
        defaults={"institution_id": year.institution_id, "kind": JournalKind.MODULE},
    )
    days = [visit.day for visit in visits]
    free = closed_days(journal, min(days), max(days))
    with open_register(journal_id=journal.pk, actor=actor) as register:
        for one, visit in zip(keys, visits, strict=True):
            _make(register, load, visit, bells, free, one)
    record(
        journal, "journal.visits", by=user, added=[f"{one.day:%d.%m.%Y}, {one.number}: {one.said}" for one in visits]
    )
    return len(visits)


@transaction.atomic
def drop_visit(*, assignment_id: int, visit_id: int, user, actor: Person) -> None:
    """Takes an entry out of the schedule, and its lesson out of the journal.

    Raises PermissionDenied, YearClosed, and ValidationError once something stands in the lesson or its history, and where it
    is out already.
    """
    load = _locked(assignment_id, user)
    visit = PracticeVisit.objects.select_related("lesson").filter(pk=visit_id, assignment=load).first()
    if visit is None:
        raise ValidationError(_("This entry is out of the schedule already: nothing was changed."))
    lesson = visit.lesson
    with open_register(journal_id=lesson.journal_id, actor=actor):
        touched = Change.objects.filter(lesson=lesson).exists() or Change.objects.filter(work__lesson=lesson).exists()
        if touched or lesson.tasks.exists():
            raise ValidationError(
                _(
                    "This lesson has been written in, so it stays. If it was not held, cancel it among the substitutions."
                )
            )
        Work.objects.filter(lesson=lesson).delete()
        LessonTeacher.objects.filter(lesson=lesson).delete()
        lesson.delete()
        visit.delete()
    record(lesson.journal, "journal.visits", by=user, dropped=f"{lesson.date:%d.%m.%Y}, {lesson.number}: {visit.topic}")


def _locked(assignment_id: int, user) -> TeachingAssignment:
    """The load of a practice that ``user`` keeps, with the institution locked: clashes lie between journals."""
    loads = TeachingAssignment.objects.filter(may_plan_visits(user), element__kind__in=PRACTICES)
    load = loads.select_related(
        "element", "staff", "term__year", "group__institution", "group__mode", "group__parent__mode"
    ).filter(pk=assignment_id)
    found = load.first()
    if found is None:
        raise PermissionDenied
    lock_row(Institution.objects.all(), pk=found.group.institution_id)
    return found


def _make(
    register: Register, load: TeachingAssignment, visit: Visit, bells: Bells, free: dict[date, str], key: UUID
) -> None:
    _check(load, visit, bells, register.journal)
    closed = free.get(visit.day)
    if visit.kind == VisitKind.VISIT:
        closed = closed or None  # places of practice work on days off, not on holidays
    taken = _taken(load, visit, bells, register.journal)
    try:
        refuse_clashes(register, taken, about=_KEEPS_BUSY[visit.kind], closed=closed)
    except Clashing as met:
        said = {"day": f"{visit.day:%d.%m.%Y}", "why": " ".join(met.messages)}
        raise ValidationError(_("%(day)s: %(why)s Nothing was added.") % said) from met
    entry = PracticeVisit.objects.create(assignment=load, kind=visit.kind, place=visit.place, topic=visit.said, key=key)
    starts, ends = bells[visit.number]
    lesson = Lesson.objects.create(
        journal=register.journal,
        visit=entry,
        date=visit.day,
        number=visit.number,
        starts=starts,
        ends=ends,
        hours=register.settings.lesson_hours,
        activity=Activity.CONSULTATION if visit.kind == VisitKind.CONSULTATION else Activity.PRACTICE,
    )
    LessonTeacher.objects.create(lesson=lesson, staff_id=load.staff_id)
    if register.journal.is_marked:
        kind = WorkKind.objects.filter(institution=register.journal.institution_id)[0]
        Work.objects.create(lesson=lesson, kind=kind, weight=kind.weight)
    lesson_moved.send(sender=Lesson, lesson=lesson)


def _check(load: TeachingAssignment, visit: Visit, bells: Bells, journal: Journal) -> None:
    last = load.until or load.term.until
    if not load.since <= visit.day <= last:
        raise ValidationError(
            _("%(day)s lies outside the practice: it is from %(since)s to %(until)s.")
            % {"day": f"{visit.day:%d.%m.%Y}", "since": f"{load.since:%d.%m.%Y}", "until": f"{last:%d.%m.%Y}"}
        )
    if visit.number not in bells:
        raise ValidationError(_("Lesson %(number)s has no bell.") % {"number": visit.number})
    if visit.kind == VisitKind.VISIT and not visit.place:
        raise ValidationError(_("Say which place of practice is visited."))
    if Lesson.objects.filter(journal=journal, date=visit.day, number=visit.number).exists():
        raise ValidationError(
            _("This journal has a lesson on %(day)s at number %(number)s already: choose another day or number.")
            % {"day": f"{visit.day:%d.%m.%Y}", "number": visit.number}
        )


def _taken(load: TeachingAssignment, visit: Visit, bells: Bells, journal: Journal) -> Taken:
    starts, ends = bells[visit.number]
    return Taken(
        lesson=0,
        journal=journal.pk,
        date=visit.day,
        number=visit.number,
        starts=starts,
        ends=ends,
        group=load.group_id,
        whole=load.group.parent_id or load.group_id,
        group_name=load.group.name,
        element=load.element_id,
        element_name=load.element.name,
        room=None,
        teachers=frozenset({load.staff_id}),
        learners=learners_on(load.group_id, visit.day),
    )
