"""The demo's distance course: written by a teacher, open in his journal, half of the group is on its way."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db.models import Exists, OuterRef

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.courses.actions import mark_studied, open_course, put_section, put_step, save_course
from journal_plugin.courses.body import Step, read_body, steps_of
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.models import Course, CourseRun
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import Journal
from journal_plugin.library.models import Resource
from journal_plugin.people.models import Membership

SECTIONS = ("Начало: зачем это нужно", "Главные понятия", "Проверьте себя")
TEXT = """Прочтите не спеша, это займёт десять минут.

## Главное

- что изучает предмет «{name}»;
- какие **понятия** понадобятся дальше;
- где это встретится на практике.

Непонятное выпишите: разберём на занятии."""


def open_courses(*, year: AcademicYear, now: datetime, random: Random) -> None:
    """One course in a journal of a teacher with a login, of a group whose learner may be tried where he has one."""
    tried = Membership.objects.filter(group=OuterRef("group"), learner__person__user__isnull=False)
    loads = TeachingAssignment.objects.filter(term__year=year, staff__person__user__isnull=False)
    for load in loads.annotate(tried=Exists(tried)).select_related("staff__person__user").order_by("-tried", "pk"):
        journal = Journal.objects.filter(year=year, group=load.group_id, element=load.element_id).first()
        if journal is not None and journal.lessons.exists():
            person = load.staff.person
            course = _written(journal, person.user, random)
            days = {section.id: now.date() + timedelta(days=3) for section in read_body(course.body)[2:]}
            since = max(year.since, now.date() - timedelta(days=9))
            said = {"since": since, "days": days, "key": _key(random), "now": now}
            _study(open_course(journal=journal, course=course, actor=person, **said), now, random)
            return


def _written(journal: Journal, user, random: Random) -> Course:
    name = journal.element.name
    row = Course(element=journal.element, name=f"{name}: дистанционный курс"[:255])
    row.summary = "Три раздела для самостоятельной работы: прочитать, посмотреть, проверить себя."
    course = save_course(row=row, by=user)
    entry = Resource.objects.filter(subjects=journal.element).first()
    notes = Step(_key(random), StepKind.MATERIAL, "Конспект лекций", resource=entry.pk) if entry else None
    steps = (
        (Step(_key(random), StepKind.TEXT, "О чём этот курс", text=TEXT.format(name=name)), notes),
        (
            Step(_key(random), StepKind.LINK, "Урок на открытом портале", url="https://resh.edu.ru/"),
            Step(_key(random), StepKind.VIDEO, "Видео к теме", url="https://openedu.ru/", text="Первые 15 минут."),
        ),
        (Step(_key(random), StepKind.TASK, "Письменная работа", text="Ответьте на три вопроса по конспекту."),),
    )
    for title, parts in zip(SECTIONS, steps, strict=True):
        section = _key(random)
        put_section(course=course, section=section, title=title, by=user)
        for step in filter(None, parts):
            put_step(course=course, section=section, step=step, by=user)
    course.refresh_from_db()
    return course


def _study(run: CourseRun, now: datetime, random: Random) -> None:
    """Every second learner has studied something; the first one as well."""
    open_now = list(steps_of(read_body(run.edition.body)[:2]))
    members = Membership.objects.on(now.date()).filter(group=run.journal.group_id).select_related("learner__person")
    for number, member in enumerate(members.order_by("learner__external_id")):
        learner = member.learner
        for step in open_now[: 0 if number % 2 else random.randint(1, len(open_now))]:
            said = {"step": step.id, "key": _key(random), "now": now}
            mark_studied(run=run, learner=learner, actor=learner.person, **said)


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
