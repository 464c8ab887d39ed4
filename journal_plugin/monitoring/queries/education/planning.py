"""The curricula and the academic calendar of a programme."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area
from journal_plugin.calendar.graph import Spell
from journal_plugin.calendar.pages import AcademicCalendarPage
from journal_plugin.core.plurals import counted
from journal_plugin.curriculum.pages import CurriculumIndexPage
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.monitoring.education import Item, Part, Place, Sample
from journal_plugin.monitoring.enums import State
from journal_plugin.monitoring.queries.education.rows import Plan, Rows
from journal_plugin.monitoring.queries.education.scope import (
    Scope,
    address,
    copy_of_year,
    course_named,
    shown_state,
)

_WRITES = (Area.DIRECTORIES,)


def curricula(rows: Rows, scope: Scope) -> Part:
    """One a course at least; a course that had one last year and has none now is told."""
    courses = {plan.course for plan in scope.plans}
    lacking = [_lacking(rows, scope, course) for course in scope.chosen if course not in courses]
    items = (*lacking, *(_curriculum(rows, plan) for plan in scope.plans))
    return Part(_("Curricula"), items, _("The programme has no curriculum in this year."), new_curriculum())


def new_curriculum() -> Place:
    """Where a programme begins."""
    return Place(_("Enter a curriculum"), "journal_curriculum:add", (), _WRITES)


def _lacking(rows: Rows, scope: Scope, course: int) -> Item:
    pk, name = rows.former[scope.programme.pk, course]
    sample = Sample(f"{name}, {rows.before}", address(rows, CurriculumIndexPage, f"{pk}/"), copy_of_year(rows))
    return Item(course_named(rows, course), State.NONE, owes=rows.keepers.get(Role.ADMIN, ""), sample=sample)


def _curriculum(rows: Rows, plan: Plan) -> Item:
    """A draft until it has lines and every subject its form of control."""
    note = ", ".join([course_named(rows, plan.course), *plan.groups.values()])
    owes = rows.keepers.get(Role.ADMIN, "")
    public = address(rows, CurriculumIndexPage, f"{plan.pk}/")
    make = Place(_("Change"), "journal_curriculum:edit", (plan.pk,), _WRITES)
    if not plan.hours:
        return Item(plan.name, State.DRAFT, owes, note, _("it has no lines"), make=make)
    if plan.uncontrolled:
        warning = _("without a form of control: %(n)s") % {"n": plan.uncontrolled}
        controls = Place(_("Set the forms of control"), "journal:controls_of", (plan.pk,), _WRITES)
        return Item(plan.name, State.DRAFT, owes, note, warning, public=public, make=controls)
    note = f"{note}; {counted(sum(plan.hours.values()), 'hour')}"
    warning = "" if plan.groups else _("it is no group's")
    return Item(plan.name, shown_state(rows, CurriculumIndexPage), "", note, warning, public=public, make=make)


def calendar(rows: Rows, scope: Scope) -> Part:
    """Study periods with their local act, holidays and attestations as they hold for the programme's courses."""
    own = [rows.calendar.concerning(course, scope.programme.pk) for course in scope.chosen or (None,)]
    year = Place(_("Change"), "journal_academicyear:edit", (rows.year.pk,), _WRITES)
    free = Place(_("Enter"), "journal_holiday:add", (), _WRITES)
    periods = Place(_("Enter"), "journal_attestationperiod:add", (), _WRITES)
    act = "" if rows.year.act else _("the local act that approves the academic calendar is not entered")
    former = [rows.former_calendar.concerning(course, scope.programme.pk) for course in scope.chosen or (None,)]

    def item(title: str, kind: str, make: Place, warning: str = "") -> Item:
        now, before = ([spell for one in years for spell in getattr(one, kind)] for years in (own, former))
        return _spells(rows, title, now, make, warning, sampled=bool(before))

    items = [
        item(_("Study periods"), "terms", year, act),
        item(_("Holidays and free days"), "holidays", free),
    ]
    if rows.year.institution.kind != InstitutionKind.SCHOOL:
        items.append(item(_("Interim attestation"), "attestations", periods))
    return Part(_("Academic calendar"), tuple(items))


def _spells(rows: Rows, title: str, spells: Iterable[Spell], make: Place, warning: str, *, sampled: bool) -> Item:
    """``sampled``: the calendar of the year before has such days, and stands as the sample while there are none."""
    names = list(dict.fromkeys(spell.name for spell in spells))
    if not names:
        last = address(rows, AcademicCalendarPage, f"year/{rows.before.pk}/") if rows.before else ""
        sample = Sample(f"{title}, {rows.before}", last) if sampled else None
        return Item(title, State.NONE, rows.keepers.get(Role.ADMIN, ""), make=make, sample=sample)
    if warning:
        return Item(title, State.DRAFT, rows.keepers.get(Role.ADMIN, ""), ", ".join(names), warning, make=make)
    public = address(rows, AcademicCalendarPage, f"year/{rows.year.pk}/")
    return Item(title, shown_state(rows, AcademicCalendarPage), note=", ".join(names), public=public, make=make)
