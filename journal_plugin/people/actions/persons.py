"""Writing persons in bulk, for the verbs of this room."""

from collections.abc import Sequence

from journal_plugin.people.cards import GuardianCard, LearnerCard, StaffCard
from journal_plugin.people.models import Person

_FIELDS = ("last_name", "first_name", "patronymic", "email", "phone")


def fill_person(person: Person, card: StaffCard | LearnerCard | GuardianCard) -> None:
    """Copies names and contacts of a line into ``person``."""
    for field in _FIELDS:
        setattr(person, field, getattr(card, field))
    person.fill_keys()


def write_persons(persons: Sequence[Person]) -> None:
    """Inserts the new persons and updates the known ones, in a constant number of statements per hundred."""
    new = [person for person in persons if person.pk is None]
    known = [person for person in persons if person.pk is not None]
    Person.objects.bulk_create(new, batch_size=500)
    Person.objects.bulk_update(known, [*_FIELDS, "birth_date", "search_key", "sort_key"], batch_size=100)
