"""What stands of the educational programmes of an institution in a year: read at once, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from wagtail.models import Page

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.graph import Calendar
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.calendar.pages import AcademicCalendarPage
from journal_plugin.calendar.queries import calendar_of
from journal_plugin.core.names import initials
from journal_plugin.curriculum.enums import SWITCHED
from journal_plugin.curriculum.models import (
    Curriculum,
    CurriculumLine,
    PlannedLesson,
    StudyElement,
    TeachingAssignment,
)
from journal_plugin.curriculum.pages import CurriculumIndexPage, WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.curriculum.switches import kept
from journal_plugin.lessons.pages import ControlSchedulePage
from journal_plugin.lessons.queries.control import days_of_tests
from journal_plugin.monitoring.queries.drafts import drafts_of
from journal_plugin.people.enums import GATHERED
from journal_plugin.people.models import Membership
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.pages import TimetableIndexPage

SHOWN = (AcademicCalendarPage, CurriculumIndexPage, WorkProgrammeIndexPage, TimetableIndexPage, ControlSchedulePage)


@dataclass(frozen=True)
class Plan:
    """A curriculum: names of its groups by id, hours by element, how many elements have no form of control."""

    pk: int
    name: str
    programme: int
    course: int
    groups: dict[int, str]
    hours: dict[int, int]
    uncontrolled: int


@dataclass(frozen=True)
class Load:
    """A row of load: to which whole groups, whether it wants a place in the timetable and has one."""

    groups: frozenset[int]
    element: int
    term: int
    teacher: str
    wants_place: bool
    placed: bool


@dataclass(frozen=True)
class Rows:
    """All of it; ``former`` are the curricula of the year before by programme and course, ``former_calendar`` its days,
    ``pages`` live work programmes by (element, year) as (id, address), ``written`` their hours, ``shown`` the site's
    public pages by type.
    """

    year: AcademicYear
    before: AcademicYear | None
    plans: tuple[Plan, ...]
    former: dict[tuple[int, int], tuple[int, str]]
    elements: dict[int, StudyElement]
    load: tuple[Load, ...]
    pages: dict[tuple[int, int], tuple[int, str]]
    drafts: dict[int, int]
    waiting: set[int]
    written: dict[int, int]
    terms: tuple[Term, ...]
    calendar: Calendar
    former_calendar: Calendar
    tests: dict[int, list[date]]
    keepers: dict[str, str]
    shown: dict[type, tuple[int, str]]


def rows_of(year: AcademicYear) -> Rows:
    """Everything about ``year``; twenty-three queries, however much there is."""
    before = (
        AcademicYear.objects.filter(institution=year.institution_id, since__lt=year.since).order_by("-since").first()
    )
    former = (
        Curriculum.objects.filter(year=before).order_by("-sort_key").values_list("programme", "course", "pk", "name")
    )
    load = _load(year)
    plans = _plans(year)
    named = {element for plan in plans for element in plan.hours} | {row.element for row in load}
    drafts, waiting = drafts_of(year)
    written = PlannedLesson.objects.filter(plan__year=year, withdrawn=False).order_by().values_list("plan__element")
    years = [one.pk for one in (year, before) if one]
    pages = WorkProgrammePage.objects.filter(year__in=years, live=True).only("pk", "element_id", "year_id", "url_path")
    return Rows(
        year=year,
        before=before,
        plans=plans,
        former={(programme, course): (pk, name) for programme, course, pk, name in former},
        elements=_elements(year, named),
        load=load,
        pages={(page.element_id, page.year_id): (page.pk, page.get_url() or "") for page in pages},
        drafts=drafts,
        waiting=waiting,
        written=dict(written.annotate(hours=Sum("hours"))),
        terms=tuple(Term.objects.parts().filter(year=year)),
        calendar=calendar_of(year),
        former_calendar=calendar_of(before) if before else Calendar((), (), ()),
        tests=days_of_tests(year),
        keepers=_keepers(year),
        shown=_shown(year),
    )


def _plans(year: AcademicYear) -> tuple[Plan, ...]:
    """Three queries."""
    groups: dict[int, dict[int, str]] = {}
    pairs = Curriculum.groups.through.objects.filter(curriculum__year=year).order_by("group__sort_key")
    for curriculum, group, name in pairs.values_list("curriculum", "group", "group__name"):
        groups.setdefault(curriculum, {})[group] = name
    hours: dict[int, dict[int, int]] = {}
    lacking: dict[int, int] = {}
    lines = CurriculumLine.objects.filter(kept(), curriculum__year=year).order_by()
    elements = lines.values_list("curriculum", "element", "element__kind")
    for curriculum, element, kind, theory, practice, forms in elements.annotate(
        theory=Sum("theory_hours"), practice=Sum("practice_hours"), forms=Count("control")
    ):
        hours.setdefault(curriculum, {})[element] = theory + practice
        lacking[curriculum] = lacking.get(curriculum, 0) + (not forms and kind not in SWITCHED)
    rows = Curriculum.objects.filter(year=year).order_by("course", "sort_key")
    return tuple(
        Plan(pk, name, programme, course, groups.get(pk, {}), hours.get(pk, {}), lacking.get(pk, 0))
        for pk, name, programme, course in rows.values_list("pk", "name", "programme", "course")
    )


def _load(year: AcademicYear) -> tuple[Load, ...]:
    """Load of parts is load of their groups, that of a stream is load of its members' groups; two queries."""
    gathered: dict[int, set[int]] = {}
    streams = Membership.objects.filter(group__kind__in=GATHERED, group__assignments__term__year=year)
    own = Q(learner__memberships__group__curricula__year=year)
    for stream, group in streams.filter(own).values_list("group", "learner__memberships__group").distinct():
        gathered.setdefault(stream, set()).add(group)
    placed = Slot.objects.filter(term=OuterRef("term"), group=OuterRef("group"), element=OuterRef("element"))
    load = TeachingAssignment.objects.filter(kept(), term__year=year).annotate(
        whole=Coalesce("group__parent", "group"), placed=Exists(placed)
    )
    names = (f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic"))
    rows = load.order_by("staff__person__sort_key").values_list(
        "whole", "element", "term", "lessons_per_cycle", "placed", *names
    )
    return tuple(
        Load(frozenset(gathered.get(whole, (whole,))), element, term, initials(*who), cycle > 0, is_placed)
        for whole, element, term, cycle, is_placed, *who in rows
    )


def _elements(year: AcademicYear, named: set[int]) -> dict[int, StudyElement]:
    """Those that curricula or load name, in their order; one query."""
    rows = StudyElement.objects.filter(institution=year.institution_id).order_by("sort_key")
    return {row.pk: row for row in rows if row.pk in named}


def _keepers(year: AcademicYear) -> dict[str, str]:
    """Who keeps the directories and the timetable, by role; one query."""
    roles = RoleAssignment.objects.on(year.institution.today()).filter(institution=year.institution_id)
    names = (f"person__{part}" for part in ("last_name", "first_name", "patronymic"))
    found: dict[str, list[str]] = {}
    held = roles.filter(role__in=(Role.ADMIN, Role.DISPATCHER)).order_by("person__sort_key")
    for role, *who in held.values_list("role", *names):
        found.setdefault(role, []).append(initials(*who))
    return {role: ", ".join(dict.fromkeys(people)) for role, people in found.items()}


def _shown(year: AcademicYear) -> dict[type, tuple[int, str]]:
    """The pages that everybody reads on the institution's site, by type: id and address; constant queries."""
    types = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*SHOWN).items()}
    pages = Page.objects.descendant_of(year.institution.site.root_page).live().public().filter(content_type__in=types)
    return {types[page.content_type_id]: (page.pk, page.get_url() or "") for page in pages.order_by("-path")}
