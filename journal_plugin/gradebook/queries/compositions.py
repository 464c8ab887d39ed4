"""Subgroups by day and the proposals to compose them anew, ready to print (D18, D19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.core.names import initials, surname_and_name
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import NOTHING, bind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Distribution
from journal_plugin.people.enums import PARTS, GroupKind
from journal_plugin.people.models import Group
from journal_plugin.people.queries import placed_on

MOST = 50
"""Older decisions stand in the audit log; what waits comes first and is not left out."""


def division(kind: str) -> str:
    """How a page calls all parts of a kind."""
    return {GroupKind.SUBGROUP: _("Subgroups"), GroupKind.BRIGADE: _("Brigades")}[GroupKind(kind)]


@dataclass(frozen=True)
class Part:
    """A part of the group and how many learners are in it; without an id: in no part."""

    pk: int | None
    name: str
    learners: int


@dataclass(frozen=True)
class PartRow:
    """A learner of the group; ``part`` is the id of his part. ``leaves``: when he leaves the group, he is not moved then."""

    learner: int
    name: str
    part: int | None
    leaves: str


@dataclass(frozen=True)
class CompositionPage:
    """The composition of a day; without parts the group is not divided so on that day."""

    parts: tuple[Part, ...]
    rows: tuple[PartRow, ...]

    @property
    def counted(self) -> tuple[Part, ...]:
        """The parts with their numbers; those in no part only where there are such."""
        return tuple(part for part in self.parts if part.pk or part.learners)

    @property
    def seen(self) -> dict[int, int | None]:
        """Learner -> part, of those who may be moved."""
        return {row.learner: row.part for row in self.rows if not row.leaves}


def composition_page(group: Group, kind: str, day: date, today: date) -> CompositionPage:
    """The parts of ``kind`` on ``day`` and who is in them; two reads."""
    existing = Group.objects.on(day).filter(parent=group, kind=kind).order_by("sort_key")
    names = dict(existing.values_list("pk", "name"))
    rows = tuple(
        PartRow(
            learner,
            surname_and_name(last, first),
            part if part in names else None,
            dates.long_day(until, today) if until else "",
        )
        for learner, last, first, part, until in placed_on(group.pk, kind, day).values_list(
            "learner_id", "learner__person__last_name", "learner__person__first_name", "part", "until"
        )
    )
    parts = (*names.items(), (None, _("in none")))
    counts = (Part(pk, name, sum(row.part == pk for row in rows)) for pk, name in parts)
    return CompositionPage(tuple(counts) if names else (), rows)


def kinds_of(group: Group, day: date) -> tuple[str, ...]:
    """Into what the group is divided on ``day``; one read."""
    parts = Group.objects.on(day).filter(parent=group).order_by()
    found = set(parts.values_list("kind", flat=True).distinct())
    return tuple(kind for kind in PARTS if kind in found)


def divided_groups(groups: QuerySet[Group], institution: Institution) -> tuple[tuple[int, str, str], ...]:
    """(id, name, its parts) of those groups (a rule's) that are divided today; one read."""
    today = institution.today()
    parts = Group.objects.on(today).filter(parent=OuterRef("pk"))
    own = groups.filter(Exists(parts), institution=institution, kind=GroupKind.GROUP).order_by("sort_key")
    found: dict[tuple[int, str], list[str]] = {}
    rows = Group.objects.on(today).filter(parent__in=own).order_by("parent__sort_key", "kind", "sort_key")
    for pk, name, part in rows.values_list("parent_id", "parent__name", "name"):
        found.setdefault((pk, name), []).append(part)
    return tuple((pk, name, ", ".join(names)) for (pk, name), names in found.items())


@dataclass(frozen=True)
class Proposal:
    """A proposed composition; ``tone`` is warn (waits), ok, bad or nothing."""

    pk: int
    group: int
    title: str
    since: str
    moved: str
    by: str
    state: str
    tone: str
    decided: str
    answer: str
    waits: bool


_TONES: Mapping[str, str] = {DistributionState.PROPOSED: "warn", DistributionState.SETTLED: "ok"}
_MOVED = (
    Q(lines__part=None, lines__was__isnull=False)
    | Q(lines__was=None, lines__part__isnull=False)
    | Q(lines__part__gt=F("lines__was"))
    | Q(lines__part__lt=F("lines__was"))
)


def proposals_of(rows: QuerySet[Distribution], institution: Institution) -> list[Proposal]:
    """The proposals of ``rows`` (a rule's) at the institution, what waits first, then the newest; one read, at most MOST."""
    now = institution.local_now()
    found = rows.filter(group__institution=institution).select_related("group", "proposed_by", "decided_by")
    decided = Case(When(state=DistributionState.PROPOSED, then=Value(0)), default=Value(1))
    counted_moves = found.annotate(moved=Count("lines", filter=_MOVED)).order_by(decided, "-proposed_at", "-pk")
    return [_proposal(row, now) for row in counted_moves[:MOST]]


def _proposal(row: Distribution, now: datetime) -> Proposal:
    zone, today = now.tzinfo, now.date()
    decided = row.decided_by and row.decided_at
    return Proposal(
        pk=row.pk,
        group=row.group_id,
        title=bind(f"{row.group.name}: {division(row.kind).lower()}"),
        since=bind(_("from %(day)s") % {"day": dates.long_day(row.since, today)}),
        moved=bind(_("%(learners)s to move") % {"learners": counted(row.moved, "learner")}),  # type: ignore[attr-defined]
        by=f"{row.proposed_by.short_name}, {dates.moment(row.proposed_at, zone, today)}",
        state=str(row.get_state_display()),
        tone=_TONES.get(row.state, ""),
        decided=f"{row.decided_by.short_name}, {dates.moment(row.decided_at, zone, today)}" if decided else "",
        answer=bind(row.answer),
        waits=row.state == DistributionState.PROPOSED,
    )


@dataclass(frozen=True)
class Move:
    """Who changes the part: from where to where."""

    name: str
    was: str
    part: str


def moves_of(proposal: Distribution) -> tuple[tuple[Move, ...], int]:
    """Those whom the composition moves, and how many stay where they are; one read."""
    lines = proposal.lines.order_by("learner__person__sort_key", "learner_id")
    rows = list(
        lines.values_list(
            "learner__person__last_name",
            "learner__person__first_name",
            "learner__person__patronymic",
            "was__name",
            "part__name",
        )
    )
    moves = tuple(Move(initials(*row[:3]), row[3] or NOTHING, row[4] or NOTHING) for row in rows if row[3] != row[4])
    return moves, len(rows) - len(moves)
