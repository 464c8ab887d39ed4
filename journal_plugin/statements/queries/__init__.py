"""Named reads of the statements: what each paper is made of, one file a paper, and the archive of issued copies."""

from datetime import date

from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import cover as cover_paper
from journal_plugin.statements.documents import form1 as form1_paper
from journal_plugin.statements.documents import form2 as form2_paper
from journal_plugin.statements.documents import pack as pack_paper
from journal_plugin.statements.documents import roster as roster_paper
from journal_plugin.statements.queries import form1, form2, journal
from journal_plugin.statements.queries.drawn import Drawn
from journal_plugin.statements.queries.pack import draw_cover, draw_pack, draw_roster

_DRAWING = {
    form1_paper.KIND: form1.draw,
    form2_paper.KIND: form2.draw,
    roster_paper.KIND: draw_roster,
    cover_paper.KIND: draw_cover,
    pack_paper.KIND: draw_pack,
}


def draw(kind: str, group: Group, *, since: date, until: date, formed: date, book: Journal | None = None) -> Drawn:
    """The paper of that kind for a group with its institution and settings, or the pages of the journal ``book``."""
    if book is not None:
        return journal.draw(book, since, until, formed)
    return _DRAWING[kind](group, since, until, formed)
