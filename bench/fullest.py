"""The largest page that a teacher opens, made up in the copy that is measured: every cell of a term holds three marks."""

from django.utils import timezone

from bench.scene import Book
from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.models import Lesson, Work, WorkKind
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Learner, Membership, Person

LEARNERS, WORKS = 30, 3


def fill(found: Book) -> int:
    """30 learners, three works in each lesson of the term and a mark of everybody in each; returns the lessons' number."""
    group, lessons = found.journal.group, list(_lessons(found))
    learners = list(
        Membership.objects.filter(group=group)
        .between(found.term.since, found.term.until)
        .values_list("learner", flat=True)
    )
    for number in range(len(learners), LEARNERS):
        person = Person.objects.create(last_name=f"Учащийся{number}", first_name="Иннокентий")
        learner = Learner.objects.create(institution=group.institution, person=person, since=found.term.since)
        Membership.objects.create(learner=learner, group=group, since=found.term.since)
        learners.append(learner.pk)
    Attendance.objects.filter(lesson__in=lessons).delete()
    works = [work for lesson in lessons for work in _works(lesson)]
    now, by = timezone.now(), found.teacher
    Mark.objects.filter(work__in=works).delete()
    Mark.objects.bulk_create(
        Mark(work=work, learner_id=learner, code="5432"[(work.pk + learner) % 4], at=now, by=by)
        for work in works
        for learner in learners
    )
    return len(lessons)


def _lessons(found: Book):
    return Lesson.objects.filter(
        journal=found.journal, date__range=(found.term.since, found.term.until), cancelled=False
    )


def _works(lesson: Lesson) -> list[Work]:
    works = list(lesson.works.order_by("position"))
    kinds = WorkKind.objects.filter(institution=lesson.journal.institution, done_only=False)
    for kind in kinds[len(works) : WORKS]:
        works.append(Work.objects.create(lesson=lesson, kind=kind, weight=kind.weight, position=len(works)))
    return works[:WORKS]
