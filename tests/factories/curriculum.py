"""Study elements, curricula and load."""

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.models import (
    ControlForm,
    Curriculum,
    CurriculumLine,
    Programme,
    StudyElement,
    TeachingAssignment,
)
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Group, Staff


def make_element(institution: Institution, name: str = "Материаловедение", **fields) -> StudyElement:
    """A discipline, unless ``kind`` says otherwise."""
    return StudyElement.objects.create(institution=institution, name=name, **fields)


def assign(staff: Staff, group: Group, element: StudyElement, term: Term, **fields) -> TeachingAssignment:
    """``staff`` teaches ``element`` to ``group`` for the whole of ``term``."""
    fields = {"activity": "theory", "since": term.since, "until": term.until, "lessons_per_cycle": 2} | fields
    return TeachingAssignment.objects.create(term=term, group=group, element=element, staff=staff, **fields)


def make_curriculum(
    year: AcademicYear, name: str = "УП ОН-24", *, groups: tuple[Group, ...] = (), **fields
) -> Curriculum:
    """A curriculum of ``year`` without lines, for the programme «Технология машиностроения»."""
    programme, _made = Programme.objects.get_or_create(
        institution=year.institution, name="Технология машиностроения", code="15.02.16"
    )
    fields = {"course": 3, "programme": programme} | fields
    curriculum = Curriculum.objects.create(institution=year.institution, year=year, name=name, **fields)
    curriculum.groups.set(groups)
    return curriculum


def add_line(
    curriculum: Curriculum, element: StudyElement, term: Term, theory: int = 0, practice: int = 0, control: str = ""
):
    """A line of ``curriculum``; ``control`` names a form of control of the institution."""
    form = control_named(curriculum.institution, control) if control else None
    return CurriculumLine.objects.create(
        curriculum=curriculum, element=element, term=term, theory_hours=theory, practice_hours=practice, control=form
    )


def control_named(institution: Institution, name: str) -> ControlForm:
    """A form of control with which the institution was founded."""
    return ControlForm.objects.get(institution=institution, name=name)
