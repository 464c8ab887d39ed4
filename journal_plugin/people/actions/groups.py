"""Forming groups, subgroups, brigades and streams."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.calendar.models import StayMode
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.actions import enter_departments
from journal_plugin.institution.models import Institution
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.models import Group
from journal_plugin.people.queries import group_cards
from journal_plugin.people.signals import groups_formed

_FIELDS = (
    "name",
    "kind",
    "parent",
    "course",
    "places",
    "department",
    "mode",
    "external_id",
    "search_key",
    "sort_key",
)


@transaction.atomic
def form_groups(*, institution: Institution, cards: Iterable[GroupCard], since: date, by=None) -> Counts:
    """Makes the groups (and parts of groups) of the list from ``since`` on and changes those that differ (A15).

    Raises ValidationError for a part of a group that does not exist.
    """
    diff = compare(group_cards(institution, since), cards)
    after = sorted([*diff.created, *(new for _old, new in diff.changed)], key=lambda card: bool(card.parent))
    departments = enter_departments(institution=institution, names=(card.department for card in after))
    modes = {row.name: row for row in StayMode.objects.filter(institution=institution)}
    rows = list(Group.objects.between(since, date.max).filter(institution=institution).order_by("since"))
    known = {(row.external_id or row.name): row for row in rows}
    by_name = {row.name: row for row in rows}
    for parts in (False, True):
        made, kept = [], []
        for card in after:
            if bool(card.parent) != parts:
                continue
            group = known.get(card.key) or Group(institution=institution, since=since)
            _fill(group, card, by_name, departments, modes)
            (kept if group.pk else made).append(group)
        Group.objects.bulk_create(made, batch_size=500)
        Group.objects.bulk_update(
            kept,
            _FIELDS,
            batch_size=100,
        )
        by_name |= {group.name: group for group in [*made, *kept]}
    if after:
        refuse_closed_days(institution.pk, since)
        record(institution, "journal.list", by=by, what="groups", created=len(diff.created), changed=len(diff.changed))
        groups_formed.send(sender=Group, institution=institution)
    return diff.counts


def _fill(group: Group, card: GroupCard, by_name, departments, modes) -> None:
    if card.parent and card.parent not in by_name:
        raise ValidationError(_("There is no group %(name)s.") % {"name": card.parent})
    if card.mode and card.mode not in modes:
        raise ValidationError(_("There is no mode of stay %(name)s.") % {"name": card.mode})
    group.name, group.kind, group.external_id = card.name, card.kind, card.external_id
    group.parent = by_name.get(card.parent)
    group.course, group.places = card.course, card.places
    group.department, group.mode = departments.get(card.department), modes.get(card.mode)
    group.fill_keys()
