"""Saving what a teacher typed: one batch of operations into one journal."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.attendance.actions import AttendanceCells
from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attestation.actions import FinalCells
from journal_plugin.gradebook.queries.facts import Facts, facts_of
from journal_plugin.lessons.actions import (
    Cells,
    MinutesCells,
    PresenceCells,
    Register,
    TechnologyCells,
    TextCells,
    already_written,
    note_presence,
    open_register,
)
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.operations import Answer, Operation, Standing, accepted, locked, refused
from journal_plugin.lessons.windows import Window, entry_window, final_window
from journal_plugin.marks.actions import CommentCells, MarkCells
from journal_plugin.marks.scales import DONE
from journal_plugin.people.models import Person

_CELLS: Mapping[str, type[Cells]] = {
    What.MARK: MarkCells,
    What.COMMENT: CommentCells,
    What.ATTENDANCE: AttendanceCells,
    What.PRESENCE: PresenceCells,
    What.TOPIC: TextCells,
    What.HOMEWORK: TextCells,
    What.MINUTES: MinutesCells,
    What.FINAL: FinalCells,
    What.TECHNOLOGY: TechnologyCells,
}


_ONCE_HELD = frozenset({What.MARK, What.COMMENT, What.ATTENDANCE, What.PRESENCE})
"""What waits for its lesson; a topic and a homework may come before it."""


@dataclass(frozen=True)
class Entered:
    """What became of a batch: one answer an operation, in their order, the journal as it stands now, and its version before."""

    journal: Journal
    answers: list[Answer]
    before: int


def enter(*, journal_id: int, actor: Person, operations: Sequence[Operation], now: datetime | None = None) -> Entered:
    """Writes a batch under the journal's lock and answers each operation in its order (requirements §3, M06).

    Statements: constant in the number of operations. A repeated key gets its first answer; a foreign lesson, work,
    learner, a shut window or a closed year changes nothing. Raises Journal.DoesNotExist for an absent journal, and for one
    in which ``actor`` writes nothing: he needs the whole journal or, as a substitute, a lesson of it (L06, C08). Term marks
    need the whole journal.
    """
    with open_register(journal_id=journal_id, actor=actor, now=now, own=True, although_closed=True) as register:
        before = register.journal.version
        answers = _repeated(register, operations)
        fresh = [operation for operation in operations if operation.key not in answers]
        facts = facts_of(register.journal, actor.pk, register.whole, fresh)
        cells = _open_cells(register, fresh)
        for operation in fresh:
            answers[operation.key] = _put(register, facts, cells, operation)
        for kind in cells.values():
            if kind.changed:
                kind.flush()
        if facts.present and not register.closed:
            note_presence(register, _of_open_lessons(register, facts))
    return Entered(register.journal, [answers[operation.key] for operation in operations], before)


def _of_open_lessons(register: Register, facts: Facts) -> list[Operation]:
    """Of the first signs of lessons those that say presence was checked: a leave for one cell says nothing of the others."""
    return [
        sign for sign in facts.present.values() if not _window(register, facts, sign._replace(learner=None)).is_shut
    ]


@dataclass(frozen=True)
class Target:
    """A lesson that gets texts, and the versions of its own that the teacher has seen."""

    journal: int
    lesson: int
    homework_version: int
    topic_version: int
    minutes_version: int


def give_to_parallel(
    *, source: Lesson, targets: Iterable[Target], with_topic: bool, actor: Person, key: UUID
) -> dict[int, list[Answer]]:
    """Writes the homework of ``source`` (and its topic) into the lessons of other journals, each under its own lock (D04).

    Lesson -> the answers of its journal, as those of ``enter``: a text that somebody has changed since it was seen is a
    conflict and stays. The minutes of the homework follow it where it was taken, also to clear those of another one. A
    journal that is not the actor's any more has no answers. A repeated key changes nothing.
    """
    texts = {What.HOMEWORK: source.homework} | ({What.TOPIC: source.topic} if with_topic else {})
    minutes = {What.MINUTES: str(source.minutes or "")}
    given = {}
    for target in targets:
        with suppress(Journal.DoesNotExist), transaction.atomic():
            answers = _give(target, {what: value for what, value in texts.items() if value}, actor, key)
            has_minutes = source.minutes is not None or target.minutes_version
            if source.homework and has_minutes and answers[0].status == "accepted":
                answers += _give(target, minutes, actor, key)
            given[target.lesson] = answers
    return given


def _give(target: Target, values: Mapping[What, str], actor: Person, key: UUID) -> list[Answer]:
    seen = {
        What.HOMEWORK: target.homework_version,
        What.TOPIC: target.topic_version,
        What.MINUTES: target.minutes_version,
    }
    operations = [
        Operation(uuid5(key, f"{target.lesson}-{what}"), what, value, seen[what], lesson=target.lesson)
        for what, value in values.items()
    ]
    return enter(journal_id=target.journal, actor=actor, operations=operations).answers


def _put(register: Register, facts: Facts, cells: dict[type[Cells], Cells], operation: Operation) -> Answer:
    if operation.what not in _CELLS:
        return refused(operation, Standing(), _("The register has no such record."))
    kind = cells[_CELLS[operation.what]]
    barred = _barred_final if operation.what == What.FINAL else _barred
    answer = barred(register, facts, operation, kind) or _clash(register, facts, operation, kind)
    if answer is None:
        answer = kind.put(_by_leave(register, facts, operation))
        if answer.status == "accepted":
            facts.note(operation)
    return answer


def _repeated(register: Register, operations: Iterable[Operation]) -> dict:
    """First answers for keys that the history knows; a key of somebody else's change is refused."""
    by_key = {operation.key: operation for operation in operations}
    answers = {}
    for key, change in already_written(by_key).items():
        operation = by_key[key]
        same = change.cell == operation.cell and change.new == operation.value
        if same and (change.journal, change.actor) == (register.journal.pk, register.actor.pk):
            standing = Standing(change.new, change.version, register.actor.short_name, change.at)
            answers[key] = accepted(operation, standing)
        else:
            answers[key] = refused(operation, Standing(), _("This key belongs to another entry."))
    return answers


def _open_cells(register: Register, operations: Sequence[Operation]) -> dict[type[Cells], Cells]:
    """The kinds of cells that the batch touches, read once each."""
    batches: dict[type[Cells], list[Operation]] = {}
    for operation in operations:
        if operation.what in _CELLS:
            batches.setdefault(_CELLS[operation.what], []).append(operation)
    cells = {kind: kind(register, batch) for kind, batch in batches.items()}
    for kind in cells.values():
        kind.read()
    return cells


def _barred(register: Register, facts: Facts, operation: Operation, kind: Cells) -> Answer | None:
    """Why the operation may not be taken at all: foreign cell, foreign lesson, shut window; None when it may.

    What stands in a foreign cell is not told.
    """
    lesson = facts.lessons.get(operation.lesson)
    if lesson is None or not facts.fits(operation):
        return refused(operation, Standing(), _("This lesson is not yours to write."))
    if operation.learner and not facts.was_member(operation.learner, lesson.date):
        return refused(operation, Standing(), _("The learner was not in the group on that day."))
    if lesson.cancelled:
        return refused(operation, kind.signed(operation), _("The lesson is cancelled."))
    if register.closed:
        return locked(operation, kind.signed(operation), register.closed)
    window = _window(register, facts, operation)
    if window.is_ahead and operation.what in _ONCE_HELD:
        return locked(operation, kind.signed(operation), window.why_ahead)
    if window.is_shut:
        return locked(operation, kind.signed(operation), window.why_shut_to_ask, may_ask=True)
    return None


def _barred_final(register: Register, facts: Facts, operation: Operation, kind: Cells) -> Answer | None:
    term = facts.terms.get(operation.term)
    if term is None or not facts.whole_journal or operation.lesson or operation.work:
        return refused(operation, Standing(), _("This journal is not yours to write."))
    if not facts.was_member_between(operation.learner, *term):
        return refused(operation, Standing(), _("The learner was not in the group in that period."))
    if register.closed:
        return locked(operation, kind.signed(operation), register.closed)
    window = _window(register, facts, operation)
    if not window.is_open:
        return locked(operation, kind.signed(operation), window.why_final_shut, may_ask=window.is_shut)
    return None


def _window(register: Register, facts: Facts, operation: Operation) -> Window:
    """When the place may be written; the leaves to correct are read only where it is shut."""
    today = register.day(operation)
    if operation.what == What.FINAL:
        since, until = facts.terms[operation.term]
        window = final_window(term_since=since, term_until=until, settings=register.settings, today=today)
    else:
        day = facts.lessons[operation.lesson].date
        window = entry_window(lesson_date=day, settings=register.settings, today=today)
    if not window.is_shut:
        return window
    place = {"lesson": operation.lesson, "learner": operation.learner, "term": operation.term}
    return window._replace(opened_until=register.openings.until(**place))


def _by_leave(register: Register, facts: Facts, operation: Operation) -> Operation:
    """The operation; where only a leave allows it, who gave the leave and why stand with it in the history (E10, E11)."""
    if not _window(register, facts, operation).by_leave:
        return operation
    leave = register.openings.best(lesson=operation.lesson, learner=operation.learner, term=operation.term)
    return operation._replace(reason=leave.reason_of(operation.reason)) if leave else operation


def _clash(register: Register, facts: Facts, operation: Operation, kind: Cells) -> Answer | None:
    """Signs that may not stand here: a mark where only «done» is recorded, a mark beside an absence (requirements §4).

    Where the institution writes «н/4», they stand together: the missed lesson was made up for later.
    """
    if operation.what == What.MARK and operation.value:
        if operation.work in facts.done_only and operation.value != DONE:
            return refused(operation, kind.stands(operation), _("This work is kept without marks: only + is allowed."))
        if operation.work not in facts.done_only and operation.value == DONE:
            return refused(operation, kind.stands(operation), _("“+” is for works that are kept without marks."))
    if register.settings.mark_with_absence:
        return None
    place = (operation.lesson, operation.learner)
    if operation.what == What.MARK and operation.value and facts.absences.get(place) in ABSENT_CODES:
        return refused(operation, kind.stands(operation), _("The learner was absent: clear the absence first."))
    if operation.what == What.ATTENDANCE and operation.value in ABSENT_CODES and facts.marked.get(place):
        why = _("The learner has a mark for this lesson: clear the mark first.")
        return refused(operation, kind.stands(operation), why)
    return None
