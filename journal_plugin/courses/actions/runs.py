"""What every change of an opened course does: who may, the lock, the line in the history of the journal (E11)."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.core.db import lock_row
from journal_plugin.courses.body import read_body, step_of
from journal_plugin.courses.models import CourseRun
from journal_plugin.lessons.actions import Register, already_written
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import journals_entered_by


def described(run: CourseRun) -> str:
    """An opened course as the history tells it; Russian, it is data."""
    body = read_body(run.edition.body)
    parts = [f"«{run.edition.name}»", f"редакция {run.edition.number}", f"с {run.since:%d.%m.%Y}"]
    parts += [f"до {run.until:%d.%m.%Y}"] if run.until else []
    for section in body:
        day = run.days.get(str(section.id))
        parts += [f"{section.title}: с {date.fromisoformat(day):%d.%m.%Y}"] if day else []
    for tied in run.tasks.select_related("task").order_by("pk"):
        step = step_of(body, tied.step)
        parts += [f"шаг «{step.title}»: задание «{tied.task.title}»"] if step else []
    return "; ".join(parts)


def check_keeper(register: Register) -> None:
    """ValidationError for who does not keep the whole journal."""
    if not journals_entered_by(register.actor.pk).filter(pk=register.journal.pk, whole=True).exists():
        raise ValidationError(_("Courses are opened by who keeps this journal."))


def locked_run(register: Register, run: CourseRun, key: UUID) -> CourseRun | None:
    """The locked run to be changed; None where this key has changed it already."""
    row = lock_row(CourseRun.objects.select_related("edition"), pk=run.pk)
    change = already_written([key]).get(key)
    if change is not None:
        if (change.journal, change.what, change.actor) != (row.journal_id, What.COURSE, register.actor.pk):
            raise ValidationError(_("This key belongs to another entry."))
        return None
    check_keeper(register)
    return row


def log_run(register: Register, run: CourseRun, *, key: UUID, old: str) -> None:
    """The run as it is now in the history of its journal."""
    register.log(Operation(key, What.COURSE, described(run), 0), old=old, version=run.version)
