"""Writing a course: its head, its sections and steps one by one; learners see nothing of it until an edition is taken."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.courses.actions.checks import check_step, check_title
from journal_plugin.courses.body import (
    Body,
    Step,
    moved,
    read_body,
    section_of,
    step_of,
    steps_of,
    with_section,
    with_step,
    without,
    write_body,
)
from journal_plugin.courses.models import Course
from journal_plugin.courses.rules import may_read_course, may_write_course
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.rules import may_write_programme
from journal_plugin.files.sent import Sent
from journal_plugin.library.actions import save_resource
from journal_plugin.library.models import Resource
from journal_plugin.people.queries import person_of

MOST_SECTIONS = 50
MOST_STEPS = 300
"""Of all sections together."""


@transaction.atomic
def save_course(*, row: Course, by) -> Course:
    """Saves a validated head of a course; its element must be one whose programme ``by`` writes, else PermissionDenied.

    Raises ValidationError where the course, open in a journal, would go over to another subject, and for one elsewhere.
    """
    is_new = row._state.adding
    elements = StudyElement.objects.filter(may_write_programme(by), pk=row.element_id)
    if not elements.exists() or not (is_new or Course.objects.filter(may_write_course(by), pk=row.pk).exists()):
        raise PermissionDenied
    if not is_new:
        _check_element(row)
    row.institution_id = row.element.institution_id
    if is_new:
        row.by = person_of(by)
        row.save()
    else:
        # The content may have been written since the row was read.
        row.fill_keys()
        row.save(update_fields=["institution", "element", "name", "search_key", "sort_key", "summary", "withdrawn"])
    record(row, "journal.row.add" if is_new else "journal.row.edit", by=by, title=row.name)
    return row


def _check_element(row: Course) -> None:
    stands = Course.objects.get(pk=row.pk)
    if stands.institution_id != row.element.institution_id:
        raise ValidationError(_("The element is another institution's."))
    if stands.element_id != row.element_id and stands.runs.exists():
        raise ValidationError(
            _("The course is open in a journal and stays with its subject. For another subject make a copy of it.")
        )


@transaction.atomic
def copy_course(*, course: Course, element: StudyElement, name: str, by) -> Course:
    """A new course of ``element`` with the same content, for another year, parallel or subject.

    Raises PermissionDenied where ``by`` does not read the course, ValidationError for another institution's element: the
    steps name entries of the library of their own.
    """
    if not Course.objects.filter(may_read_course(by), pk=course.pk).exists():
        raise PermissionDenied
    if element.institution_id != course.institution_id:
        raise ValidationError(_("The element is another institution's."))
    fresh = Course(element=element, name=name, summary=course.summary, body=course.body)
    return save_course(row=fresh, by=by)


def put_section(*, course: Course, section: UUID, title: str, by) -> Course:
    """A section gets its title, a new one stands at the end.

    ValidationError for no title, where they are too many, and for an id that is a step's.
    """
    check_title(title, _("Name the section."))

    def put(body: Body) -> Body:
        if step_of(body, section):
            raise ValidationError(_("This key belongs to another entry."))
        if len(body) >= MOST_SECTIONS and section_of(body, section) is None:
            raise ValidationError(_("A course has at most %(most)s sections.") % {"most": MOST_SECTIONS})
        return with_section(body, section, title.strip())

    return _rewrite(course, by, put, title)


def put_step(*, course: Course, section: UUID, step: Step, by, seen: str = "", file: Sent | None = None) -> Course:
    """A step gets its content, a new one stands at the end of ``section``; a ``file`` goes into the library.

    ``seen`` is the digest of the step as its author saw it. Raises ValidationError where somebody has changed or deleted it
    meanwhile, it does not say what its kind says or names an entry that is not the institution's, or the steps are too many.
    """
    with transaction.atomic():
        if file is not None:
            entry = Resource(institution_id=course.institution_id, name=step.title)
            step = replace(step, resource=save_resource(row=entry, subjects=[course.element], by=by, file=file).pk)

        def put(body: Body) -> Body:
            old = step_of(body, step.id)
            if (seen or old) and (old is None or old.digest not in (seen, step.digest)):
                raise ValidationError(
                    _("Somebody has changed this step meanwhile. Your text is still here: open the course beside it.")
                )
            sections = {one.id for one in body}
            if section not in sections:
                raise ValidationError(_("This section is no longer in the course: somebody has deleted it."))
            if step.id in sections:
                raise ValidationError(_("This key belongs to another entry."))
            if old is None and sum(1 for _step in steps_of(body)) >= MOST_STEPS:
                raise ValidationError(_("A course has at most %(most)s steps.") % {"most": MOST_STEPS})
            check_step(course, step, old)
            return with_step(body, section, step)

        return _rewrite(course, by, put, step.title)


def move_part(*, course: Course, part: UUID, by, up: bool) -> Course:
    """A section or a step one place up or down."""
    return _rewrite(course, by, lambda body: moved(body, part, -1 if up else 1))


def drop_part(*, course: Course, part: UUID, by) -> Course:
    """Deletes a step, or a section without steps; editions that learners study keep it.

    Raises ValidationError for a section with steps.
    """

    def drop(body: Body) -> Body:
        section = section_of(body, part)
        if section and section.id == part and section.steps:
            raise ValidationError(_("There are steps in this section: move or delete them first."))
        return without(body, part)

    return _rewrite(course, by, drop)


@transaction.atomic
def _rewrite(course: Course, by, change: Callable[[Body], Body], title: str = "") -> Course:
    row = lock_row(Course.objects.all(), pk=course.pk)
    if not Course.objects.filter(may_write_course(by), pk=row.pk).exists():
        raise PermissionDenied
    body = write_body(change(read_body(row.body)))
    if body != row.body:
        row.body = body
        row.save(update_fields=["body"])
        record(row, "journal.row.edit", by=by, title=title or row.name)
    return row
