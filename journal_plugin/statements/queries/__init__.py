"""Named reads of the statements: what each paper is made of, one file a paper, and the archive of issued copies."""

from datetime import date

from journal_plugin.people.models import Group
from journal_plugin.statements.documents import form1 as form1_paper
from journal_plugin.statements.documents import form2 as form2_paper
from journal_plugin.statements.queries import form1, form2
from journal_plugin.statements.queries.drawn import Drawn

_DRAWING = {form1_paper.KIND: form1.draw, form2_paper.KIND: form2.draw}


def draw(kind: str, group: Group, *, since: date, until: date, formed: date) -> Drawn:
    """The paper of that kind for a group with its institution and settings; KeyError for another kind."""
    return _DRAWING[kind](group, since, until, formed)
