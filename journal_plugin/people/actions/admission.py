"""Those whom the admission commission has admitted go into groups, by one order (A17)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.movements import set_groups
from journal_plugin.people.actions.moves import write_moves
from journal_plugin.people.enums import GroupKind, Movement
from journal_plugin.people.models import Group, Learner
from journal_plugin.people.queries import without_group


@transaction.atomic
def place_admitted(
    *, institution: Institution, places: Mapping[int, int], day: date, order_no: str, by=None
) -> dict[int, int]:
    """Enrols learners (ids) into groups (ids) from ``day`` on by ``order_no``; returns how many went into each group.

    One line of the register of movements for each. Raises ValidationError for somebody who has had a group meanwhile, and for
    a group that does not stand on that day; then nobody is placed.
    """
    waiting = without_group(institution).filter(pk__in=places).select_for_update(of=("self",))
    learners = {learner.pk: learner for learner in waiting}
    if len(learners) != len(places):
        raise ValidationError(_("Some of them have a group by now. Nobody is placed: look at the list again."))
    standing = Group.objects.on(day).filter(institution=institution, kind=GroupKind.GROUP, pk__in=set(places.values()))
    groups = set(standing.values_list("pk", flat=True))
    if groups != set(places.values()):
        raise ValidationError(_("Not all of these groups stand on that day. Nobody is placed."))
    later = [learner for learner in learners.values() if learner.since > day]
    for learner in later:
        learner.since = day
    Learner.objects.bulk_update(later, ["since"], batch_size=200)
    order_nos = dict.fromkeys(places, order_no)
    set_groups({learner: {group: Movement.ENROLLED} for learner, group in places.items()}, day=day, order_nos=order_nos)
    kinds = dict.fromkeys(places, Movement.ENROLLED)
    write_moves(institution=institution, kinds=kinds, day=day, before={}, order_nos=order_nos)
    counts = {group: list(places.values()).count(group) for group in sorted(groups)}
    record(institution, "journal.list", by=by, what="learners", placed=counts, day=day.isoformat(), order_no=order_no)
    return counts
