"""A lesson on the desk of who arranges lessons: under its locks, with what every change of the day checks.

Who arranges lessons queues on the institution, because a clash lies between journals; then on the journal, like every
writer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.institution.models import Institution, Room
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.clashes import Taken
from journal_plugin.lessons.models import DayChange, Journal, Lesson
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.queries.arranged import fillings, seen_changes, standing_of
from journal_plugin.lessons.queries.occupied import taken_by
from journal_plugin.lessons.rules import journals_substituted_by
from journal_plugin.people.models import Person
from journal_plugin.timetable.enums import ChangeKind


@dataclass
class Desk:
    """A lesson under the locks of its institution and its journal, and who arranges it."""

    register: Register
    lesson: Lesson
    key: UUID

    def taken(self) -> Taken:
        """The lesson with what it keeps busy; two reads."""
        return taken_by(self.lesson)

    def note(self, what: str, *, old: str, new: str, reason: str = "") -> None:
        """Adds the change to the history under the key of the form."""
        operation = Operation(self.key, what, new, 0, lesson=self.lesson.pk, reason=reason[:255])
        self.register.log(operation, old=old, version=0)

    def stand(self, kind: ChangeKind, *, order_no: str = "", **fields) -> DayChange:
        """Makes the row of the change."""
        return DayChange.objects.create(
            lesson=self.lesson,
            kind=kind,
            order_no=order_no.strip()[:64],
            key=self.key,
            by=self.register.actor,
            at=self.register.now,
            **fields,
        )

    def end(self, kinds: Iterable[ChangeKind]) -> None:
        """Changes of those kinds stand no longer: another one takes their place."""
        standing = standing_of(self.lesson.pk).filter(kind__in=kinds)
        standing.update(undone_by=self.register.actor, undone_at=self.register.now)

    def check_held(self) -> None:
        """Raises ValidationError for a cancelled lesson."""
        if self.lesson.cancelled:
            raise ValidationError(_("The lesson is cancelled. Make it as it was first."))

    def check_empty(self) -> None:
        """Raises ValidationError where something is filled in, with what and what to do."""
        there = fillings(self.lesson.pk)
        if there:
            raise ValidationError(
                _(
                    "In this lesson stand already: %(what)s. It can be cancelled or moved only when its teacher has cleared"
                    " them, or has entered them at the lesson at which they belong."
                )
                % {"what": ", ".join(there)}
            )

    def room(self, room_id: int | None) -> Room | None:
        """The room of the institution with that id; None without one. Raises ValidationError for a foreign one."""
        if room_id is None:
            return None
        room = Room.objects.filter(institution=self.lesson.journal.institution_id, pk=room_id).first()
        if room is None:
            raise ValidationError(_("The institution has no such room."))
        return room

    def first_place(self) -> dict:
        """Where the timetable has the lesson, as fields of a change: from the change that stands, else as it is."""
        lesson = self.lesson
        place = {
            "was_date": lesson.date,
            "was_number": lesson.number,
            "was_starts": lesson.starts,
            "was_ends": lesson.ends,
            "was_room_id": lesson.room_id,
        }
        for change in standing_of(lesson.pk).filter(kind__in=(ChangeKind.MOVED, ChangeKind.ROOM)):
            names = place if change.kind == ChangeKind.MOVED else ("was_room_id",)
            place |= {name: getattr(change, name) for name in names}
        return place


@contextmanager
def open_desk(*, lesson_id: int, journal_id: int, actor: Person, key: UUID, seen: int | None) -> Iterator[Desk | None]:
    """The lesson as it stands under the locks; None for a key that has been written already.

    ``seen`` is how many changes of the lesson its author has seen (``seen_changes``). Raises Journal.DoesNotExist where
    the actor arranges no lessons, Lesson.DoesNotExist, ValidationError where somebody has changed it meanwhile.
    """
    with transaction.atomic():
        institutions = Institution.objects.filter(pk__in=Journal.objects.filter(pk=journal_id).values("institution"))
        list(institutions.select_for_update(of=("self",), no_key=True).values_list("pk"))
        with open_register(journal_id=journal_id, actor=actor) as register:
            if not Journal.objects.filter(journals_substituted_by(actor.pk), pk=journal_id).exists():
                raise Journal.DoesNotExist
            group = "journal__group"
            about = (f"{group}__mode", f"{group}__parent__mode", f"{group}__institution", "journal__element")
            lessons = Lesson.objects.select_related(*about, "journal__year", "room")
            lesson = lessons.get(pk=lesson_id, journal=journal_id)
            if key in already_written([key]):
                yield None
                return
            if seen is not None and seen != seen_changes(lesson_id):
                raise ValidationError(_("Somebody has changed this lesson meanwhile. Look at it again."))
            yield Desk(register, lesson, key)


def cleaned(reason: str) -> str:
    """One line of at most 200 characters; raises ValidationError for an empty one."""
    line = " ".join(reason.split())
    if not line:
        raise ValidationError(_("Say why."))
    return line[:200]


def place_said(lesson: Lesson) -> str:
    """«20.11.2026, 2, 108»: day, number and room as the history keeps them."""
    return ", ".join(filter(None, (f"{lesson.date:%d.%m.%Y}", str(lesson.number), room_said(lesson))))


def room_said(lesson: Lesson) -> str:
    """The name of the room, as the history keeps it."""
    return lesson.room.name if lesson.room else ""
