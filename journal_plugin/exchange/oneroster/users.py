"""Rows of a package about people: users, what they are at the institution, and when they were born."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from journal_plugin.access.models import RoleAssignment
from journal_plugin.exchange.oneroster.roster import CHUNK
from journal_plugin.exchange.oneroster.scope import Row, Scope
from journal_plugin.exchange.oneroster.spec import OWN
from journal_plugin.exchange.oneroster.words import NO_NAME, RELATIONS, ROLES, STUDENT, TEACHER, after, listed
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Guardianship, Learner, Membership, Person, Staff


@dataclass
class People:
    """Who goes into a package: rows by the id of the person."""

    staff: dict[int, list[Staff]] = field(default_factory=dict)
    learners: dict[int, list[Learner]] = field(default_factory=dict)
    wards: dict[int, list[Guardianship]] = field(default_factory=dict)
    """Guardian -> guardianships."""
    agents: dict[int, list[Guardianship]] = field(default_factory=dict)
    """Learner (a person, too) -> guardianships."""
    courses: dict[int, int] = field(default_factory=dict)
    duties: dict[int, str] = field(default_factory=dict)
    """Person -> the binding's word for his role by order."""


def people_of(scope: Scope) -> People:
    """Staff, learners since the first day of the scope and their guardians; five queries."""
    people = People()
    place = scope.institution
    for staff in Staff.objects.filter(institution=place).order_by("pk"):
        people.staff.setdefault(staff.person_id, []).append(staff)
    learners = Learner.objects.between(scope.since, date.max).filter(institution=place).select_related("mode")
    for learner in learners.order_by("pk"):
        people.learners.setdefault(learner.person_id, []).append(learner)
    wards = Guardianship.objects.filter(learner__institution=place, until=None).select_related("learner")
    for row in wards.order_by("guardian__sort_key", "pk"):
        if row.learner.person_id in people.learners:
            people.wards.setdefault(row.guardian_id, []).append(row)
            people.agents.setdefault(row.learner.person_id, []).append(row)
    whole = Membership.objects.on(scope.day).filter(learner__institution=place, group__kind=GroupKind.GROUP)
    people.courses = dict(whole.values_list("learner__person_id", "group__course"))
    roles = RoleAssignment.objects.on(scope.day).filter(institution=place, role__in=ROLES)
    for person, role in roles.order_by("-pk").values_list("person_id", "role"):
        people.duties[person] = ROLES[role]
    return people


def users(scope: Scope, people: People) -> Iterator[Row]:
    """Everybody once, whatever he is; a login's password never goes out. One query."""
    pks = {*people.staff, *people.learners, *people.wards}
    rows = Person.objects.filter(pk__in=_all_of(scope)).select_related("user").order_by("pk")
    for person in (row for row in rows.iterator(CHUNK) if row.pk in pks):
        guid = scope.guid("person", person.pk)
        agents, wards = people.agents.get(person.pk, ()), people.wards.get(person.pk, ())
        learner = people.learners.get(person.pk, [None])[-1]
        known = [*people.learners.get(person.pk, ()), *people.staff.get(person.pk, ())]
        yield {
            "sourcedId": guid,
            "enabledUser": "true" if person.user and person.user.is_active else "false",
            "username": person.user.get_username() if person.user else guid,
            "givenName": person.first_name or NO_NAME,
            "familyName": person.last_name,
            "middleName": person.patronymic,
            "identifier": next((row.external_id for row in known if row.external_id), ""),
            "email": person.email,
            "phone": person.phone,
            "agentSourcedIds": listed(
                [scope.guid("person", row.guardian_id) for row in agents]
                + [scope.guid("person", row.learner.person_id) for row in wards]
            ),
            "grades": people.courses.get(person.pk, ""),
            "primaryOrgSourcedId": scope.school,
            f"{OWN}relations": listed(row.relation for row in agents),
            f"{OWN}studyForm": learner.study_form if learner else "",
            f"{OWN}mode": learner.mode.name if learner and learner.mode else "",
            f"{OWN}speciality": learner.speciality if learner else "",
        }


def _all_of(scope: Scope):
    """Ids of everybody who may go into the package, as a query: a list of thousands is no parameter."""
    own = {"institution": scope.institution}
    staff = Staff.objects.filter(**own).order_by().values("person")
    learners = Learner.objects.filter(**own).order_by().values("person")
    guardians = Guardianship.objects.filter(learner__institution=scope.institution).order_by().values("guardian")
    return staff.union(learners, guardians)


def roles(scope: Scope, people: People) -> Iterator[Row]:
    """What everybody is here; the first is the primary one."""
    seen: set[int] = set()
    for person, kind, row in _parts(people):
        common = {
            "sourcedId": scope.guid(kind, row.pk),
            "userSourcedId": scope.guid("person", person),
            "roleType": "secondary" if person in seen else "primary",
            "beginDate": row.since.isoformat(),
            "endDate": after(row.until),
            "orgSourcedId": scope.school,
        }
        seen.add(person)
        if isinstance(row, Staff):
            department = {"orgSourcedId": scope.guid("department", row.department_id)} if row.department_id else {}
            yield (
                common
                | department
                | {
                    "role": people.duties.get(person, TEACHER),
                    f"{OWN}position": row.position,
                    f"{OWN}code": row.external_id,
                }
            )
        elif isinstance(row, Learner):
            yield common | {"role": STUDENT, f"{OWN}code": row.external_id}
        else:
            yield common | {"role": RELATIONS[row.relation]}


def _parts(people: People) -> Iterator[tuple[int, str, Staff | Learner | Guardianship]]:
    for person, staff in people.staff.items():
        yield from ((person, "staff", work) for work in staff)
    for person, learners in people.learners.items():
        yield from ((person, "learner", study) for study in learners)
    for person, wards in people.wards.items():
        once = {RELATIONS[ward.relation]: ward for ward in reversed(wards)}
        yield from ((person, "guardian", ward) for ward in once.values())


def demographics(scope: Scope, people: People) -> Iterator[Row]:
    """Birth dates of staff and learners; nothing else that the binding would ask. One query."""
    born = Person.objects.filter(pk__in=_all_of(scope)).exclude(birth_date=None).order_by("pk")
    for pk, day in born.values_list("pk", "birth_date").iterator(CHUNK):
        if pk in people.staff or pk in people.learners:
            yield {"sourcedId": scope.guid("person", pk), "birthDate": day.isoformat()}
