"""What the paper of a work programme is made of (B04, B05, B13)."""

from collections import defaultdict

from journal_plugin.curriculum.models import ContentElement, ProgrammeEdition
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.programme import ProgrammeSection, sections_of
from journal_plugin.curriculum.queries import editions_of
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.people.models import Person
from journal_plugin.statements.documents.programme import Change, Content, Lesson, Paper, Section, Topic
from journal_plugin.statements.queries.substitutions import director_of


def paper_of(page: WorkProgrammePage, *, draft: bool) -> Paper:
    """``page`` as it is in force, or its draft; whose element with institution and year are loaded. Five reads."""
    institution, sections = page.element.institution, sections_of(page.body)
    lessons = [lesson for section in sections for topic in section.topics for lesson in topic.lessons]
    approvals = [edition for edition in editions_of(page.pk) if edition.approved_at]
    last = approvals[-1] if approvals and not draft else None
    author = Person.objects.filter(user=page.owner_id).first() if page.owner_id else None
    return Paper(
        institution=institution.name,
        founder=institution.founder,
        city=institution.city,
        kind=page.element.kind,
        school=institution.kind == InstitutionKind.SCHOOL,
        element=page.title,
        code=page.element.code,
        level=page.element.level,
        year=page.year.name,
        goals=page.goals,
        author=author.short_name if author else "",
        director=director_of(institution, institution.today()),
        agreed=page.agreed,
        order=page.order,
        approved=last.approved_at.astimezone(institution.zone).date() if last else None,
        approved_by=_name(last.approved_by) if last else "",
        sections=tuple(map(_section, sections)),
        content=_content(page.element_id, lessons),
        materials=tuple((row.number, one.title, one.url) for row in lessons for one in row.materials),
        changes=tuple(_change(edition, institution.zone) for edition in approvals[1:]),
    )


def _section(section: ProgrammeSection) -> Section:
    return Section(
        section.title,
        section.hours,
        tuple(
            Topic(
                topic.title,
                topic.content,
                sum(row.hours for row in topic.lessons),
                tuple(
                    Lesson(row.number, row.topic, row.hours, row.activity, row.work_kind, row.codes, row.homework)
                    for row in topic.lessons
                ),
            )
            for topic in section.topics
        ),
    )


def _content(element: int, lessons) -> tuple[Content, ...]:
    """The elements that lessons name, in the order of the codifier."""
    of_lessons: dict[str, list[int]] = defaultdict(list)
    for lesson in lessons:
        for code in lesson.codes:
            of_lessons[code].append(lesson.number)
    if not of_lessons:
        return ()
    rows = ContentElement.objects.filter(element=element, code__in=of_lessons).order_by("sort_key")
    return tuple(Content(code, name, tuple(of_lessons[code])) for code, name in rows.values_list("code", "name"))


def _change(edition: ProgrammeEdition, zone) -> Change:
    day = edition.approved_at.astimezone(zone).date()
    return Change(edition.reason, _name(edition.opened_by), day, _name(edition.approved_by))


def _name(person: Person | None) -> str:
    return person.short_name if person else ""
