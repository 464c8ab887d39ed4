"""The demo's proposal about subgroups: a teacher asks to move a learner from next Monday on, the deputy has not decided."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from uuid import UUID

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions.compositions import propose_composition
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.people.queries import composition_of


def make_proposal(
    *,
    institution: Institution,
    today: date,
    random: Random,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> None:
    """In the first group with two subgroups the first learner of the first one is to go to the second."""
    load = TeachingAssignment.objects.filter(
        group__institution=institution, group__kind=GroupKind.SUBGROUP, since__lte=today
    )
    taught = load.select_related("staff__person", "group__parent").order_by("group__sort_key", "pk").first()
    monday = today + timedelta(days=7 - today.weekday())
    if taught is not None:
        group = taught.group.parent
        parts = list(Group.objects.on(monday).filter(parent=group, kind=GroupKind.SUBGROUP).order_by("sort_key"))
        seen = composition_of(group.pk, GroupKind.SUBGROUP, monday)
        moved = next((learner for learner, part in seen.items() if part == parts[0].pk), None)
        if len(parts) > 1 and moved is not None:
            propose_composition(
                group_id=group.pk,
                kind=GroupKind.SUBGROUP,
                since=monday,
                parts=seen | {moved: parts[1].pk},
                seen=seen,
                actor=taught.staff.person,
                key=UUID(int=random.getrandbits(128), version=4),
            )
    progress(1, 1)
