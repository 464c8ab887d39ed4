"""Correcting what the window has shut: asked for with a reason, opened for a term, all of it in the history (E10, W13)."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.plurals import counted
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.enums import CorrectionState, Scope, What
from journal_plugin.lessons.models import Correction, Journal, Lesson
from journal_plugin.lessons.openings import scope_of
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.queries import another_controls, writes_place
from journal_plugin.lessons.rules import journals_controlled_by, lessons_written_by
from journal_plugin.lessons.windows import Window, entry_window, final_window
from journal_plugin.people.models import Membership, Person

MOST_DAYS = 31
"""For longer nothing is opened at once."""
WIDER = {
    Scope.CELL: (Scope.CELL, Scope.LESSON, Scope.JOURNAL),
    Scope.LESSON: (Scope.LESSON, Scope.JOURNAL),
    Scope.TERM_CELL: (Scope.TERM_CELL, Scope.TERM),
    Scope.TERM: (Scope.TERM,),
    Scope.JOURNAL: (Scope.JOURNAL,),
}
"""What may be opened when that much was asked for."""


class Place(NamedTuple):
    """A part of a journal; all empty is the whole of it."""

    lesson: int | None = None
    learner: int | None = None
    term: int | None = None


def ask_correction(*, journal_id: int, place: Place, reason: str, actor: Person, key: UUID) -> Correction:
    """A request to open ``place``; a repeated key, or the same place asked for again, returns what waits already.

    Raises Journal.DoesNotExist where the actor writes nothing, ValidationError for a place that is not his, that is
    open anyway or that no lesson of the journal has.
    """
    with open_register(journal_id=journal_id, actor=actor, own=True) as register:
        waiting = _waiting(register, place, key)
        if waiting is not None:
            return waiting
        window = _window(register, place, own=True)
        if window is not None and not window.is_shut:
            raise ValidationError(_("This is open: no leave is needed."))
        return _write(register, place, _clean(reason), key)


def open_place(*, journal_id: int, place: Place, until: date, reason: str, actor: Person, key: UUID) -> Correction:
    """Opens a place that nobody has asked for; a repeated key opens nothing again, least of all what has been shut since.

    Raises as ``give_leave`` does, Journal.DoesNotExist for a foreign journal, ValidationError for who teaches there
    himself, as long as somebody else can open it.
    """
    with open_register(journal_id=journal_id, actor=actor) as register:
        _check_control(register)
        repeated = Correction.objects.filter(journal=register.journal, asked_by=actor, key=key).first()
        if repeated is not None:
            if repeated.state == CorrectionState.SHUT:
                raise ValidationError(_("Nothing is open by this request."))
            return repeated
        _window(register, place, own=False)
        _check_until(register, until)
        is_own = writes_place(actor.pk, journal_id, place.lesson)
        if is_own and another_controls(actor.pk, journal_id):
            raise ValidationError(_("You teach here yourself: ask, and somebody else opens it."))
        correction = _write(register, place, _clean(reason), key)
        _decide(register, correction, until=until, answer="", is_own=is_own)
        return correction


def give_leave(*, correction_id: int, scope: Scope, until: date, actor: Person, answer: str = "") -> Correction:
    """Opens the place asked for, or a wider one, to the end of ``until``; deciding so again changes nothing.

    Raises Correction.DoesNotExist, Journal.DoesNotExist for a journal that the actor does not control, ValidationError
    for another decision that stands, a narrower place, a day in the past or far ahead, one's own request as long as
    somebody else can decide it.
    """
    with open_register(journal_id=_journal_of(correction_id), actor=actor) as register:
        correction = _controlled(register, correction_id)
        if correction.state == CorrectionState.OPENED and correction.until == until:
            return correction
        _check_waits(correction)
        if scope not in WIDER[correction.scope]:
            raise ValidationError(_("This cannot be opened by this request."))
        _check_until(register, until)
        is_own = correction.asked_by_id == actor.pk
        if is_own and another_controls(actor.pk, correction.journal_id):
            raise ValidationError(_("This request is your own: somebody else who controls the journal opens it."))
        if scope != correction.scope:
            correction.learner = None
        if scope == Scope.JOURNAL:
            correction.lesson = None
        _decide(register, correction, until=until, answer=answer, is_own=is_own)
        return correction


def refuse_correction(*, correction_id: int, answer: str, actor: Person) -> Correction:
    """Refuses with a reason; raises like ``give_leave``."""
    with open_register(journal_id=_journal_of(correction_id), actor=actor) as register:
        correction = _controlled(register, correction_id)
        if correction.state == CorrectionState.REFUSED:
            return correction
        _check_waits(correction)
        _decide(register, correction, until=None, answer=_clean(answer))
        return correction


def shut_place(*, correction_id: int, reason: str, actor: Person) -> Correction:
    """Ends a leave before its last day; doing so again changes nothing. What was corrected by it stays.

    Raises Correction.DoesNotExist, Journal.DoesNotExist for a journal that the actor does not control, ValidationError
    where nothing is open.
    """
    with open_register(journal_id=_journal_of(correction_id), actor=actor) as register:
        correction = _controlled(register, correction_id)
        if correction.state == CorrectionState.SHUT:
            return correction
        if correction.state != CorrectionState.OPENED or (correction.until and correction.until < register.today):
            raise ValidationError(_("Nothing is open by this request."))
        said = _clean(reason)
        correction.state = CorrectionState.SHUT
        correction.save(update_fields=["state"])
        _log_decision(register, correction, CorrectionState.SHUT, said)
        return correction


def _journal_of(correction_id: int) -> int:
    return Correction.objects.values_list("journal_id", flat=True).get(pk=correction_id)


def _check_control(register: Register) -> None:
    if not Journal.objects.filter(journals_controlled_by(register.actor.pk), pk=register.journal.pk).exists():
        raise Journal.DoesNotExist


def _controlled(register: Register, correction_id: int) -> Correction:
    _check_control(register)
    return Correction.objects.select_related("decided_by").get(pk=correction_id)


def _check_waits(correction: Correction) -> None:
    if correction.state != CorrectionState.ASKED and correction.decided_by is not None:
        raise ValidationError(
            _("%(who)s has decided already: %(state)s.")
            % {"who": correction.decided_by.short_name, "state": correction.get_state_display()}
        )


def _check_until(register: Register, until: date) -> None:
    if not register.today <= until <= register.today + timedelta(days=MOST_DAYS):
        most = counted(MOST_DAYS, "day")
        raise ValidationError(_("A place is opened from today on, for %(days)s at most.") % {"days": most})


def _clean(text: str) -> str:
    """One line of at most 200 characters; raises ValidationError for an empty one."""
    line = " ".join(text.split())
    if not line:
        raise ValidationError(_("Say why."))
    return line[:200]


def _waiting(register: Register, place: Place, key: UUID) -> Correction | None:
    own = Correction.objects.filter(journal=register.journal, asked_by=register.actor)
    same = own.filter(state=CorrectionState.ASKED, lesson=place.lesson, learner=place.learner, term=place.term)
    return own.filter(key=key).first() or same.first()


def _window(register: Register, place: Place, *, own: bool) -> Window | None:
    """The window of the place, None for the whole journal; ``own``: the place must be the actor's to write.

    Raises ValidationError for a place that does not exist or is not his.
    """
    is_whole = place.lesson is None and place.term is None
    if (place.lesson and place.term) or (place.learner and is_whole):
        raise ValidationError(_("There is no such place in a journal."))
    spells = Membership.objects.filter(group=register.journal.group_id, learner=place.learner)
    if place.lesson is not None:
        lessons = Lesson.objects.filter(journal=register.journal, pk=place.lesson, cancelled=False)
        if own and not register.whole:
            lessons = lessons.filter(lessons_written_by(register.actor.pk))
        day = lessons.values_list("date", flat=True).first()
        if day is None or (place.learner is not None and not spells.on(day).exists()):
            raise ValidationError(_("This lesson is not yours to write."))
        until = register.openings.until(**place._asdict())
        return entry_window(lesson_date=day, settings=register.settings, today=register.today, opened_until=until)
    if own and not register.whole:
        raise ValidationError(_("This journal is not yours to write."))
    if place.term is None:
        return None
    term = Term.objects.filter(year=register.journal.year_id, pk=place.term).values_list("since", "until").first()
    if term is None or (place.learner is not None and not spells.between(*term).exists()):
        raise ValidationError(_("The learner was not in the group in that period."))
    until = register.openings.until(**place._asdict())
    return final_window(
        term_since=term[0], term_until=term[1], settings=register.settings, today=register.today, opened_until=until
    )


def _write(register: Register, place: Place, reason: str, key: UUID) -> Correction:
    if already_written([key]):
        raise ValidationError(_("This key belongs to another entry."))
    correction = Correction.objects.create(
        journal=register.journal,
        lesson_id=place.lesson,
        learner_id=place.learner,
        term_id=place.term,
        reason=reason,
        key=key,
        asked_by=register.actor,
        asked_at=register.now,
    )
    asked = Operation(key, What.ASKED, scope_of(**place._asdict()), 0, reason=reason, **place._asdict())
    register.log(asked, old="", version=0)
    return correction


def _decide(
    register: Register, correction: Correction, *, until: date | None, answer: str, is_own: bool = False
) -> None:
    """Writes the decision down, in the row and in the history: the day until which the place is open, or nothing.

    The history says that somebody has opened his own; Russian, it is data.
    """
    correction.state = CorrectionState.OPENED if until else CorrectionState.REFUSED
    correction.until, correction.answer = until, " ".join(answer.split())[:200]
    correction.decided_by, correction.decided_at = register.actor, register.now
    correction.save(update_fields=["state", "until", "answer", "decided_by", "decided_at", "lesson", "learner"])
    reason = correction.answer or correction.reason
    said = f"по собственному запросу: {reason}" if is_own else reason
    _log_decision(register, correction, until.isoformat() if until else "", said)


def _log_decision(register: Register, correction: Correction, said: str, reason: str) -> None:
    place = Place(correction.lesson_id, correction.learner_id, correction.term_id)
    register.log(Operation(uuid4(), What.OPENED, said, 0, reason=reason, **place._asdict()), old="", version=0)
