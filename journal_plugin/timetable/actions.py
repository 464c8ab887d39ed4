"""Entering the timetable of a term; making and revoking links to subscribe to one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.access.actions import save_row
from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.core.diff import Counts, compare
from journal_plugin.curriculum.queries import element_ids
from journal_plugin.institution.queries import room_ids
from journal_plugin.people.models import Group, Learner, Person, Staff
from journal_plugin.people.queries import group_ids, staff_ids
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import Clash, Conflict
from journal_plugin.timetable.feeds import digest_of
from journal_plugin.timetable.models import Feed, Slot
from journal_plugin.timetable.queries import clashes_of, may_subscribe, slot_cards
from journal_plugin.timetable.rules import own_feeds
from journal_plugin.timetable.signals import timetable_entered

Place = tuple[str, int, int, int, int]
"""(week, weekday, number, group id, element id)."""


@transaction.atomic
def enter_slots(
    *, term: Term, cards: Iterable[SlotCard], since: date | None = None, replace: bool = False, by=None
) -> Counts:
    """Places the slots of the list in ``term`` from ``since`` (its first day) on and changes those that differ (C04).

    ``replace`` ends every other slot of the groups that the list names the day before ``since``. A changed slot that was in force
    before ``since`` ends and goes on as a new one, so that the past stays. Raises ValidationError for a group, element,
    teacher or room that does not exist. Lessons follow by the signal.
    """
    first = since or term.since
    current = slot_cards(term, first)
    wanted = {card.key: card for card in cards}
    diff = compare(current, wanted.values())
    names = _Names.of(term, first)
    known = {_place(row): row for row in Slot.objects.filter(term=term).between(first, date.max).order_by("since")}
    named = {card.group for card in wanted.values()} if replace else set()
    gone = [known[names.place(card)] for key, card in current.items() if key not in wanted and card.group in named]
    _end(gone, first)
    changed = [known[names.place(card)] for _old, card in diff.changed]
    _end([row for row in changed if row.since < first], first)
    going_on = {_place(row): row for row in changed if row.since >= first}
    _write(term, first, names, [*diff.created, *(card for _old, card in diff.changed)], going_on)
    if diff.created or diff.changed or gone:
        record(
            term.year.institution,
            "journal.list",
            by=by,
            what="timetable",
            created=len(diff.created),
            changed=len(diff.changed),
            ended=len(gone),
        )
        timetable_entered.send(sender=Slot, term=term, since=first)
    return diff.counts


@transaction.atomic
def save_slot(*, row: Slot, teachers: Iterable[Staff], by) -> Slot:
    """Saves one validated slot of the admin's form; the dated lessons follow by the signal (C04).

    Raises ValidationError, and writes nothing, where a teacher, the room or the group would be in two places from the
    day on which the slot differs from before, and for a lesson number without a bell.
    """
    staff = sorted(teachers, key=lambda one: one.pk)
    terms = {pk: lock_row(Term.objects.all(), pk=pk) for pk in _terms_of(row)}
    stood = Slot.objects.filter(pk=row.pk).first()
    before = list(stood.teachers.order_by("pk")) if stood else []
    first = _differs_from(stood, row, staff != before)
    clashes = clashes_of(row, staff, first)
    if clashes:
        names = {one.external_id or one.person.full_name: one.person.short_name for one in staff}
        raise ValidationError([_told(clash, names) for clash in clashes])
    save_row(row=row, by=by, links={"teachers": staff})
    if stood and staff != before:
        names_of = [", ".join(str(one) for one in some) for some in (before, staff)]
        record(row, "journal.row.edit", by=by, changes={"teachers": names_of})
    for term in (term for term in terms.values() if first <= term.until):
        timetable_entered.send(sender=Slot, term=term, since=max(first, term.since))
    return row


def _terms_of(row: Slot) -> list[int]:
    """Ids of the term of ``row`` as it stands and as it is to be, in one order for all, so that writers only queue."""
    return sorted({row.term_id, *Slot.objects.filter(pk=row.pk).values_list("term_id", flat=True)})


def _differs_from(stood: Slot | None, row: Slot, other_teachers: bool) -> date:
    """The first day on which ``row`` differs from what ``stood``; a room changes from today on, the past stays."""
    if stood is None:
        return row.since
    names = [field.attname for field in Slot._meta.concrete_fields]
    changed = {name for name in names if getattr(stood, name) != getattr(row, name)}
    days = []
    if "until" in changed:
        days.append(min(row.until or row.term.until, stood.until or stood.term.until) + timedelta(days=1))
    if "room_id" in changed:
        days.append(max(stood.since, row.term.year.institution.today()))
    if other_teachers or changed - {"until", "room_id"}:
        days.append(min(row.since, stood.since))
    return min(days, default=date.max)


_BUSY = {
    Clash.TEACHER: gettext_lazy("The teacher %(name)s is busy at that time: %(group)s, %(element)s."),
    Clash.ROOM: gettext_lazy("The room %(name)s is taken at that time: %(group)s, %(element)s."),
    Clash.GROUP: gettext_lazy("The group %(name)s is busy at that time: %(group)s, %(element)s."),
}


def _told(clash: Conflict, names: Mapping[str, str]) -> str:
    """A clash in words; ``names`` are those of the teachers by key."""
    other = clash.second
    name = names.get(clash.name, clash.name)
    return _BUSY[clash.kind] % {"name": name, "group": other.group, "element": other.element}


def _write(term: Term, first: date, names: "_Names", cards: list[SlotCard], going_on: dict[Place, Slot]) -> None:
    """New slots for ``cards``, except those that go on in their own row."""
    made, kept, teachers = [], [], []
    for card in cards:
        place = week, weekday, number, group, element = names.place(card)
        row = going_on.get(place)
        if row is None:
            row = Slot(term=term, week=week, weekday=weekday, number=number, group_id=group, element_id=element)
            row.since, row.until = first, term.until
            made.append(row)
        else:
            kept.append(row)
        row.activity, row.room_id = card.activity, names.room(card)
        teachers.append((row, names.teachers(card)))
    Slot.objects.bulk_create(made, batch_size=500)
    Slot.objects.bulk_update(kept, ["activity", "room"], batch_size=200)
    through = Slot.teachers.through
    through.objects.filter(slot__in=[row.pk for row in kept]).delete()
    through.objects.bulk_create(
        [through(slot_id=row.pk, staff_id=pk) for row, pks in teachers for pk in pks], batch_size=500
    )


def _place(row: Slot) -> Place:
    return (row.week, row.weekday, row.number, row.group_id, row.element_id)


def _end(rows: list[Slot], first: date) -> None:
    """The slots end the day before ``first``; one that never came into force goes, or is shut on its first day."""
    old = [row.pk for row in rows if row.since < first]
    new = [row.pk for row in rows if row.since >= first]
    Slot.objects.filter(pk__in=old).update(until=first - timedelta(days=1))
    Slot.objects.filter(pk__in=new, lessons=None).delete()
    Slot.objects.filter(pk__in=new).update(until=F("since"))


@dataclass(frozen=True)
class _Names:
    """Ids behind the names of a list."""

    groups: dict[str, int]
    elements: dict[str, int]
    staff: dict[str, int]
    rooms: dict[str, int]

    @classmethod
    def of(cls, term: Term, day: date) -> "_Names":
        institution = term.year.institution
        return cls(group_ids(institution, day), element_ids(institution), staff_ids(institution), room_ids(institution))

    def place(self, card: SlotCard) -> Place:
        group = _found(self.groups, card.group, _("There is no group %(name)s."))
        element = _found(self.elements, card.element, _("There is no study element %(name)s."))
        return (card.week, card.weekday, card.number, group, element)

    def room(self, card: SlotCard) -> int | None:
        return _found(self.rooms, card.room, _("There is no room %(name)s.")) if card.room else None

    def teachers(self, card: SlotCard) -> list[int]:
        return [_found(self.staff, name, _("There is no staff member %(name)s.")) for name in card.teachers]


def _found(ids: dict[str, int], name: str, missing: str) -> int:
    if name not in ids:
        raise ValidationError(missing % {"name": name})
    return ids[name]


@transaction.atomic
def make_feed(*, whose: Learner | Staff | Group, by, key: UUID) -> str:
    """Makes the secret link of ``by`` to the timetable of ``whose`` and revokes his earlier one; gives its token (C09).

    The token can be told only here: the database keeps its digest. A repeated key gives the same link a new token as long as
    nobody has read by the old one. Raises PermissionDenied for a timetable that is not his, ValidationError for a key that
    has made another link, or one that is in use.
    """
    if not may_subscribe(by, whose):
        raise PermissionDenied
    person = lock_row(Person.objects.filter(user=by))
    token, target = token_urlsafe(32), {whose._meta.model_name: whose}
    if Feed.objects.filter(key=key).exists():
        again = Feed.objects.filter(key=key, person=person, last_used=None, revoked_at=None, **target)
        if not again.update(digest=digest_of(token)):
            raise ValidationError(
                _("This link has been made already and is not shown again. Make a new one if it is lost.")
            )
        return token
    moment = timezone.now()
    Feed.objects.filter(person=person, revoked_at=None, **target).update(revoked_at=moment)
    Feed.objects.create(key=key, digest=digest_of(token), person=person, made_at=moment, **target)
    record(whose.institution, "journal.feed.make", by=by, whose=whose._meta.model_name, row=whose.pk)
    return token


@transaction.atomic
def revoke_feed(*, feed: Feed, by) -> None:
    """Ends the link at once; ending it twice changes nothing. Raises Feed.DoesNotExist for another's link."""
    row = lock_row(Feed.objects.filter(own_feeds(by)), pk=feed.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        whose = row.whose
        record(whose.institution, "journal.feed.revoke", by=by, whose=whose._meta.model_name, row=whose.pk)


def note_reading(*, feed: Feed) -> None:
    """Keeps the day on which ``feed`` was last read; writes once a day."""
    today = feed.whose.institution.today()
    if feed.last_used != today:
        Feed.objects.filter(pk=feed.pk).update(last_used=today)
