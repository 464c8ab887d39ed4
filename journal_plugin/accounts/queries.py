"""Named reads about logins."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from journal_plugin.accounts.models import FirstPassword
from journal_plugin.institution.models import Institution
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Guardianship, Membership, Person, Staff

NONE, GIVEN, OWN = "none", "given", "own"
"""No login; a first password that its owner has not replaced; a password of one's own."""


@dataclass(frozen=True)
class LoginRow:
    """A line of the list of logins; ``whose`` names the learner when the person is his guardian."""

    person_id: int
    name: str
    login: str
    state: str
    whose: str = ""


def owes_own_password(user) -> bool:
    """Whether ``user`` still enters with the administrator's password."""
    return FirstPassword.objects.filter(user=user).exists()


def groups_for_logins(institution: Institution) -> tuple[tuple[int, str], ...]:
    """Groups of today and those to come as (id, name): slips are printed in August for September."""
    groups = Group.objects.between(institution.today(), date.max).filter(institution=institution, kind=GroupKind.GROUP)
    return tuple(groups.order_by("sort_key").values_list("pk", "name"))


def staff_logins(institution: Institution) -> tuple[LoginRow, ...]:
    """Staff of today and who is to come; one query."""
    staff = Staff.objects.between(institution.today(), date.max).filter(institution=institution)
    return _rows(Person.objects.filter(pk__in=staff.values("person")))


def group_logins(group: Group, day: date) -> tuple[LoginRow, ...]:
    """Learners of the group on ``day`` or later, each followed by his guardians of then; three queries."""
    members = Membership.objects.between(day, date.max).filter(group=group)
    rows_of_members = members.order_by("learner__person__sort_key", "learner_id")
    learners = list(dict.fromkeys(rows_of_members.values_list("learner_id", "learner__person_id")))
    guardians: dict[int, list[int]] = {}
    ties = Guardianship.objects.between(day, date.max).filter(learner__in=[pk for pk, _person in learners])
    for learner, guardian in ties.order_by("guardian__sort_key").values_list("learner_id", "guardian_id"):
        known = guardians.setdefault(learner, [])
        if guardian not in known:
            known.append(guardian)
    people = {person for _pk, person in learners} | {pk for pks in guardians.values() for pk in pks}
    rows = {row.person_id: row for row in _rows(Person.objects.filter(pk__in=people))}
    listed = []
    for learner, person in learners:
        listed.append(rows[person])
        name = rows[person].name
        listed += [
            LoginRow(row.person_id, row.name, row.login, row.state, name)
            for row in (rows[guardian] for guardian in guardians.get(learner, ()))
        ]
    return tuple(listed)


def _rows(persons: QuerySet) -> tuple[LoginRow, ...]:
    given = Exists(FirstPassword.objects.filter(user=OuterRef("user")))
    state = Case(
        When(user=None, then=Value(NONE)), When(given, then=Value(GIVEN)), default=Value(OWN), output_field=CharField()
    )
    rows = persons.annotate(state=state).order_by("sort_key", "pk").select_related("user")
    return tuple(
        LoginRow(person.pk, person.full_name, person.user.get_username() if person.user else "", person.state)
        for person in rows
    )
