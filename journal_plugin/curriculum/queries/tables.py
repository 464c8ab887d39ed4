"""Reads of whole curricula: of groups, and of one learner with what is his own (B01, B02, B16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from journal_plugin.calendar.graph import study_weeks
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.calendar.queries import calendar_of, last_study_weekday
from journal_plugin.curriculum.controls import Control
from journal_plugin.curriculum.models import Curriculum, CurriculumLine, IndividualLine, StudyElement
from journal_plugin.curriculum.norms import Frame
from journal_plugin.curriculum.table import Entry, Period, Table, table_of
from journal_plugin.institution.models import Institution
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Learner, Membership


@dataclass(frozen=True)
class Shelf:
    """The curricula of one programme: its name with the code, and (id, name, course, names of groups) of each."""

    title: str
    curricula: tuple[tuple[int, str, int, str], ...]


def curricula_of(year: AcademicYear) -> QuerySet[Curriculum]:
    """The curricula of ``year`` with their programmes, by programme and course."""
    rows = Curriculum.objects.filter(year=year).select_related("programme", "year", "institution")
    return rows.order_by("programme__sort_key", "programme", "course", "sort_key")


def shelves_of(year: AcademicYear) -> tuple[Shelf, ...]:
    """The curricula of ``year`` by programmes; two queries."""
    groups: dict[int, list[str]] = {}
    pairs = Curriculum.groups.through.objects.filter(curriculum__year=year).order_by("group__sort_key")
    for curriculum, name in pairs.values_list("curriculum", "group__name"):
        groups.setdefault(curriculum, []).append(name)
    shelves = groupby(curricula_of(year), key=lambda row: row.programme)
    return tuple(
        Shelf(
            " ".join(word for word in (programme.code, programme.name) if word),
            tuple((row.pk, row.name, row.course, ", ".join(groups.get(row.pk, ()))) for row in rows),
        )
        for programme, rows in shelves
    )


def text_of_curricula(institution: Institution, year: AcademicYear) -> str:
    """What the site's search finds of the curricula of ``year``: programmes, curricula and their elements; two queries."""
    words = [f"{shelf.title} {name}" for shelf in shelves_of(year) for _pk, name, _course, _groups in shelf.curricula]
    elements = CurriculumLine.objects.filter(curriculum__year=year, curriculum__institution=institution)
    return " ".join([*words, *elements.order_by().values_list("element__name", flat=True).distinct()])


def groups_before(year: AcademicYear) -> QuerySet[Group]:
    """The groups that stand at the end of ``year`` and have gone neither on nor out, by courses (A19)."""
    groups = Group.objects.on(year.until).filter(institution=year.institution_id, kind=GroupKind.GROUP)
    return groups.filter(continued_by=None).exclude(until=year.until).order_by("course", "sort_key")


def in_last_course(year: AcademicYear, groups: Iterable[Group]) -> frozenset[int]:
    """Ids of those of ``groups`` that learn by the curriculum of the last course of their programme; one query."""
    rows = list(Curriculum.objects.filter(year=year).values_list("programme", "course", "groups"))
    last: dict[int, int] = {}
    for programme, course, _group in rows:
        last[programme] = max(course, last.get(programme, 0))
    programmes = {group: programme for programme, _course, group in rows if group}
    own = ((group, programmes.get(group.pk)) for group in groups)
    return frozenset(group.pk for group, programme in own if programme and group.course >= last[programme])


def frame_of(curriculum: Curriculum) -> Frame:
    """By which norms ``curriculum`` is judged; one query."""
    institution = curriculum.institution
    return Frame(institution.kind, curriculum.course, last_study_weekday(institution))


def table_of_curriculum(curriculum: Curriculum) -> Table:
    """The table of ``curriculum``; seven queries, however many lines it has."""
    lines = CurriculumLine.objects.filter(curriculum=curriculum)
    return _table(curriculum, _entries(lines))


def table_of_learner(learner: Learner, year: AcademicYear) -> Table | None:
    """The curriculum of the learner's group in ``year`` with what his individual curriculum changes (B02).

    The group is that of today, or of the nearest day of the year. None where neither gives him a line.
    """
    day = min(max(learner.institution.today(), year.since), year.until)
    group = Membership.objects.on(day).filter(learner=learner, group__kind=GroupKind.GROUP).values("group")
    curricula = Curriculum.objects.filter(year=year, groups__in=group).select_related("institution")
    shared = list(_entries(CurriculumLine.objects.filter(curriculum__in=curricula)))
    own = {
        (entry.element, entry.period): entry
        for entry in _entries(IndividualLine.objects.filter(plan__learner=learner, plan__year=year), own=True)
    }
    merged = [own.pop((entry.element, entry.period), entry) for entry in shared]
    entries = [*merged, *own.values()]
    if not entries:
        return None
    curriculum = curricula.first() or Curriculum(institution=learner.institution, year=year)
    return _table(curriculum, entries)


def _entries(lines: QuerySet, own: bool = False) -> Iterable[Entry]:
    """One query."""
    rows = lines.order_by("element__sort_key", "element", "term__since").values_list(
        "element",
        "element__name",
        "element__kind",
        "element__code",
        "element__module",
        "term",
        "theory_hours",
        "practice_hours",
        "control__name",
        "control__short",
        "control__counts",
        *(["excluded"] if own else []),
    )
    return [
        Entry(*row[:8], control=Control(*row[8:11]) if row[8] else None, own=own, excluded=bool(own and row[11]))
        for row in rows
    ]


def _table(curriculum: Curriculum, entries: Iterable[Entry]) -> Table:
    entries = list(entries)
    terms = Term.objects.filter(pk__in={entry.period for entry in entries}).order_by("since", "number")
    calendar = calendar_of(curriculum.year).concerning(curriculum.course, curriculum.programme_id)
    last_weekday = last_study_weekday(curriculum.institution)
    periods = [
        Period(term.pk, term.name, study_weeks(calendar, term.since, term.until, last_weekday)) for term in terms
    ]
    heads = StudyElement.objects.filter(pk__in={entry.module for entry in entries if entry.module})
    modules = {
        head.pk: Entry(head.pk, head.name, head.kind, head.code, None, 0, 0, 0, None)
        for head in heads.only("pk", "name", "kind", "code")
    }
    ordered = sorted(entries, key=lambda entry: (entry.code or "", entry.name.casefold()))
    return table_of(periods, ordered, modules)
