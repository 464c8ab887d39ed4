"""Study elements and load."""

from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import StudyElement, TeachingAssignment
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Group, Staff


def make_element(institution: Institution, name: str = "Материаловедение", **fields) -> StudyElement:
    """A discipline, unless ``kind`` says otherwise."""
    return StudyElement.objects.create(institution=institution, name=name, **fields)


def assign(staff: Staff, group: Group, element: StudyElement, term: Term, **fields) -> TeachingAssignment:
    """``staff`` teaches ``element`` to ``group`` for the whole of ``term``."""
    fields = {"activity": "theory", "since": term.since, "until": term.until, "lessons_per_cycle": 2} | fields
    return TeachingAssignment.objects.create(term=term, group=group, element=element, staff=staff, **fields)
