"""What the pages of journals are made of: the same number of reads for one journal and for all of a group."""

from collections.abc import Iterator, Sequence
from datetime import date

from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.averages import average
from journal_plugin.statements.documents.journal import Final, Lesson, Paper, Row, Term
from journal_plugin.statements.queries.drawn import Drawn
from journal_plugin.statements.queries.register import Held, Member, Period, Register, read_register
from journal_plugin.statements.queries.substitutions import director_of

NOT_IN_GROUP = "–"


def draw(journal: Journal, since: date, until: date, formed: date) -> Drawn:
    """The pages of one journal; eight reads."""
    return Drawn(pages_of([journal], since, until, formed)[0])


def pages_of(journals: Sequence[Journal], since: date, until: date, formed: date) -> tuple[Paper, ...]:
    """The pages of those journals of one institution, in their order; lessons up to ``formed`` were held. Eight reads.

    The journals come with their institution and its settings, group, element and year. Each has its own record: a
    learner of a subgroup stands on the pages of the subgroup, whoever else studies the discipline.
    """
    if not journals:
        return ()
    register = read_register(journals, since, until, formed)
    director = director_of(journals[0].institution, formed)
    return tuple(_page(journal, register, since, until, formed, director) for journal in journals)


def _page(journal: Journal, register: Register, since: date, until: date, formed: date, director: str) -> Paper:
    lessons = register.lessons.get(journal.pk, [])
    courses = (None, journal.group.course)
    periods = [one for one in register.periods if one.year == journal.year_id and one.course in courses]
    if not journal.is_marked:
        periods = []
    return Paper(
        institution=journal.institution.name,
        school=journal.institution.kind == InstitutionKind.SCHOOL,
        kind=journal.kind,
        group=journal.group.name,
        element=" ".join(filter(None, (journal.element.code, journal.element.name))),
        year=journal.year.name,
        since=since,
        until=max(min(until, formed), since),
        formed=formed,
        terms=tuple(Term(period.name, period.short, period.until, period.since >= since) for period in periods),
        lessons=tuple(_lesson(lesson, marked=journal.is_marked) for lesson in lessons),
        rows=tuple(
            _row(journal, member, lessons, periods, register) for member in register.members.get(journal.group_id, ())
        ),
        teachers=tuple(dict.fromkeys(name for lesson in lessons for name in lesson.teachers)),
        director=director,
    )


def _lesson(held: Held, *, marked: bool) -> Lesson:
    return Lesson(
        day=held.day,
        hours=held.hours,
        activity=held.activity,
        technology=held.technology,
        topic=held.topic,
        homework=held.homework if marked else "",
        works=tuple(held.works.values()) if marked else (),
        teacher="; ".join(held.instead or held.teachers),
    )


def _row(journal: Journal, member: Member, lessons: list[Held], periods: list[Period], register: Register) -> Row:
    cells = (cell for lesson in lessons for cell in _cells(member, lesson, register, marked=journal.is_marked))
    weighted = journal.institution.settings.weighted_average

    def final(period: Period) -> Final:
        mark = register.finals.get((journal.pk, period.pk, member.pk), "")
        if period.sums:
            return Final(None, None, mark)
        marks = [
            register.marks[work, member.pk]
            for lesson in lessons
            if period.since <= lesson.day <= period.until
            for work in lesson.works
            if (work, member.pk) in register.marks
        ]
        count = sum(code.isdigit() for code, _weight in marks)
        return Final(count, average(marks, weighted=weighted), mark)

    return Row(member.name, tuple(cells), tuple(final(period) for period in periods))


def _cells(member: Member, lesson: Held, register: Register, *, marked: bool) -> Iterator[str]:
    """What stands in the columns of a lesson: its marks, the sign of attendance in the first column that is free."""
    works = list(lesson.works) if marked else []
    written = [register.marks.get((work, member.pk), ("", 0))[0] for work in works] or [""]
    sign = register.signs.get((lesson.pk, member.pk), "")
    if not sign and not any(written) and not member.was_in(lesson.day):
        sign = NOT_IN_GROUP
    free = next((place for place, mark in enumerate(written) if not mark), 0)
    for place, mark in enumerate(written):
        yield f"{mark}{sign}" if place == free else mark
