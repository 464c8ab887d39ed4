"""Persons, staff, groups, learners, guardians."""

from datetime import date

from journal_plugin.institution.models import Institution
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Person, Staff
from tests.factories.institution import YEAR_SINCE


def make_person(name: str = "Петров Пётр Петрович", **fields) -> Person:
    """A person by «Фамилия Имя Отчество»."""
    last, first, patronymic = [*name.split(), "", ""][:3]
    return Person.objects.create(last_name=last, first_name=first, patronymic=patronymic, **fields)


def make_staff(institution: Institution, name: str = "Петров Пётр Петрович", **fields) -> Staff:
    """A staff member since 1 September."""
    person = fields.pop("person", None) or make_person(name)
    fields = {"since": YEAR_SINCE, "position": "преподаватель"} | fields
    return Staff.objects.create(institution=institution, person=person, **fields)


def make_group(institution: Institution, name: str = "ОН-24", **fields) -> Group:
    """A group since 1 September; with ``parent`` a subgroup of it."""
    kind = GroupKind.SUBGROUP if fields.get("parent") else GroupKind.GROUP
    return Group.objects.create(institution=institution, name=name, **({"kind": kind, "since": YEAR_SINCE} | fields))


def make_learner(
    group: Group, name: str = "Иванова Анна Ильинична", *, since: date = YEAR_SINCE, until: date | None = None, **fields
) -> Learner:
    """A learner in ``group`` from ``since`` to ``until``."""
    person = fields.pop("person", None) or make_person(name)
    learner = Learner.objects.create(institution=group.institution, person=person, since=since, **fields)
    join(learner, group, since=since, until=until)
    return learner


def join(learner: Learner, group: Group, *, since: date = YEAR_SINCE, until: date | None = None) -> Membership:
    """Membership of ``learner`` in ``group``."""
    return Membership.objects.create(learner=learner, group=group, since=since, until=until)


def make_guardian(learner: Learner, guardian: Person, *, since: date = YEAR_SINCE, **fields) -> Guardianship:
    """``guardian`` is the learner's mother (unless ``relation`` says otherwise) since 1 September."""
    return Guardianship.objects.create(
        learner=learner, guardian=guardian, since=since, **({"relation": "mother"} | fields)
    )
