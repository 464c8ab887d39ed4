"""Entering the list of learners with their groups and guardians."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.calendar.models import StayMode
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.guardians import set_guardians
from journal_plugin.people.actions.movements import set_groups
from journal_plugin.people.actions.moves import groups_of, learners_in, write_moves
from journal_plugin.people.actions.persons import fill_person, write_persons
from journal_plugin.people.cards import LearnerCard
from journal_plugin.people.enums import INTO_GROUP, GroupKind, Movement
from journal_plugin.people.models import Learner, Person
from journal_plugin.people.queries import group_ids, learner_cards


@transaction.atomic
def enter_learners(*, institution: Institution, cards: Iterable[LearnerCard], day: date, by=None) -> Counts:
    """Makes the learners of the list with memberships and guardians, changes those that differ; others stay (A07, A16).

    A new learner is in his group from his ``since`` (else from ``day``), or waits for one (A17); a known one whose line
    names another group moves on ``day``. Raises ValidationError for a group that does not exist. Statements grow per
    hundred lines.
    """
    diff = compare(learner_cards(institution, day), cards)
    before = {new.key: old for old, new in diff.changed}
    after = [*diff.created, *(new for _old, new in diff.changed)]
    known = {
        (row.external_id or row.person.full_name): row
        for row in Learner.objects.filter(institution=institution).select_related("person").order_by("pk")
    }
    modes = {row.name: row for row in StayMode.objects.filter(institution=institution)}
    learners = []
    for card in after:
        row = known.get(card.key) or Learner(institution=institution, person=Person(), since=card.since or day)
        fill_person(row.person, card)
        row.person.birth_date = card.birth_date
        row.external_id, row.study_form, row.mode = card.external_id, card.study_form, modes.get(card.mode)
        row.speciality = card.speciality
        learners.append(row)
    write_persons([row.person for row in learners], institutions=[institution.pk])
    new, kept = [row for row in learners if row.pk is None], [row for row in learners if row.pk]
    Learner.objects.bulk_create(new, batch_size=500)
    Learner.objects.bulk_update(kept, ["external_id", "study_form", "mode", "speciality"], batch_size=200)
    _place(institution, [(row, card, before.get(card.key)) for row, card in zip(learners, after, strict=True)], day)
    if after:
        record(
            institution, "journal.list", by=by, what="learners", created=len(diff.created), changed=len(diff.changed)
        )
    return diff.counts


def _place(institution: Institution, rows: list[tuple[Learner, LearnerCard, LearnerCard | None]], day: date) -> None:
    """Memberships and guardians of those whose line differs in them."""
    groups = group_ids(institution, day)
    moves: dict[date, dict[int, dict[int, str]]] = {}
    guardians = {}
    for row, card, old in rows:
        if old is None or (old.group, old.subgroups) != (card.group, card.subgroups):
            first = Movement.ENROLLED if old is None else Movement.TRANSFERRED
            places: dict[int, str] = {_group(groups, card.group): first} if card.group else {}
            places |= {_group(groups, name): Movement.DISTRIBUTED for name in card.subgroups}
            moves.setdefault(day if old else row.since, {})[row.pk] = places
        if (old.guardians if old else ()) != card.guardians:
            guardians[row.pk] = card.guardians
    order_nos = {row.pk: card.order_no for row, card, _old in rows}
    enrolled = {row.pk for row, _card, old in rows if old is None}
    for since, wanted in moves.items():
        refuse_closed_days(institution.pk, since)
        before = groups_of(wanted)
        set_groups(wanted, day=since, order_nos=order_nos, kinds=GroupKind.values)
        kinds = learners_in(wanted.items(), INTO_GROUP)
        moved = {pk: kind for pk, kind in kinds.items() if before.get(pk) not in wanted[pk]}
        for first_list in (True, False):
            some = {pk: kind for pk, kind in moved.items() if (pk in enrolled) is first_list}
            write_moves(
                institution=institution,
                kinds=some,
                day=since,
                before=before,
                order_nos=order_nos,
                first_list=first_list,
            )
    if guardians:
        set_guardians(guardians, day=day)


def _group(groups: dict[str, int], name: str) -> int:
    if name not in groups:
        raise ValidationError(_("There is no group %(name)s.") % {"name": name})
    return groups[name]
