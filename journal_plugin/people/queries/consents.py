"""Reads of consents to personal-data processing in groups: what is given, what was withdrawn, who still owes (M01)."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from journal_plugin.core.names import initials, surname_and_name
from journal_plugin.people.consents import Needed, needed, still_needed
from journal_plugin.people.enums import REPRESENTATIVES, Relation
from journal_plugin.people.models import Consent, Guardianship, Membership


@dataclass(frozen=True)
class Giver:
    """A person who may consent for a learner; ``name`` is empty for the learner himself."""

    learner: int
    person: int
    name: str
    relation: str
    is_owed: bool
    """Whether his is the consent that is missing, or one of those that would do."""

    @property
    def value(self) -> str:
        """What a form sends for him."""
        return f"{self.learner}:{self.person}"


@dataclass(frozen=True)
class Given:
    """A consent in the book: ``name`` is empty for the learner himself, ``relation`` for who represents him no more."""

    pk: int
    person: int
    name: str
    relation: str
    day: date
    how: str
    by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    why: str


@dataclass(frozen=True)
class Consents:
    """A learner of a group: the consents that stand, those withdrawn, and who may give the next ones."""

    learner: int
    group: int
    name: str
    given: tuple[Given, ...]
    withdrawn: tuple[Given, ...]
    givers: tuple[Giver, ...]
    missing: Needed

    @property
    def values(self) -> tuple[str, ...]:
        """What a form may send for the learner: also consents that stand, for what was sent twice has its answer."""
        return (*(giver.value for giver in self.givers), *(f"{self.learner}:{row.person}" for row in self.given))

    @property
    def has_nobody(self) -> bool:
        """Whether a representative is wanted and the card names none."""
        return self.missing.representative and not any(giver.name for giver in self.givers)


def consents_in(groups: Collection[int], day: date) -> tuple[Consents, ...]:
    """The learners of ``groups`` on ``day`` by name, each with the consents about him; three queries."""
    members = list(
        _members(groups, day).values_list(*_WHO, "learner__person__last_name", "learner__person__first_name")
    )
    learners = [row[0] for row in members]
    kin: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    name = ("guardian__last_name", "guardian__first_name", "guardian__patronymic")
    for learner, guardian, relation, *parts in _kin(learners, day).values_list(
        "learner", "guardian", "relation", *name
    ):
        kin[learner][guardian] = initials(*parts), str(Relation(relation).label)
    book: dict[int, list[Consent]] = defaultdict(list)
    for consent in Consent.objects.filter(learner__in=learners).select_related("giver", "by", "withdrawn_by"):
        book[consent.learner_id].append(consent)
    return tuple(
        _line(learner, group, human, birth, surname_and_name(*parts), kin[learner], book[learner], day)
        for learner, group, human, birth, *parts in members
    )


def missing_in(groups: Collection[int], day: date) -> Counter[int]:
    """Group -> how many consents it lacks on ``day``; three queries, and no names: for counts of an institution."""
    members = list(_members(groups, day).values_list(*_WHO))
    learners = [row[0] for row in members]
    kin: dict[int, set[int]] = defaultdict(set)
    for learner, guardian in _kin(learners, day).values_list("learner", "guardian"):
        kin[learner].add(guardian)
    given: dict[int, set[int]] = defaultdict(set)
    standing = Consent.objects.filter(learner__in=learners, withdrawn_at=None).order_by()
    for learner, giver in standing.values_list("learner", "giver"):
        given[learner].add(giver)
    counted: Counter[int] = Counter()
    for learner, group, human, birth in members:
        left = still_needed(birth, day, learner=human, representatives=kin[learner], given=given[learner])
        counted[group] += left.count
    return counted


_WHO = ("learner", "group", "learner__person", "learner__person__birth_date")


def _members(groups: Collection[int], day: date) -> QuerySet[Membership]:
    rows = Membership.objects.on(day).filter(group__in=groups)
    return rows.order_by("learner__person__sort_key", "learner")


def _kin(learners: Collection[int], day: date) -> QuerySet[Guardianship]:
    rows = Guardianship.objects.on(day).filter(learner__in=learners, relation__in=REPRESENTATIVES)
    return rows.order_by("guardian__sort_key", "pk")


def _line(
    learner: int,
    group: int,
    human: int,
    birth: date | None,
    name: str,
    kin: dict[int, tuple[str, str]],
    book: list[Consent],
    day: date,
) -> Consents:
    given = [row for row in book if row.withdrawn_at is None]
    signed = {row.giver_id for row in given}
    missing = still_needed(birth, day, learner=human, representatives=kin, given=signed)
    may = needed(birth, day)
    givers = [Giver(learner, human, "", "", missing.own)] if may.own else []
    if may.representative:
        givers += [Giver(learner, pk, who, relation, missing.representative) for pk, (who, relation) in kin.items()]
    return Consents(
        learner=learner,
        group=group,
        name=name,
        given=tuple(_given(row, human, kin) for row in given),
        withdrawn=tuple(_given(row, human, kin) for row in book if row.withdrawn_at is not None),
        givers=tuple(giver for giver in givers if giver.person not in signed),
        missing=missing,
    )


def _given(row: Consent, human: int, kin: dict[int, tuple[str, str]]) -> Given:
    own = row.giver_id == human
    return Given(
        pk=row.pk,
        person=row.giver_id,
        name="" if own else row.giver.short_name,
        relation=kin[row.giver_id][1] if row.giver_id in kin else "",
        day=row.given_on,
        how=row.how,
        by=row.by.short_name,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by.short_name if row.withdrawn_by else "",
        why=row.why,
    )
