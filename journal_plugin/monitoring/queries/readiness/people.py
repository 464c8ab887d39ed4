"""Readiness of staff, groups, learners and roles."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Institution
from journal_plugin.monitoring.readiness import Check, Missing, check
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Staff

NEEDED = (Role.DEPUTY, Role.SECRETARY, Role.DISPATCHER)
"""Without whom nobody controls journals, enters movements or the timetable."""
OF_AGE = 18


def people(year: AcademicYear) -> tuple[Check, ...]:
    """Staff, responsible persons, groups, curators, guardians, logins; eight queries."""
    day = day_of(year)
    institution = year.institution
    title = institution.settings.curator_title
    return (
        check(_("Staff"), Area.DIRECTORIES, _staff(institution, day)),
        check(_("Responsible persons"), Area.ROLES, _roles(institution, day)),
        check(_("Groups and their lists"), Area.CONTINGENT, _groups(institution, day)),
        check(_("Each group has its %(curator)s") % {"curator": title}, Area.ROLES, _curators(institution, day)),
        check(_("Representatives of learners under 18"), Area.CONTINGENT, _guardians(institution, day)),
        check(_("Logins of teachers"), Area.ACCOUNTS, _logins(year, day)),
    )


def day_of(year: AcademicYear) -> date:
    """The day on which the report looks at what is dated: today within the year, else its first or last day."""
    return min(max(year.institution.today(), year.since), year.until)


def _staff(institution: Institution, day: date) -> Iterator[Missing]:
    rows = Staff.objects.on(day).filter(institution=institution).select_related("person").order_by("person__sort_key")
    found = list(rows)
    if not found:
        yield Missing(_("staff"), place=("journal_staff:add", ()))
    for row in found:
        if not row.position:
            text = _("%(who)s: the position") % {"who": row.person.short_name}
            yield Missing(text, place=("journal_staff:edit", (row.pk,)))


def _roles(institution: Institution, day: date) -> Iterator[Missing]:
    given = set(RoleAssignment.objects.on(day).filter(institution=institution).values_list("role", flat=True))
    for role in NEEDED:
        if role not in given:
            yield Missing(str(role.label), place=("journal_roleassignment:add", ()))


def _own_groups(institution: Institution, day: date):
    return Group.objects.on(day).filter(institution=institution, kind=GroupKind.GROUP).order_by("course", "sort_key")


def _groups(institution: Institution, day: date) -> Iterator[Missing]:
    members = Membership.objects.on(day).filter(group=OuterRef("pk"))
    groups = list(_own_groups(institution, day).annotate(filled=Exists(members)).values_list("pk", "name", "filled"))
    if not groups:
        yield Missing(_("groups"), place=("journal_group:add", ()))
    for pk, name, filled in groups:
        if not filled:
            yield Missing(_("%(group)s: nobody is in it") % {"group": name}, place=("journal_group:edit", (pk,)))


def _curators(institution: Institution, day: date) -> Iterator[Missing]:
    led = RoleAssignment.objects.on(day).filter(role=Role.CURATOR, group=OuterRef("pk"))
    for name in _own_groups(institution, day).exclude(Exists(led)).values_list("name", flat=True):
        yield Missing(name, place=("journal_roleassignment:add", ()))


def _guardians(institution: Institution, day: date) -> Iterator[Missing]:
    guarded = Guardianship.objects.on(day).filter(learner=OuterRef("pk"))
    grown = day.replace(year=day.year - OF_AGE, day=min(day.day, 28))
    minor = Q(person__birth_date__isnull=True) | Q(person__birth_date__gt=grown)
    rows = Learner.objects.on(day).filter(minor, institution=institution).exclude(Exists(guarded))
    for row in rows.select_related("person").order_by("person__sort_key"):
        yield Missing(row.person.list_name, place=("journal_guardianship:add", ()))


def _logins(year: AcademicYear, day: date) -> Iterator[Missing]:
    teaches = TeachingAssignment.objects.filter(term__year=year, staff=OuterRef("pk"))
    rows = Staff.objects.on(day).filter(Exists(teaches), institution=year.institution, person__user__isnull=True)
    for row in rows.select_related("person").order_by("person__sort_key"):
        yield Missing(row.person.short_name, place=("journal:logins", ()))
