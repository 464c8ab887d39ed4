"""Work programmes of a year that are not in force yet."""

from wagtail.models import WorkflowState

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.pages import WorkProgrammePage


def drafts_of(year: AcademicYear) -> tuple[dict[int, int], set[int]]:
    """Pages that are not in force by element, and those of them that wait for approval; two queries."""
    drafts = dict(WorkProgrammePage.objects.filter(year=year, live=False).values_list("element_id", "pk"))
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=[str(pk) for pk in drafts.values()]
    )
    return drafts, {int(pk) for pk in states.values_list("object_id", flat=True)}
