"""Studying: a row for a step, once (B20)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.courses.body import read_body, section_of
from journal_plugin.courses.days import is_closed, is_open, opens_on
from journal_plugin.courses.models import CourseRun, StepDone
from journal_plugin.courses.rules import open_to
from journal_plugin.people.models import Learner, Person


@transaction.atomic
def mark_studied(
    *, run: CourseRun, learner: Learner, actor: Person, step: UUID, key: UUID, now: datetime | None = None
) -> StepDone:
    """``learner``, who must be ``actor`` himself, has studied the step; a second time changes nothing.

    Raises ValidationError where the course is not his, has not begun or is closed, the step is not open yet, is no longer
    in the course or has a task, which is handed in and not marked, or the year is closed.
    """
    if learner.person_id != actor.pk:
        raise ValidationError(_("Only the learner himself studies, under his own login."))
    repeated = StepDone.objects.filter(key=key).first()
    if repeated:
        if (repeated.run_id, repeated.learner_id, repeated.step) != (run.pk, learner.pk, step):
            raise ValidationError(_("This key belongs to another entry."))
        return repeated
    rows = CourseRun.objects.filter(open_to(learner.pk)).select_related(
        "edition", "journal__year", "journal__institution"
    )
    row = rows.filter(pk=run.pk).first()
    if row is None:
        raise ValidationError(_("This course is not open to you."))
    refuse_closed(row.journal.year)
    body = read_body(row.edition.body)
    section = section_of(body, step)
    found = next((one for one in section.steps if one.id == step), None) if section else None
    if section is None or found is None:
        raise ValidationError(_("This step is no longer in the course: open the page again."))
    if found.is_task:
        raise ValidationError(_("This step is done by handing in its task."))
    moment = now or timezone.now()
    today = moment.astimezone(row.journal.institution.zone).date()
    if is_closed(row, today):
        raise ValidationError(_("The course is closed: what you have studied stays."))
    if not is_open(row, section, today):
        raise ValidationError(_("This section opens on %(day)s.") % {"day": f"{opens_on(row, section):%d.%m.%Y}"})
    made, _new = StepDone.objects.get_or_create(
        run=row, learner=learner, step=step, defaults={"title": found.title, "at": moment, "key": key}
    )
    return made
