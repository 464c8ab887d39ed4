"""Named reads about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from journal_plugin.calendar.closing import why_closed_days
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials, search_key, sort_key
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.models import Institution
from journal_plugin.people.cards import GroupCard, GuardianCard, LearnerCard, MoveCard, StaffCard
from journal_plugin.people.enums import GroupKind, StudyForm
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Move, Person, Staff
from journal_plugin.people.rules import own_or_child


def person_of(user) -> Person | None:
    """The human behind a login, read once for the life of the user object; None for a login of nobody."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, "_journal_person"):
        rows = _PERSON.rows(user.pk)
        person = Person.from_db(DEFAULT_DB_ALIAS, _COLUMNS, rows[0]) if rows else None
        user._journal_person = person
        # Templates come by the relation: they are to find the same row there.
        _LOGIN.remote_field.set_cached_value(user, person)
        if person is not None:
            _LOGIN.set_cached_value(person, user)
    return user._journal_person


def acting_person(user) -> Person:
    """The human behind a login, who acts; Http404 for a login of nobody."""
    person = person_of(user)
    if person is None:
        raise Http404
    return person


_LOGIN = Person._meta.get_field("user")
_COLUMNS = [field.attname for field in Person._meta.concrete_fields]
_PERSON = Prepared(lambda user: Person.objects.filter(user=user).values_list(*_COLUMNS), int)


@dataclass(frozen=True)
class Child:
    """A learner whose diary the reader may open."""

    pk: int
    first_name: str
    last_name: str
    institution_id: int
    group_id: int | None
    group_name: str


def children_of(user) -> tuple[Child, ...]:
    """The reader himself as a learner and his children, at every institution, by name; one query."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(active_on(today), group__kind=GroupKind.GROUP)
        .filter(learner__in=Learner.objects.filter(own_or_child(user)))
        .order_by("learner__person__sort_key", "learner_id")
        .values_list(
            "learner_id",
            "learner__person__first_name",
            "learner__person__last_name",
            "learner__institution_id",
            "group_id",
            "group__name",
        )
    )
    return tuple(Child(*row) for row in rows)


@dataclass(frozen=True)
class Place:
    """A group in which a user is today, himself or through a child."""

    group_id: int
    institution_id: int
    as_guardian: bool


def places_of(user) -> tuple[Place, ...]:
    """The groups (never subgroups) of ``user`` as a learner and as a guardian today; one query, none for a guest."""
    if not user.is_authenticated:
        return ()
    today = timezone.localdate()
    guarded = Guardianship.objects.on(today).filter(guardian__user_id=user.pk, learner=OuterRef("learner"))
    rows = (
        Membership.objects.on(today)
        .filter(group__kind=GroupKind.GROUP)
        .annotate(as_guardian=Exists(guarded))
        .filter(Q(as_guardian=True) | Q(learner__person__user_id=user.pk))
        .order_by("pk")
        .values_list("group_id", "group__institution_id", "as_guardian")
    )
    return tuple(Place(*row) for row in rows)


def employers_of(user) -> frozenset[int]:
    """Ids of the institutions where ``user`` works today; one query, none for a guest."""
    if not user.is_authenticated:
        return frozenset()
    today = timezone.localdate()
    return frozenset(Staff.objects.on(today).filter(person__user_id=user.pk).values_list("institution_id", flat=True))


def staff_cards(institution: Institution) -> dict[str, StaffCard]:
    """The staff as lines of a list, by name: key -> line; one query."""
    rows = Staff.objects.filter(institution=institution).order_by("person__sort_key", "pk")
    cards = (
        StaffCard(*row[:4], row[4] or "", *row[5:])  # type: ignore[call-arg]
        for row in rows.values_list(
            *(f"person__{name}" for name in ("last_name", "first_name", "patronymic")),
            "position",
            "department__name",
            *(f"person__{name}" for name in ("birth_date", "email", "phone")),
            "external_id",
            "since",
        )
    )
    return {card.key: card for card in cards}


def staff_keys(institution: Institution) -> dict[str, str]:
    """Every way in which a list may call a staff member -> his key; a name that two share is left out.

    External id, «Фамилия Имя Отчество», «Фамилия И. О.» and the surname alone, folded by ``search_key``.
    """
    cards = staff_cards(institution).values()
    called: dict[str, set[str]] = {}
    for card in cards:
        short = search_key(initials(card.last_name, card.first_name, card.patronymic))
        for name in {search_key(card.name), short, short.replace(". ", "."), search_key(card.last_name)}:
            called.setdefault(name, set()).add(card.key)
    unique = {name: next(iter(keys)) for name, keys in called.items() if len(keys) == 1}
    return unique | {search_key(card.key): card.key for card in cards}


def staff_ids(institution: Institution) -> dict[str, int]:
    """Ids of staff members by key; one query."""
    rows = Staff.objects.filter(institution=institution).select_related("person").order_by("pk")
    return {(row.external_id or row.person.full_name): row.pk for row in rows}


def standing_people(
    model: type[Staff] | type[Learner], institution: Institution, day: date
) -> dict[str, tuple[int, str]]:
    """Staff or learners in force on ``day`` without a last day, by name: key of the list -> (id, name); one query."""
    rows = model.objects.on(day).filter(institution=institution, until=None).select_related("person")
    return {
        (row.external_id or row.person.full_name): (row.pk, row.person.full_name)
        for row in rows.order_by("person__sort_key", "pk")
    }


def group_cards(institution: Institution, day: date) -> dict[str, GroupCard]:
    """Groups and their parts that exist on ``day`` or later, as lines of a list: key -> line; one query."""
    rows = Group.objects.between(day, date.max).filter(institution=institution).order_by("sort_key", "since")
    cards = (
        GroupCard(row[0], row[1], row[2] or "", row[3], row[4], row[5] or "", row[6] or "", row[7])
        for row in rows.values_list(
            "name", "kind", "parent__name", "course", "places", "department__name", "mode__name", "external_id"
        )
    )
    return {card.key: card for card in cards}


def move_cards(institution: Institution, since: date = date.min) -> dict[tuple[str, str, date], MoveCard]:
    """The register of movements from ``since`` on as lines of a list: key -> line; one query."""
    rows = Move.objects.filter(learner__institution=institution, day__gte=since).order_by("day", "pk")
    cards = (
        MoveCard(
            row.learner.person.full_name,
            row.kind,
            row.day,
            row.order_no,
            row.goes_to.name if row.goes_to else "",
            row.learner.external_id,
        )
        for row in rows.select_related("learner__person", "goes_to")
    )
    return {card.key: card for card in cards}


def learner_names(institution: Institution) -> list[tuple[str, str]]:
    """(full name, code) of every learner who was ever here; one query."""
    rows = Learner.objects.filter(institution=institution).select_related("person").order_by("pk")
    return [(row.person.full_name, row.external_id) for row in rows]


def group_ids(institution: Institution, day: date) -> dict[str, int]:
    """Ids of groups and parts that exist on ``day`` or later, by name; one query."""
    rows = Group.objects.between(day, date.max).filter(institution=institution).order_by("-since")
    return dict(rows.values_list("name", "pk"))


def member_ids(institution: Institution, day: date) -> dict[str, frozenset[int]]:
    """Ids of the learners in every group and part on ``day``, by its name; one query."""
    rows = Membership.objects.on(day).filter(group__institution=institution)
    members: dict[str, set[int]] = {}
    for name, learner in rows.values_list("group__name", "learner_id"):
        members.setdefault(name, set()).add(learner)
    return {name: frozenset(ids) for name, ids in members.items()}


def learner_cards(institution: Institution, day: date) -> dict[str, LearnerCard]:
    """Learners with the groups and guardians of ``day``, as lines of a list, by name: key -> line; three queries."""
    guardians: dict[int, list[GuardianCard]] = {}
    wards = Guardianship.objects.filter(learner__institution=institution, until=None).order_by("guardian__sort_key")
    for learner, *guardian in wards.values_list(
        "learner_id",
        *(f"guardian__{name}" for name in ("last_name", "first_name", "patronymic")),
        "relation",
        "guardian__phone",
        "guardian__email",
    ):
        guardians.setdefault(learner, []).append(GuardianCard(*guardian))
    whole: dict[int, tuple[str, str]] = {}
    parts: dict[int, list[str]] = {}
    members = Membership.objects.on(day).filter(learner__institution=institution).order_by("group__sort_key")
    for learner, name, kind, order_no in members.values_list("learner_id", "group__name", "group__kind", "order_no"):
        if kind == GroupKind.GROUP:
            whole[learner] = (name, order_no)
        else:
            parts.setdefault(learner, []).append(name)
    cards = (
        LearnerCard(
            last_name=row.person.last_name,
            first_name=row.person.first_name,
            patronymic=row.person.patronymic,
            birth_date=row.person.birth_date,
            study_form=row.study_form,
            group=whole.get(row.pk, ("", ""))[0],
            subgroups=tuple(sorted(parts.get(row.pk, ()), key=sort_key)),
            email=row.person.email,
            phone=row.person.phone,
            guardians=tuple(sorted(guardians.get(row.pk, ()), key=lambda card: sort_key(card.name))),
            mode=row.mode.name if row.mode else "",
            speciality=row.speciality,
            external_id=row.external_id,
            since=row.since,
            order_no=whole.get(row.pk, ("", ""))[1],
        )
        for row in Learner.objects.between(day, date.max)
        .filter(institution=institution)
        .select_related("person", "mode")
        .order_by("person__sort_key", "pk")
    )
    return {card.key: card for card in cards}


Composition = Mapping[int, int | None]
"""Learner -> the part of his group that he is in, None for none."""


def placed_on(group_id: int, kind: str, day: date) -> QuerySet[Membership]:
    """Stays in the group on ``day`` by name, with ``part``: the id of the part of ``kind`` in which the learner is then."""
    members = Membership.objects.on(day).filter(group=group_id)
    part = Membership.objects.on(day).filter(learner=OuterRef("learner"), group__parent=group_id, group__kind=kind)
    placed = members.annotate(part=Subquery(part.order_by("pk").values("group_id")[:1]))
    return placed.order_by("learner__person__sort_key", "learner_id")


def composition_of(group_id: int, kind: str, day: date) -> dict[int, int | None]:
    """Who of the group is in which of its parts of ``kind`` on ``day``, by name; one query.

    Only learners whose stay in the group has no end yet: nobody is placed beyond his last day.
    """
    return dict(placed_on(group_id, kind, day).filter(until=None).values_list("learner_id", "part"))


def without_group(institution: Institution) -> QuerySet[Learner]:
    """Learners who have never been in a group: those admitted who wait for one, by name (A17)."""
    placed = Membership.objects.filter(learner=OuterRef("pk"), group__kind=GroupKind.GROUP)
    rows = Learner.objects.filter(~Exists(placed), institution=institution, until=None)
    return rows.select_related("person").order_by("person__sort_key", "pk")


@dataclass(frozen=True)
class Admitted:
    """Learners of one speciality and form who wait for a group."""

    speciality: str
    study_form: str
    learners: int


def admitted_by_speciality(institution: Institution) -> tuple[Admitted, ...]:
    """Who waits for a group at ``institution``, by speciality, full-time learners first; one query."""
    rows = without_group(institution).select_related(None).order_by()
    counted = rows.values("speciality", "study_form").annotate(learners=Count("pk"))
    found = (Admitted(**row) for row in counted)
    return tuple(sorted(found, key=lambda one: (sort_key(one.speciality), StudyForm.values.index(one.study_form))))


@dataclass(frozen=True)
class TakingGroup:
    """A group that may take those admitted: how many are in it, how many are planned (None: not said)."""

    pk: int
    name: str
    course: int
    places: int | None
    department: str
    learners: int


def groups_of_newcomers(institution: Institution, day: date) -> tuple[TakingGroup, ...]:
    """Groups of the first course on ``day`` or later, else all groups; one query."""
    members = Membership.objects.on(day).filter(group=OuterRef("pk")).order_by().values("group")
    rows = Group.objects.between(day, date.max).filter(institution=institution, kind=GroupKind.GROUP)
    counted = rows.annotate(learners=Coalesce(Subquery(members.annotate(n=Count("pk")).values("n")), 0))
    groups = tuple(
        TakingGroup(group.pk, group.name, group.course, group.places, str(group.department or ""), group.learners)
        for group in counted.select_related("department").order_by("sort_key", "pk")
    )
    return tuple(group for group in groups if group.course == 1) or groups


def why_group_shut(group: Group) -> str:
    """Why nobody writes the group in the admin: it has ended, or would begin or end, in a closed year; empty where it may be.

    A group that stands still is written: its name and mode are of today. At most four queries.
    """
    known = Group.objects.filter(pk=group.pk).values_list("since", flat=True).first()
    moved = {known, group.since} if known != group.since else set()
    told = (why_closed_days(group.institution_id, day) for day in (group.until, *moved) if day)
    return next(filter(None, told), "")
