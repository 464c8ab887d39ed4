"""The demo's distance courses: open in a journal, one task given, half of the group is on its way."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.assignments.actions import give_verdict, hand_in
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Task
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.courses.actions import (
    give_step_task,
    mark_studied,
    open_course,
    put_section,
    put_step,
    save_course,
)
from journal_plugin.courses.body import Step, read_body, steps_of
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.models import Course, CourseRun
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.rules import journals_entered_by, lessons_written_by
from journal_plugin.library.models import Resource
from journal_plugin.people.models import Membership, Person

SECTIONS = ("Начало: зачем это нужно", "Главные понятия", "Проверьте себя")
TEXT = """Прочтите не спеша, это займёт десять минут.

## Главное

- что изучает предмет «{name}»;
- какие **понятия** понадобятся дальше;
- где это встретится на практике.

Непонятное выпишите: разберём на занятии."""


def open_courses(*, year: AcademicYear, now: datetime, random: Random) -> None:
    """A course of a teacher with a login, and one for the group of the learner who may be tried, where it is another."""
    tried = Membership.objects.on(now.date()).filter(group=OuterRef("group"), learner__person__user__isnull=False)
    loads = TeachingAssignment.objects.filter(term__year=year).annotate(tried=Exists(tried))
    loads = loads.select_related("staff__person__user").order_by("-tried", "pk")
    keeper = RoleAssignment.objects.filter(institution=year.institution_id, role=Role.EDITOR).order_by("pk").first()
    first = _open_first(loads.filter(staff__person__user__isnull=False), None, year, now, random)
    if keeper and not (first and first.tried):
        _open_first(loads.filter(tried=True), keeper.person.user, year, now, random)


def _open_first(
    loads: QuerySet[TeachingAssignment], author: Any, year: AcademicYear, now: datetime, random: Random
) -> TeachingAssignment | None:
    """Opens a course in the journal of the first load whose teacher keeps it; without an ``author`` he writes it too."""
    for load in loads:
        person = load.staff.person
        kept = journals_entered_by(person.pk).filter(
            whole=True, year=year, group=load.group_id, element=load.element_id
        )
        journal = kept.first()
        lesson = journal and _lesson_of(journal, person, now)
        if journal and lesson:
            course = _written(journal, author or person.user, random)
            days = {section.id: now.date() + timedelta(days=3) for section in read_body(course.body)[2:]}
            since = max(year.since, now.date() - timedelta(days=9))
            said = {"since": since, "days": days, "key": _key(random), "now": now}
            run = open_course(journal=journal, course=course, actor=person, **said)
            _study(run, _give(run, lesson, person, now, random), now, random)
            return load
    return None


def _lesson_of(journal: Journal, person: Person, now: datetime) -> Lesson | None:
    """The last lesson of the last fortnight that the teacher writes."""
    since = now.date() - timedelta(days=14)
    held = journal.lessons.filter(lessons_written_by(person.pk), cancelled=False, date__range=(since, now.date()))
    return held.order_by("date", "number").last()


def _written(journal: Journal, user, random: Random) -> Course:
    name = journal.element.name
    row = Course(element=journal.element, name=f"{name}: дистанционный курс"[:255])
    row.summary = "Три раздела для самостоятельной работы: прочитать, посмотреть, проверить себя."
    course = save_course(row=row, by=user)
    entry = Resource.objects.filter(subjects=journal.element, withdrawn=False).first()
    notes = Step(_key(random), StepKind.MATERIAL, "Конспект лекций", resource=entry.pk) if entry else None
    steps = (
        (Step(_key(random), StepKind.TEXT, "О чём этот курс", text=TEXT.format(name=name)), notes),
        (
            Step(_key(random), StepKind.LINK, "Урок на открытом портале", url="https://resh.edu.ru/"),
            Step(_key(random), StepKind.VIDEO, "Видео к теме", url="https://openedu.ru/", text="Первые 15 минут."),
            Step(_key(random), StepKind.TASK, "Письменная работа", text="Ответьте на три вопроса по конспекту."),
        ),
        (Step(_key(random), StepKind.TASK, "Итоговая работа", text="Составьте памятку для **младшего курса**."),),
    )
    for title, parts in zip(SECTIONS, steps, strict=True):
        section = _key(random)
        put_section(course=course, section=section, title=title, by=user)
        for step in filter(None, parts):
            put_step(course=course, section=section, step=step, by=user)
    course.refresh_from_db()
    return course


def _give(run: CourseRun, lesson: Lesson, person: Person, now: datetime, random: Random) -> Task:
    """The task of the first step with one; that of the second is still to be given."""
    step = next(step for step in steps_of(read_body(run.edition.body)) if step.is_task)
    said = {"title": step.title, "text": step.text, "due": now.date() + timedelta(days=5)}
    tied = give_step_task(
        run=run, step=step.id, lesson=lesson, actor=person, key=_key(random), seen=None, now=now, **said
    )
    return tied.task


def _study(run: CourseRun, task: Task, now: datetime, random: Random) -> None:
    """Every second learner has studied something, the first one as well; who has studied all has handed in, some are checked."""
    open_now = [step for step in steps_of(read_body(run.edition.body)[:2]) if not step.is_task]
    members = Membership.objects.on(now.date()).filter(group=run.journal.group_id).select_related("learner__person")
    for number, member in enumerate(members.order_by("learner__external_id")):
        learner = member.learner
        studied = open_now[: 0 if number % 2 else random.randint(1, len(open_now))]
        for step in studied:
            said = {"step": step.id, "key": _key(random), "now": now}
            mark_studied(run=run, learner=learner, actor=learner.person, **said)
        if number and len(studied) == len(open_now):
            said = {"key": _key(random), "now": now, "text": "Ответы на все три вопроса."}
            work = hand_in(task=task, learner=learner, actor=learner.person, **said)
            if number % 4 == 0:
                give_verdict(
                    submission=work,
                    actor=task.by,
                    key=_key(random),
                    state=State.ACCEPTED,
                    seen=0,
                    comment="Хорошо.",
                    now=now,
                )


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
