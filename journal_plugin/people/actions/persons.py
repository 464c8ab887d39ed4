"""Writing persons in bulk, for the verbs of this room."""

from collections.abc import Collection, Sequence

from journal_plugin.people.cards import GuardianCard, LearnerCard, StaffCard
from journal_plugin.people.models import Person
from journal_plugin.people.rules import known_elsewhere

_FIELDS = ("last_name", "first_name", "patronymic", "email", "phone")


def fill_person(person: Person, card: StaffCard | LearnerCard | GuardianCard) -> None:
    """Copies names and contacts of a line into ``person``."""
    for field in _FIELDS:
        setattr(person, field, getattr(card, field))
    person.fill_keys()


def write_persons(persons: Sequence[Person], *, institutions: Collection[int]) -> None:
    """Inserts the new persons and updates the known ones, in a constant number of statements per hundred.

    Somebody who is known at an institution that is not one of ``institutions`` (ids) too keeps his names and contacts:
    a list of one institution does not change the other's people (L03).
    """
    new = [person for person in persons if person.pk is None]
    pks = [person.pk for person in persons if person.pk is not None]
    shared = set(Person.objects.filter(known_elsewhere(institutions), pk__in=pks).values_list("pk", flat=True))
    known = [person for person in persons if person.pk is not None and person.pk not in shared]
    Person.objects.bulk_create(new, batch_size=500)
    Person.objects.bulk_update(known, [*_FIELDS, "birth_date", "search_key", "sort_key"], batch_size=100)
