"""How a private file leaves the house: to be saved, never to be shown in the page."""

from django.http import FileResponse, Http404

from journal_plugin.files.models import StoredFile
from journal_plugin.files.sent import content_type
from journal_plugin.files.storage import place_of, private_storage


def handed_out(row: StoredFile) -> FileResponse:
    """The content of ``row``, whose rule has been asked; Http404 where it is absent from the disk."""
    try:
        content = private_storage().open(place_of(row.pk))
    except FileNotFoundError as absent:
        raise Http404 from absent
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=content_type(row.name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
