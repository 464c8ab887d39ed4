"""The only way to a private file: the rule is asked, then it is handed out to be saved, never to be shown in the page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.assignments import rules
from journal_plugin.assignments.models import SubmissionFile, TaskFile
from journal_plugin.files.serving import handed_out


@login_required
@require_safe
def material(request: HttpRequest, pk: UUID) -> FileResponse:
    """A material of a task, for those who read the task."""
    return handed_out(open_door(TaskFile, rules.may_open_material(request.user), pk=pk))


@login_required
@require_safe
def handed_in(request: HttpRequest, pk: UUID) -> FileResponse:
    """A handed-in file, for the learner, his family and those who read the journal."""
    return handed_out(open_door(SubmissionFile, rules.may_open_handed_in(request.user), pk=pk))
