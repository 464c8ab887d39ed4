"""Educational programmes of a year as wholes (B08)."""

from collections.abc import Iterable

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.models import Programme
from journal_plugin.monitoring.education import Education
from journal_plugin.monitoring.queries.education.elements import additional, extracurricular, work_programmes
from journal_plugin.monitoring.queries.education.planning import calendar, curricula
from journal_plugin.monitoring.queries.education.rows import Rows, rows_of
from journal_plugin.monitoring.queries.education.scope import Scope, scope_of
from journal_plugin.monitoring.queries.education.teaching import schedule, timetable

_PARTS = (curricula, calendar, work_programmes, timetable, schedule, extracurricular, additional)


def educations_of(
    year: AcademicYear, programmes: Iterable[Programme], course: int | None = None
) -> tuple[Education, ...]:
    """``programmes`` in ``year``, whole or of one course; the number of queries does not depend on how many there are."""
    rows = rows_of(year)
    return tuple(_education(rows, scope_of(rows, programme, course)) for programme in programmes)


def _education(rows: Rows, scope: Scope) -> Education:
    title = " ".join(word for word in (scope.programme.code, scope.programme.name) if word)
    parts = tuple(part(rows, scope) for part in _PARTS)
    return Education(scope.programme.pk, title, scope.programme.level, scope.courses, parts)
