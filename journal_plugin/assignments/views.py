"""The only way to a private file: the rule is asked, then it is handed out to be saved, never to be shown in the page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.assignments import rules
from journal_plugin.assignments.files import content_type
from journal_plugin.assignments.models import StoredFile, SubmissionFile, TaskFile
from journal_plugin.assignments.storage import place_of, private_storage


@login_required
@require_safe
def material(request: HttpRequest, pk: UUID) -> FileResponse:
    """A material of a task, for those who read the task."""
    return _handed_out(open_door(TaskFile, rules.may_open_material(request.user), pk=pk))


@login_required
@require_safe
def handed_in(request: HttpRequest, pk: UUID) -> FileResponse:
    """A handed-in file, for the learner, his family and those who read the journal."""
    return _handed_out(open_door(SubmissionFile, rules.may_open_handed_in(request.user), pk=pk))


def _handed_out(row: StoredFile) -> FileResponse:
    try:
        content = private_storage().open(place_of(row.pk))
    except FileNotFoundError as absent:
        raise Http404 from absent
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=content_type(row.name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
