"""Opening a journal, and what its pages show around themselves."""

from django.http import Http404, HttpRequest

from journal_plugin.access.doors import open_door
from journal_plugin.gradebook.links import Filter, tabs_of
from journal_plugin.gradebook.markup import Reader
from journal_plugin.gradebook.queries.grid import reader_of
from journal_plugin.gradebook.queries.heads import head_of
from journal_plugin.gradebook.queries.periods import Span, chosen_span, spans_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.queries import Glance, glance
from journal_plugin.lessons.rules import may_read_journal, with_rights
from journal_plugin.people.queries import person_of


def open_journal(request: HttpRequest, pk: int) -> tuple[Journal, Reader]:
    """The journal that the user reads, with what its pages need, and what he writes in it; 404 for a stranger."""
    journals = with_rights(request.user).select_related("institution__settings", "group", "element", "year")
    journal = open_door(journals, may_read_journal(request.user), pk=pk)
    person = person_of(request.user)
    return journal, reader_of(journal, person.pk if person else None)


def look_at(request: HttpRequest, pk: int) -> Glance:
    """The journal at a glance; 404 for a stranger."""
    look = glance(request.user, pk)
    if look is None:
        raise Http404
    return look


def frame(
    request: HttpRequest,
    journal: Journal,
    reader: Reader,
    *,
    look: Glance,
    tab: str,
    span: Span | None = None,
    filters: tuple[Filter, ...] = (),
) -> dict[str, object]:
    """Head and tabs of a page without the panel; without ``span`` its tabs lead to the period of today."""
    today = journal.institution.today()
    return {
        "journal": journal.pk,
        "head": head_of(journal, request.user, today),
        "tabs": tabs_of(look, tab, span or chosen_span(spans_of(look), "", today)),
        "filters": filters,
        "is_writer": reader.is_writer,
        "has_panel": False,
    }
