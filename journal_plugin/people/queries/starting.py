"""Reads of the beginning of a study year in groups: what is confirmed, whose contacts are missing."""

from collections.abc import Collection
from datetime import date

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import current_year
from journal_plugin.core.names import initials
from journal_plugin.people.enums import Duty
from journal_plugin.people.models import Confirmation, Group, Guardianship, Membership
from journal_plugin.people.starting import Confirmed, Lacking, fingerprint, is_grown


def study_years_of(group: Group) -> tuple[AcademicYear, ...]:
    """The study years in which the group lives, the latest first; one query."""
    years = AcademicYear.objects.filter(institution=group.institution_id, until__gte=group.since)
    return tuple((years.filter(since__lte=group.until) if group.until else years).order_by("-since"))


def study_year_of(group: Group, years: Collection[AcademicYear]) -> AcademicYear | None:
    """Of its ``years`` the current one, else the group's last; None where it has none. Two queries."""
    current = current_year(group.institution)
    return current if current in years else next(iter(years), None)


def members_of(groups: Collection[int], day: date) -> dict[int, list[int]]:
    """Group -> ids of its learners on the day; one query."""
    found: dict[int, list[int]] = {pk: [] for pk in groups}
    for group, learner in Membership.objects.on(day).filter(group__in=groups).values_list("group", "learner"):
        found[group].append(learner)
    return found


def confirmed_of(groups: Collection[int], year: AcademicYear, day: date) -> dict[int, dict[Duty, Confirmed]]:
    """Group -> what its curators have last confirmed for the year, as it looks on ``day``; two queries."""
    members = members_of(groups, day)
    found: dict[int, dict[Duty, Confirmed]] = {pk: {} for pk in groups}
    person = ("by__last_name", "by__first_name", "by__patronymic")
    rows = Confirmation.objects.filter(year=year, group__in=groups).order_by("at", "pk")
    for group, duty, at, learners, print_then, said, *name in rows.values_list(
        "group", "duty", "day", "learners", "members", "said", *person
    ):
        changed = print_then != fingerprint(members[group])
        found[group][Duty(duty)] = Confirmed(at, learners, said, initials(*name), changed)
    return found


def lacking_of(groups: Collection[int], day: date) -> list[Lacking]:
    """Learners of ``groups`` and their representatives without an e-mail or a phone, by names; two queries."""
    person = ("last_name", "first_name", "patronymic", "email", "phone")
    members = Membership.objects.on(day).filter(group__in=groups).order_by("learner__person__sort_key", "learner")
    rows = members.values_list(
        "learner", "group", "learner__person__birth_date", *(f"learner__person__{name}" for name in person)
    )
    homes: dict[int, list[int]] = {}
    names = {}
    found = []
    for learner, group, birth, last, first, _patronymic, email, phone in rows:
        homes.setdefault(learner, []).append(group)
        names[learner] = f"{last} {first}"
        if is_grown(birth, day) and not (email and phone):
            found.append(Lacking(learner, group, names[learner], not email, not phone))
    kin = Guardianship.objects.on(day).filter(learner__in=homes).order_by("guardian__sort_key", "pk")
    for learner, last, first, patronymic, email, phone in kin.values_list(
        "learner", *(f"guardian__{name}" for name in person)
    ):
        if not (email and phone):
            who = f"{names[learner]}: {initials(last, first, patronymic)}"
            found += [Lacking(learner, group, who, not email, not phone) for group in homes[learner]]
    order = {learner: place for place, learner in enumerate(homes)}
    return sorted(found, key=lambda one: order[one.learner])
