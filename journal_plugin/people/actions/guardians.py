"""Guardians of many learners: one human stays one person for all his children, at every institution."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from journal_plugin.core.names import search_key
from journal_plugin.people.actions.persons import fill_person, write_persons
from journal_plugin.people.cards import GuardianCard
from journal_plugin.people.models import Guardianship, Learner, Person


def set_guardians(wanted: Mapping[int, Sequence[GuardianCard]], *, day: date) -> None:
    """From ``day`` on the learners (ids) have these guardians. A constant number of statements per hundred.

    A guardian of the learner is known by his name; a guardian of somebody else is the same human only when name and
    phone or e-mail agree. A guardianship that the list no longer names ends the day before.
    """
    standing = list(Guardianship.objects.filter(learner_id__in=wanted, until=None).select_related("guardian"))
    own = {(row.learner_id, row.guardian.search_key): row for row in standing}
    people = _known(card for cards in wanted.values() for card in cards)
    persons: list[Person] = []
    made: list[Guardianship] = []
    changed: list[Guardianship] = []
    for learner, cards in wanted.items():
        for card in cards:
            row = own.pop((learner, search_key(card.name)), None)
            person = row.guardian if row else _find(people, card)
            if person is None:
                person = Person()
            fill_person(person, card)
            _remember(people, person)
            persons.append(person)
            if row is None:
                made.append(Guardianship(guardian=person, learner_id=learner, relation=card.relation, since=day))
            elif row.relation != card.relation:
                row.relation = card.relation
                changed.append(row)
    places = set(Learner.objects.filter(pk__in=wanted).values_list("institution_id", flat=True))
    write_persons(list({id(person): person for person in persons}.values()), institutions=places)
    Guardianship.objects.bulk_create(made, batch_size=500)
    Guardianship.objects.bulk_update(changed, ["relation"], batch_size=200)
    gone = list(own.values())
    Guardianship.objects.filter(pk__in=[row.pk for row in gone if row.since >= day]).delete()
    Guardianship.objects.filter(pk__in=[row.pk for row in gone if row.since < day]).update(
        until=day - timedelta(days=1)
    )


def _known(cards) -> dict[tuple[str, str], Person]:
    keys = {search_key(card.name) for card in cards}
    people: dict[tuple[str, str], Person] = {}
    for person in Person.objects.filter(search_key__in=keys).order_by("-pk"):
        _remember(people, person)
    return people


def _remember(people: dict[tuple[str, str], Person], person: Person) -> None:
    for contact in _contacts(person.phone, person.email):
        people[person.search_key, contact] = person


def _find(people: dict[tuple[str, str], Person], card: GuardianCard) -> Person | None:
    for contact in _contacts(card.phone, card.email):
        found = people.get((search_key(card.name), contact))
        if found is not None:
            return found
    return None


def _contacts(phone: str, email: str) -> list[str]:
    digits = "".join(sign for sign in phone if sign.isdigit())[-10:]
    return [contact for contact in (digits, email.casefold()) if contact]
