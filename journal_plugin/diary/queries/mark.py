"""One mark opened: for what, when, by whom, with which comment, and what it was before."""

from dataclasses import dataclass
from datetime import date, datetime

from journal_plugin.access.doors import open_door
from journal_plugin.core.names import initials
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.rules import may_open_mark
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark


@dataclass(frozen=True)
class Correction:
    """A change of the mark after it was first set; an empty ``new`` means that it was taken away."""

    at: datetime
    by: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class OpenedMark:
    """Everything that a reader may know about a mark; ``at`` and the corrections are aware datetimes."""

    code: str
    kind: str
    title: str
    weight: int
    date: date
    number: int
    subject: str
    topic: str
    by: str
    at: datetime
    comment: str
    corrections: tuple[Correction, ...]


def opened_mark(user, child: Child, pk: int) -> OpenedMark:
    """The mark behind the door of ``user`` and of this child; Http404 for another family's; two queries."""
    mark = open_door(
        Mark.objects.select_related("work__kind", "work__lesson__journal__element", "by"),
        may_open_mark(user),
        pk=pk,
        learner=child.pk,
    )
    lesson = mark.work.lesson
    rows = (
        Change.objects.filter(what=What.MARK, work=mark.work_id, learner=child.pk)
        .order_by("seq")
        .values_list("at", "actor__last_name", "actor__first_name", "actor__patronymic", "old", "new", "reason")
    )
    changes = [Correction(at, initials(*person), old, new, reason) for at, *person, old, new, reason in rows]
    return OpenedMark(
        mark.code,
        mark.work.kind.name,
        mark.work.title,
        mark.work.weight,
        lesson.date,
        lesson.number,
        lesson.journal.element.name,
        lesson.topic,
        mark.by.short_name,
        mark.at,
        mark.comment if mark.code else "",
        tuple(changes[1:] if changes and not changes[0].old else changes),
    )
