"""What a step and a title must be, whoever writes them: a form says it first, an action is sure of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.courses.body import Step
from journal_plugin.courses.enums import FIELDS, StepKind
from journal_plugin.courses.models import TEXT_LENGTH, TITLE_LENGTH, Course
from journal_plugin.library.models import WEB, Resource

_ADDRESS_LENGTH = 500
_NEEDED: dict[StepKind, set[str]] = {
    StepKind.TEXT: {"text"},
    StepKind.LINK: {"url"},
    StepKind.VIDEO: {"url"},
    StepKind.MATERIAL: {"resource"},
    StepKind.TASK: set(),
}


def check_title(title: str, refusal: str) -> None:
    """ValidationError with ``refusal`` for no title, and for one that is too long."""
    if not title.strip():
        raise ValidationError(refusal)
    _check_length(title, TITLE_LENGTH)


def check_step(course: Course, step: Step, old: Step | None) -> None:
    """ValidationError where the step does not say what its kind says, or opens what its course may not open.

    An entry that has been taken off the shelf stays in a step that names it already (``old``).
    """
    check_title(step.title, _("Name the step: learners see its name."))
    _check_length(step.text, TEXT_LENGTH)
    _check_length(step.url, _ADDRESS_LENGTH)
    said = {name for name in ("text", "url", "resource") if str(getattr(step, name) or "").strip()}
    if said - FIELDS[step.kind] or (old and old.kind != step.kind):
        raise ValidationError(_("A step keeps its kind, and holds only what this kind holds."))
    if not _NEEDED[step.kind] <= said:
        raise ValidationError(_("The step opens nothing yet: write its text, give an address or choose an entry."))
    if step.url:
        WEB(step.url)
    if step.resource and (old is None or old.resource != step.resource):
        shelf = Resource.objects.filter(institution=course.institution_id, withdrawn=False)
        if not shelf.filter(pk=step.resource).exists():
            raise ValidationError(_("This entry is not on the shelf of the institution's library: choose another one."))


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": limit})
