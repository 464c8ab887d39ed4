"""Which of what stands belongs to one programme, whole or of one course."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.curriculum.models import Programme
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.monitoring.education import Place
from journal_plugin.monitoring.enums import State
from journal_plugin.monitoring.queries.education.rows import Load, Plan, Rows


@dataclass(frozen=True)
class Scope:
    """A programme: ``courses`` that it has in all, ``chosen`` ones that are asked for, their curricula and load."""

    programme: Programme
    courses: tuple[int, ...]
    chosen: tuple[int, ...]
    plans: tuple[Plan, ...]
    groups: dict[int, str]
    load: tuple[Load, ...]


def scope_of(rows: Rows, programme: Programme, course: int | None) -> Scope:
    """What of ``rows`` is that programme's; a course is known by the curricula of this year and of the year before."""
    plans = tuple(plan for plan in rows.plans if plan.programme == programme.pk)
    former = {at for one, at in rows.former if one == programme.pk}
    courses = tuple(sorted({plan.course for plan in plans} | former))
    chosen = (course,) if course in courses else courses
    own = tuple(plan for plan in plans if plan.course in chosen)
    groups = {pk: name for plan in own for pk, name in plan.groups.items()}
    load = tuple(row for row in rows.load if row.groups & groups.keys())
    return Scope(programme, courses, chosen, own, groups, load)


def shown_state(rows: Rows, model: type) -> State:
    """How far is what stands: everybody reads it where the site has that page."""
    return State.PUBLISHED if model in rows.shown else State.IN_FORCE


def address(rows: Rows, model: type, tail: str = "") -> str:
    """Where everybody reads it, or nothing."""
    return f"{rows.shown[model][1]}{tail}" if model in rows.shown else ""


def copy_of_year(rows: Rows) -> Place:
    """The opening of a year copies from the year before what this one has not yet."""
    areas = (Area.DIRECTORIES, Area.CONTINGENT, Area.TIMETABLE)
    before = rows.before.pk if rows.before else 0
    return Place(_("Copy from that year"), "journal:next_year", (), areas, query=f"?year={before}")


def course_named(rows: Rows, course: int) -> str:
    """A year of study or a grade."""
    school = rows.year.institution.kind == InstitutionKind.SCHOOL
    return (_("grade %(n)s") if school else _("year %(n)s")) % {"n": course}
