"""The register of movements: every order about a learner leaves a line (A18)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.calendar.queries import working_day_after
from journal_plugin.institution.models import Institution
from journal_plugin.people.enums import GroupKind, Movement
from journal_plugin.people.models import Membership, Move

DAYS = 3
"""Working days within which a movement is entered (W14)."""


def groups_of(learners: Collection[int]) -> dict[int, int]:
    """Learner -> id of the group in which he stands without an end; one query."""
    rows = Membership.objects.filter(learner__in=learners, until=None, group__kind=GroupKind.GROUP)
    return dict(rows.order_by("since").values_list("learner", "group"))


def write_moves(
    *,
    institution: Institution,
    kinds: Mapping[int, str],
    day: date,
    before: Mapping[int, int],
    order_nos: Mapping[int, str],
    first_list: bool = False,
) -> None:
    """A line for each learner of ``kinds`` (learner -> Movement); ``before`` are the groups in which they stood.

    Called inside the transaction of the movement, after it. ``first_list`` lines have no day by which they were due. Raises
    YearClosed for a day of a closed year; who graduates ends with the last day of his year, whenever the order comes.
    """
    if not kinds:
        return
    graduation = set(kinds.values()) == {Movement.GRADUATED}
    refuse_closed_days(institution.pk, day + timedelta(days=1) if graduation else day)
    after = groups_of(kinds)
    due = None if first_list else working_day_after(institution, day, DAYS)
    now = timezone.now()
    Move.objects.bulk_create(
        [
            Move(
                learner_id=learner,
                kind=kind,
                day=day,
                order_no=order_nos.get(learner, ""),
                came_from_id=before.get(learner),
                goes_to_id=after.get(learner),
                entered_at=now,
                due=due,
            )
            for learner, kind in kinds.items()
        ],
        batch_size=500,
    )


def learners_in(places: Iterable[tuple[int, Mapping[int, str]]], kinds: Collection[str]) -> dict[int, str]:
    """Learner -> the movement of ``kinds`` among his places {group: movement}; those who have none are left out."""
    found = ((learner, next((kind for kind in groups.values() if kind in kinds), "")) for learner, groups in places)
    return {learner: kind for learner, kind in found if kind}
