"""Saving what a teacher typed: one batch of operations into one journal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from journal_plugin.attendance.actions import AttendanceCells
from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attestation.actions import FinalCells
from journal_plugin.gradebook.queries.facts import Facts, facts_of
from journal_plugin.lessons.actions import Cells, Register, TextCells, already_written, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Answer, Operation, Standing, accepted, locked, refused
from journal_plugin.lessons.windows import entry_window, final_window
from journal_plugin.marks.actions import MarkCells
from journal_plugin.people.models import Person

_CELLS: Mapping[str, type[Cells]] = {
    What.MARK: MarkCells,
    What.ATTENDANCE: AttendanceCells,
    What.TOPIC: TextCells,
    What.HOMEWORK: TextCells,
    What.FINAL: FinalCells,
}


def save(
    *, journal_id: int, actor: Person, operations: Sequence[Operation], now: datetime | None = None
) -> list[Answer]:
    """Writes a batch under the journal's lock and answers each operation in its order (model.md «A write»).

    Statements: constant in the number of operations. A repeated key gets its first answer; a foreign lesson, work,
    learner or a shut window changes nothing. Raises Journal.DoesNotExist. Rights: the lessons that ``actor`` writes
    are looked up with lessons.rules.may_write_lesson (L06, C08); term marks need the whole journal.
    """
    with open_register(journal_id=journal_id, actor=actor, now=now) as register:
        answers = _repeated(register, operations)
        fresh = [operation for operation in operations if operation.key not in answers]
        facts = facts_of(register.journal, actor, fresh)
        cells = _open_cells(register, fresh)
        for operation in fresh:
            answer = _barred(register, facts, operation) or _clash(facts, operation)
            if answer is None:
                answer = cells[_CELLS[operation.what]].put(operation)
                if answer.status == "accepted":
                    facts.note(operation)
            answers[operation.key] = answer
        for kind in cells.values():
            if kind.changed:
                kind.flush()
    return [answers[operation.key] for operation in operations]


def _repeated(register: Register, operations: Iterable[Operation]) -> dict:
    """First answers for keys that the history knows; a key of somebody else's change is refused."""
    by_key = {operation.key: operation for operation in operations}
    answers = {}
    for key, (journal, what, lesson, work, learner, term, actor, new, version, at) in already_written(by_key).items():
        operation = by_key[key]
        same = (what, lesson, work, learner, term) == operation.cell and new == operation.value
        if same and (journal, actor) == (register.journal.pk, register.actor.pk):
            answers[key] = accepted(operation, Standing(new, version, register.actor.short_name, at))
        else:
            answers[key] = refused(operation, _("This key belongs to another entry."))
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


def _barred(register: Register, facts: Facts, operation: Operation) -> Answer | None:
    """Why the operation may not be taken at all: foreign cell, foreign lesson, shut window; None when it may."""
    if operation.what not in _CELLS:
        return refused(operation, _("The register has no such record."))
    if operation.what == What.FINAL:
        return _barred_final(register, facts, operation)
    lesson = facts.lessons.get(operation.lesson)
    if lesson is None or not facts.fits(operation):
        return refused(operation, _("This lesson is not yours to write."))
    if lesson.cancelled:
        return refused(operation, _("The lesson is cancelled."))
    window = entry_window(
        lesson_date=lesson.date, days=register.settings.mark_window_days, today=register.day(operation)
    )
    if window.is_ahead and operation.what in (What.MARK, What.ATTENDANCE):
        return locked(operation, Standing(), _("The lesson of %(day)s has not come yet.") % {"day": _day(lesson.date)})
    if not window.is_open and not window.is_ahead:
        return locked(
            operation,
            Standing(),
            _("%(days)s days have passed since %(day)s: the lesson has been shut since %(last)s.")
            % {
                "days": register.settings.mark_window_days,
                "day": _day(lesson.date),
                "last": _day(window.last_day),
            },
        )
    if operation.learner and not facts.was_member(operation.learner, lesson.date):
        return refused(operation, _("The learner was not in the group on that day."))
    return None


def _barred_final(register: Register, facts: Facts, operation: Operation) -> Answer | None:
    term = facts.terms.get(operation.term)
    if term is None or not facts.whole_journal:
        return refused(operation, _("This journal is not yours to write."))
    since, until = term
    if not facts.was_member_between(operation.learner, since, until):
        return refused(operation, _("The learner was not in the group in that period."))
    days = register.settings.final_window_days
    window = final_window(term_since=since, term_until=until, days=days, today=register.day(operation))
    if not window.is_open:
        why = _("Term marks may be changed from %(first)s to %(last)s.")
        return locked(operation, Standing(), why % {"first": _day(window.first_day), "last": _day(window.last_day)})
    return None


def _clash(facts: Facts, operation: Operation) -> Answer | None:
    """A mark and an absence exclude each other at one lesson (domain.md 4.1); lateness and a mark do not."""
    place = (operation.lesson, operation.learner)
    if operation.what == What.MARK and operation.value and facts.absences.get(place) in ABSENT_CODES:
        return refused(operation, _("The learner was absent: clear the absence first."))
    if operation.what == What.ATTENDANCE and operation.value in ABSENT_CODES and facts.marked.get(place):
        return refused(operation, _("The learner has a mark for this lesson: clear the mark first."))
    return None


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
