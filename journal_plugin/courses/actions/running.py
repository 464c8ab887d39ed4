"""Opening a course to a journal, its days, a newer edition; each stands in the history of the journal (B20, E11)."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.db import lock_row
from journal_plugin.courses.actions.runs import check_keeper, described, locked_run, log_run
from journal_plugin.courses.body import read_body
from journal_plugin.courses.models import Course, CourseEdition, CourseRun
from journal_plugin.lessons.actions import Register, open_register
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Person

Days = Mapping[UUID, date]
"""Id of a section -> the day on which it opens."""


def open_course(
    *,
    journal: Journal,
    course: Course,
    actor: Person,
    key: UUID,
    since: date,
    until: date | None = None,
    days: Days | None = None,
    now: datetime | None = None,
) -> CourseRun:
    """Opens the course as it is now to the learners of the journal from ``since`` on; a repeated key opens nothing new.

    Sections without a day of their own open at once. Raises ValidationError where the journal is not the actor's or of
    another subject, the course is empty, put away or open there already, a day lies outside the study year.
    """
    with open_register(journal_id=journal.pk, actor=actor, now=now) as register:
        repeated = CourseRun.objects.filter(key=key).first()
        if repeated:
            if (repeated.journal_id, repeated.course_id, repeated.by_id) != (journal.pk, course.pk, actor.pk):
                raise ValidationError(_("This key belongs to another entry."))
            return repeated
        check_keeper(register)
        row = lock_row(Course.objects.all(), pk=course.pk)
        _check_course(register, row)
        edition = _edition_of(row, register.now)
        run = CourseRun(journal_id=journal.pk, course=row, edition=edition, key=key, by=actor, at=register.now)
        _set_days(register, run, since, until, days or {})
        run.save(force_insert=True)
        log_run(register, run, key=key, old="")
    return run


def change_run(
    *,
    run: CourseRun,
    actor: Person,
    key: UUID,
    expected: int,
    since: date,
    until: date | None,
    days: Days,
    now: datetime | None = None,
) -> CourseRun:
    """Sets the days of an opened course; ``until`` closes it after that day. What was studied stays.

    ``expected`` is the version that the actor saw; a repeated key changes nothing. Raises ValidationError.
    """
    with open_register(journal_id=run.journal_id, actor=actor, now=now) as register:
        row = locked_run(register, run, key)
        if row is None:
            return run
        _check_version(row, expected)
        old = described(row)
        _set_days(register, row, since, until, days)
        if described(row) == old:
            return row
        row.version += 1
        row.save(update_fields=["since", "until", "days", "version"])
        log_run(register, row, key=key, old=old)
    return row


def renew_run(*, run: CourseRun, actor: Person, key: UUID, expected: int, now: datetime | None = None) -> CourseRun:
    """The learners get the course as it is written now; what they studied stays, known by the ids of steps.

    Raises ValidationError where nothing is new, and as ``change_run``.
    """
    with open_register(journal_id=run.journal_id, actor=actor, now=now) as register:
        row = locked_run(register, run, key)
        if row is None:
            return run
        _check_version(row, expected)
        course = lock_row(Course.objects.all(), pk=run.course_id)
        edition = _edition_of(course, register.now)
        if edition.pk == row.edition_id:
            raise ValidationError(_("The course has not changed since: learners see it as it is."))
        if not edition.body:
            raise ValidationError(_("There is nothing in the course yet: add a section with steps."))
        old = described(row)
        row.edition, row.version = edition, row.version + 1
        left = {str(section.id) for section in read_body(edition.body)}
        row.days = {section: day for section, day in row.days.items() if section in left}
        row.save(update_fields=["edition", "days", "version"])
        log_run(register, row, key=key, old=old)
    return row


def _check_version(run: CourseRun, expected: int) -> None:
    if run.version != expected:
        raise ValidationError(_("Somebody has changed this course meanwhile. Look at it and change it again."))


def _check_course(register: Register, course: Course) -> None:
    journal = register.journal
    if (course.institution_id, course.element_id) != (journal.institution_id, journal.element_id):
        raise ValidationError(_("This course is of another subject."))
    if course.withdrawn:
        raise ValidationError(_("This course has been put away."))
    if not any(section.steps for section in read_body(course.body)):
        raise ValidationError(_("There is nothing in the course yet: add a section with steps."))
    if CourseRun.objects.filter(journal=journal, course=course).exists():
        raise ValidationError(_("This course is open in this journal already: change its days there."))


def _edition_of(course: Course, now: datetime) -> CourseEdition:
    """The edition that says what the course says now; the course is locked."""
    last = course.editions.order_by("number").last()
    said = {"name": course.name, "summary": course.summary, "body": course.body}
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    return CourseEdition.objects.create(course=course, number=last.number + 1 if last else 1, at=now, **said)


def _set_days(register: Register, run: CourseRun, since: date, until: date | None, days: Days) -> None:
    year = AcademicYear.objects.get(pk=register.journal.year_id)
    last = until or year.until
    if not year.since <= since <= last <= year.until:
        raise ValidationError(
            _(
                "The days of a course lie in the study year, from %(first)s to %(last)s, "
                "and the last one is not before the first."
            )
            % {"first": f"{year.since:%d.%m.%Y}", "last": f"{year.until:%d.%m.%Y}"}
        )
    sections = {section.id for section in read_body(run.edition.body)}
    if any(not since <= day <= last for section, day in days.items() if section in sections):
        raise ValidationError(_("A section opens while the course is open, not before it and not after it."))
    run.since, run.until = since, until
    run.days = {str(section): day.isoformat() for section, day in days.items() if section in sections}
