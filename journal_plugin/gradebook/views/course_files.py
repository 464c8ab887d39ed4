"""The sheet of an opened course as a file, through the door of its page (B20)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.enums import State
from journal_plugin.core.workbook import Value, table_book, table_csv
from journal_plugin.courses.queries.sheet import Cell, Sheet, sheet_of
from journal_plugin.courses.rules import may_read_run
from journal_plugin.gradebook.views.courses import WITH_EVERYTHING
from journal_plugin.gradebook.views.frame import open_journal

_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@login_required
@require_safe
def course_file(request: HttpRequest, pk: int, run: int, form: str) -> HttpResponse:
    """Learners and steps, for who reads the page; ``form`` is «xlsx» or «csv», 404 for another."""
    journal, _reader = open_journal(request, pk)
    row = open_door(WITH_EVERYTHING, may_read_run(request.user), pk=run, journal=journal)
    if form not in _TYPES:
        raise Http404
    headings, rows = _table(sheet_of(row, journal.institution.today()))
    if form == "xlsx":
        content = table_book(_("Learners and steps"), headings, rows, timezone.now())
    else:
        content = table_csv(headings, [[str(cell) for cell in line] for line in rows])
    name = f"{row.edition.name}, {journal.group.name}.{form}"
    response = HttpResponse(content, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _table(sheet: Sheet) -> tuple[list[str], list[list[Value]]]:
    headings = [_("Learner"), _("In the group"), _("Steps done"), _("Steps in all")]
    headings += [
        f"{column.number}. {column.title}" if column.number else f"{group.title}: {column.title}"
        for group in sheet.groups
        for column in group.columns
    ]
    rows: list[list[Value]] = [
        [row.name, _("has left") if row.left else _("yes"), row.done, sheet.steps, *map(_said, row.cells)]
        for row in sheet.rows
    ]
    return headings, rows


def _said(cell: Cell) -> str:
    """«20.11.2026, ждёт проверки»; empty for a step that was not done."""
    if cell.day is None:
        return ""
    return f"{cell.day:%d.%m.%Y}, {State(cell.state).label}" if cell.state else f"{cell.day:%d.%m.%Y}"
