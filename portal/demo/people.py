"""The demo's offices, curators and logins."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from journal_plugin.access.actions import assign_role
from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.accounts.actions import give_login, set_own_password
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Department, Institution
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Person, Staff
from portal.demo.lists import FAMILY_NAME

PASSWORD = "demo-2026"
_OFFICES = {
    "А01": Role.DIRECTOR,
    "А02": Role.DEPUTY,
    "А03": Role.ADMIN,
    "А05": Role.SECRETARY,
    "А06": Role.DISPATCHER,
    "А07": Role.EDITOR,
    "А08": Role.SYSTEM,
}


@dataclass(frozen=True)
class DemoLogin:
    """Who may be tried: what he is, where, and his login."""

    title: str
    place: str
    name: str
    login: str


def appoint(*, institution: Institution, since: date) -> None:
    """Offices by order of the first day, a head for every department, a curator for every group."""
    staff = {
        row.external_id: row.person for row in Staff.objects.filter(institution=institution).select_related("person")
    }
    order = {"institution": institution, "order_no": "1-к", "order_date": since, "since": since}
    for code, role in _OFFICES.items():
        assign_role(person=staff[code], role=role, **order)
    teachers = [person for code, person in sorted(staff.items()) if not code.startswith("А")]
    departments = Department.objects.filter(institution=institution).order_by("sort_key")
    for number, department in enumerate(departments):
        head = staff["А04"] if number == 0 else teachers[-number]
        assign_role(person=head, role=Role.HEAD, department=department, **order)
    groups = Group.objects.filter(institution=institution, kind=GroupKind.GROUP).order_by("sort_key")
    for number, group in enumerate(groups):
        assign_role(person=teachers[number % len(teachers)], role=Role.CURATOR, group=group, **order)


def give_demo_logins(*, institution: Institution) -> None:
    """A login with the demo's password for one person of every kind; who has one already keeps it."""
    for _title, person in _cast(institution):
        if person.user_id is None:
            give_login(person=person)
            person.refresh_from_db()
            set_own_password(user=person.user, password=PASSWORD)


def demo_logins() -> list[DemoLogin]:
    """The demo's logins at every institution, in the order in which they are worth trying."""
    rows = []
    for institution in Institution.objects.select_related("site").order_by("pk"):
        for title, person in _cast(institution):
            if person.user_id:
                rows.append(DemoLogin(title, institution.short_name, person.short_name, person.user.get_username()))
    return rows


def _cast(institution: Institution) -> list[tuple[str, Person]]:
    """One person of every kind, each named once."""
    school = institution.kind == InstitutionKind.SCHOOL
    staff = Staff.objects.filter(institution=institution).select_related("person__user")
    people = {row.external_id: row.person for row in staff}
    curator = (
        RoleAssignment.objects.filter(institution=institution, role=Role.CURATOR)
        .select_related("person__user")
        .order_by("group__sort_key")
        .first()
    )
    family = Person.objects.filter(last_name__in=(FAMILY_NAME, f"{FAMILY_NAME}а")).select_related("user")
    child = family.filter(learners__institution=institution).filter(_is_first(institution)).first()
    found = [
        ("учитель" if school else "преподаватель", people.get("У04" if school else "П24")),
        ("классный руководитель" if school else "куратор", curator.person if curator else None),
        ("родитель", family.filter(guardianships__learner__person=child).first() if child else None),
        ("ученик" if school else "студент", child),
        ("редактор", people.get("А07")),
        ("администратор", people.get("А03")),
        ("заместитель директора", people.get("А02")),
        ("директор", people.get("А01")),
        ("заведующий отделением", people.get("А04") if not school else None),
        ("секретарь", people.get("А05")),
        ("диспетчер", people.get("А06")),
        ("системный администратор", people.get("А08")),
    ]
    return [(title, person) for title, person in found if person]


def _is_first(institution: Institution) -> Q:
    """The family that has a child at both institutions is the first of each list."""
    return Q(learners__institution=institution, learners__external_id__endswith="0001")
