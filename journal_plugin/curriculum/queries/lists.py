"""Named reads of study elements, curricula and load, as lines of lists."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Max, Sum

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.cards import ContentCard, CurriculumCard, ElementCard, LoadCard
from journal_plugin.curriculum.enums import PRACTICES
from journal_plugin.curriculum.models import (
    ContentElement,
    Curriculum,
    CurriculumLine,
    Programme,
    ProgrammeEdition,
    StudyElement,
    TeachingAssignment,
)
from journal_plugin.curriculum.rules import may_publish_programme, may_write_programme
from journal_plugin.institution.models import Institution


def element_cards(institution: Institution) -> dict[str, ElementCard]:
    """Study elements as lines of a list, by name: key -> line; one query."""
    rows = StudyElement.objects.filter(institution=institution).order_by("sort_key", "pk")
    cards = (
        ElementCard(row[0], row[1], row[2], row[3], row[4] or "", row[5])
        for row in rows.values_list("name", "kind", "code", "level", "module__name", "external_id")
    )
    return {card.key: card for card in cards}


def element_ids(institution: Institution) -> dict[str, int]:
    """Ids of study elements by label (the name, with the level where there is one); one query."""
    rows = StudyElement.objects.filter(institution=institution).values_list("pk", "name", "level")
    return {ElementCard(name, level=level).label: pk for pk, name, level in rows}


def practice_labels(institution: Institution) -> frozenset[str]:
    """Labels of the practices, whose hours are visits with a schedule of their own; one query."""
    rows = StudyElement.objects.filter(institution=institution, kind__in=PRACTICES).values_list("name", "level")
    return frozenset(ElementCard(name, level=level).label for name, level in rows)


def programme_ids(institution: Institution) -> dict[str, int]:
    """Ids of educational programmes by name; one query."""
    return dict(Programme.objects.filter(institution=institution).order_by("-pk").values_list("name", "pk"))


def curriculum_cards(year: AcademicYear) -> dict[tuple[str, str, str], CurriculumCard]:
    """Curricula of ``year`` as lines of a list: key -> line; two queries."""
    lines = CurriculumLine.objects.filter(curriculum__year=year).select_related(
        "curriculum__programme", "element", "term", "control"
    )
    groups: dict[int, list[str]] = {}
    pairs = Curriculum.groups.through.objects.filter(curriculum__year=year).order_by("group__sort_key")
    for curriculum, name in pairs.values_list("curriculum_id", "group__name"):
        groups.setdefault(curriculum, []).append(name)
    cards = (
        CurriculumCard(
            curriculum=line.curriculum.name,
            programme=line.curriculum.programme.name,
            course=line.curriculum.course,
            groups=tuple(groups.get(line.curriculum_id, ())),
            element=ElementCard(line.element.name, level=line.element.level).label,
            term=line.term.name,
            theory_hours=line.theory_hours,
            practice_hours=line.practice_hours,
            control=line.control.name if line.control else "",
        )
        for line in lines.order_by("curriculum__sort_key", "element__sort_key", "term__since")
    )
    return {card.key: card for card in cards}


def load_cards(term: Term, day: date) -> dict[tuple[str, str, str, str], LoadCard]:
    """The load of ``term`` in force on ``day`` or later, as lines of a list: key -> line; one query."""
    rows = (
        TeachingAssignment.objects.filter(term=term)
        .between(day, date.max)
        .select_related("group", "element", "staff__person")
    )
    cards = (
        LoadCard(
            group=row.group.name,
            element=ElementCard(row.element.name, level=row.element.level).label,
            staff=row.staff.external_id or row.staff.person.full_name,
            activity=row.activity,
            lessons_per_cycle=row.lessons_per_cycle,
            hours=row.hours,
        )
        for row in rows.order_by("group__sort_key", "element__sort_key", "staff__person__sort_key", "pk")
    )
    return {card.key: card for card in cards}


def curriculum_hours(element: StudyElement, year_id: int) -> int:
    """Academic hours that the year's curricula give to ``element``, the largest of them; 0 without one (one query)."""
    lines = CurriculumLine.objects.filter(element=element, curriculum__year=year_id)
    totals = lines.values("curriculum").annotate(hours=Sum(F("theory_hours") + F("practice_hours")))
    return totals.aggregate(most=Max("hours"))["most"] or 0


def written_elements(user, year_id: int | None = None) -> frozenset[int]:
    """Ids of the elements whose work programme of a year ``user`` writes, read once for the life of the user object."""
    known = user.__dict__.setdefault("_journal_programmes", {})
    if year_id not in known:
        rows = StudyElement.objects.filter(may_write_programme(user, year_id))
        known[year_id] = frozenset(rows.values_list("pk", flat=True))
    return known[year_id]


def published_elements(user) -> frozenset[int]:
    """Ids of the elements whose work programme ``user`` puts into force, read once for the life of the user object."""
    if "_journal_published" not in user.__dict__:
        rows = StudyElement.objects.filter(may_publish_programme(user))
        user.__dict__["_journal_published"] = frozenset(rows.values_list("pk", flat=True))
    return user.__dict__["_journal_published"]


def unknown_codes(element: StudyElement, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of ``codes`` that the codifier of ``element`` does not have, in their order; one query."""
    known = set(ContentElement.objects.filter(element=element).values_list("code", flat=True))
    return tuple(code for code in dict.fromkeys(codes) if code not in known)


def editions_of(page_id: int) -> tuple[ProgrammeEdition, ...]:
    """Approvals of a work programme and the change that is open, oldest first, with their people; one query."""
    rows = ProgrammeEdition.objects.filter(page=page_id).select_related("opened_by", "approved_by", "withdrawn_by")
    return tuple(rows.order_by("pk"))


def content_cards(institution: Institution) -> dict[tuple[str, str], ContentCard]:
    """Content elements as lines of a list: key -> line; one query."""
    rows = ContentElement.objects.filter(institution=institution).order_by("element__sort_key", "sort_key")
    cards = (
        ContentCard(ElementCard(name, level=level).label, code, title)
        for name, level, code, title in rows.values_list("element__name", "element__level", "code", "name")
    )
    return {card.key: card for card in cards}
