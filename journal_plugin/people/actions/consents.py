"""Consents to personal-data processing: recorded as they are handed in, kept when they are withdrawn (M01)."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.db import lock_row
from journal_plugin.people.consents import is_too_old, needed
from journal_plugin.people.enums import REPRESENTATIVES
from journal_plugin.people.models import HOW_LENGTH, Consent, Group, Guardianship, Learner, Person
from journal_plugin.people.rules import consents_collected_by, stays_in


@transaction.atomic
def give_consents(
    *,
    group: Group,
    givers: Collection[tuple[int, int]],
    given_on: date,
    actor: Person,
    key: UUID,
    how: str = "",
    now: datetime | None = None,
) -> tuple[Consent, ...]:
    """Records that these persons have consented on a day: pairs of ids (learner of the group, person); all or none.

    A repeated key gives the consents that it has made, if the same is said and all of them stand. Six statements however
    many pairs. Raises ValidationError where ``actor`` does not collect the group's consents, a learner is not of the group,
    a person is neither himself nor his representative, is too young or no longer asked, has one standing already, or the
    day is ahead, long gone or before the learner's birth.
    """
    moment, today = _at(group, now)
    _refuse_others(group, actor)
    pairs = set(givers)
    learners = _locked(group, {learner for learner, _person in pairs}, today)
    how = _words(how)
    made = tuple(Consent.objects.filter(key=key))
    if made:
        _refuse_changed(made, {(*pair, actor.pk) for pair in pairs}, given_on, how)
        return made
    if not pairs:
        raise ValidationError(_("Tick at least one person."))
    if given_on > today:
        raise ValidationError(_("This day has not come yet."))
    if is_too_old(given_on, today):
        raise ValidationError(_("This day is too long ago for a consent. Check the year."))
    _refuse_strangers(pairs, learners, given_on, today)
    rows = [
        Consent(learner_id=learner, giver_id=person, given_on=given_on, how=how, by=actor, at=moment, key=key)
        for learner, person in sorted(pairs)
    ]
    return tuple(Consent.objects.bulk_create(rows))


@transaction.atomic
def withdraw_consent(
    *, group: Group, consent: Consent, why: str, actor: Person, now: datetime | None = None
) -> Consent:
    """Keeps that a consent about a learner of the group has been withdrawn, and why; another may be given later.

    The same said twice by the same person changes nothing. Raises ValidationError where ``actor`` does not collect the
    group's consents, the learner is not of the group, no reason is given, or it has been withdrawn already.
    """
    moment, today = _at(group, now)
    _refuse_others(group, actor)
    why = _words(why)
    if not why:
        raise ValidationError(_("Say why the consent is withdrawn: for example, by a statement and its day."))
    row = lock_row(Consent.objects.all(), pk=consent.pk)
    if not Learner.objects.filter(stays_in(group.pk, today), pk=row.learner_id).exists():
        raise ValidationError(_("The learner is not in this group."))
    if row.withdrawn_at:
        if (row.withdrawn_by_id, row.why) != (actor.pk, why):
            raise ValidationError(_("This consent has been withdrawn already."))
        return row
    row.withdrawn_at, row.withdrawn_by, row.why = moment, actor, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "why"])
    return row


def _at(group: Group, now: datetime | None) -> tuple[datetime, date]:
    moment = now or timezone.now()
    return moment, moment.astimezone(group.institution.zone).date()


def _refuse_others(group: Group, actor: Person) -> None:
    if not Group.objects.filter(consents_collected_by(actor.pk), pk=group.pk).exists():
        raise ValidationError(_("You do not collect the consents of this group."))


def _locked(group: Group, ids: set[int], today: date) -> dict[int, Learner]:
    """The learners of the group among ``ids``, locked in the order of their ids: two submissions wait for each other."""
    rows = Learner.objects.filter(stays_in(group.pk, today), pk__in=ids).select_related("person").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",))}


def _refuse_changed(made: tuple[Consent, ...], said: set[tuple[int, int, int]], given_on: date, how: str) -> None:
    """The answer «recorded» to a repeated key is true only of what the key has recorded."""
    if {(row.learner_id, row.giver_id, row.by_id) for row in made} != said:
        raise ValidationError(_("This key belongs to another entry."))
    if any(row.withdrawn_at for row in made):
        raise ValidationError(_("What this page has recorded is withdrawn meanwhile. Open it anew and tick again."))
    if any((row.given_on, row.how) != (given_on, how) for row in made):
        text = _(
            "This page has been sent already, with another day or paper: that is kept. To mend it, withdraw and record anew."
        )
        raise ValidationError(text)


def _refuse_strangers(pairs: set[tuple[int, int]], learners: dict[int, Learner], given_on: date, today: date) -> None:
    if {learner for learner, _person in pairs} - learners.keys():
        raise ValidationError(_("One of the learners is not in this group any more. Look at the list and tick again."))
    guardians = Guardianship.objects.between(today, date.max).filter(learner__in=learners, relation__in=REPRESENTATIVES)
    kin = set(guardians.values_list("learner", "guardian"))
    standing = Consent.objects.filter(learner__in=learners, withdrawn_at=None)
    taken = set(standing.values_list("learner", "giver"))
    for pair in sorted(pairs):
        learner = learners[pair[0]]
        birth = learner.person.birth_date
        may = needed(birth, given_on)
        said = {"learner": learner.person.list_name}
        if pair in taken:
            raise ValidationError(
                _("%(learner)s: somebody has recorded this consent meanwhile. Look at the list and tick again.") % said
            )
        if birth and given_on < birth:
            raise ValidationError(_("%(learner)s: not born yet on that day. Check the year, or the card.") % said)
        if pair[1] == learner.person_id:
            if not may.own:
                raise ValidationError(_("%(learner)s: under 14 on that day, a representative consents.") % said)
        elif pair not in kin:
            raise ValidationError(_("%(learner)s: this person is no representative. Check the card.") % said)
        elif not may.representative:
            raise ValidationError(_("%(learner)s: of age on that day, consents without representatives.") % said)


def _words(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > HOW_LENGTH:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": HOW_LENGTH})
    return words
