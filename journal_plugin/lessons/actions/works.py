"""Kinds of work of a lesson: its columns (D07)."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson, Work, WorkKind
from journal_plugin.lessons.openings import Opening
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import lessons_written_by
from journal_plugin.lessons.windows import Window, entry_window
from journal_plugin.people.models import Person

MOST_WORKS = 6
"""More columns in one lesson nobody can read."""


def add_work(*, lesson: Lesson, kind_id: int, actor: Person, key: UUID, title: str = "") -> Work:
    """Adds a column of that kind to the lesson, with the kind's weight of today; a repeated key adds nothing.

    Raises ValidationError where the lesson is not the actor's, is cancelled or shut, or the kind is a foreign one.
    """
    with open_register(journal_id=lesson.journal_id, actor=actor) as register:
        repeated = already_written([key]).get(key)
        if repeated:
            same = Work.objects.filter(pk=repeated.work, lesson=lesson).first()
            if same is None:
                raise ValidationError(_("This key belongs to another entry."))
            return same
        _check(register, lesson)
        kind = _kind(register, kind_id)
        positions = list(lesson.works.values_list("position", flat=True))
        if len(positions) >= MOST_WORKS:
            raise ValidationError(_("A lesson has at most %(most)s works.") % {"most": MOST_WORKS})
        work = Work.objects.create(
            lesson=lesson, kind=kind, weight=kind.weight, title=title, position=max(positions, default=-1) + 1
        )
        _log(register, key=key, work=work, old="")
    return work


def change_work(*, work: Work, kind_id: int, actor: Person, key: UUID, title: str | None = None) -> Work:
    """Gives the column another kind and that kind's weight; marks that stand in it stay and change their weight.

    ``title`` is what the family reads in place of the kind («Сплавы»), None leaves it. A repeated key changes nothing.
    Raises ValidationError like ``add_work``.
    """
    with open_register(journal_id=work.lesson.journal_id, actor=actor) as register:
        # As it stands under the lock: somebody may have changed it since it was shown.
        work = Work.objects.select_related("kind", "lesson").get(pk=work.pk)
        if key in already_written([key]):
            return work
        _check(register, work.lesson)
        kind = _kind(register, kind_id)
        if kind.done_only != work.kind.done_only and work.marks.exclude(code="").exists():
            raise ValidationError(_("Signs stand here that the new kind of work does not take: clear them first."))
        old = _described(work)
        if kind.pk != work.kind_id:
            work.kind, work.weight = kind, kind.weight
        if title is not None:
            work.title = title
        if _described(work) != old:
            work.save(update_fields=["kind", "weight", "title"])
            _log(register, key=key, work=work, old=old)
    return work


def _check(register: Register, lesson: Lesson) -> None:
    if not register.journal.is_marked:
        raise ValidationError(_("This journal is kept without marks."))
    if not Lesson.objects.filter(lessons_written_by(register.actor.pk), pk=lesson.pk).exists():
        raise ValidationError(_("This lesson is not yours to write."))
    if lesson.cancelled:
        raise ValidationError(_("The lesson is cancelled."))
    window = _window(register, lesson)
    if window.is_shut and _leave(register, lesson) is None:
        raise ValidationError(window.why_shut)


def _window(register: Register, lesson: Lesson) -> Window:
    return entry_window(lesson_date=lesson.date, settings=register.settings, today=register.today)


def _leave(register: Register, lesson: Lesson) -> Opening | None:
    """The leave to correct without which nothing could be changed here; None where none is needed, or there is none."""
    return register.openings.best(lesson=lesson.pk) if _window(register, lesson).is_shut else None


def _kind(register: Register, kind_id: int) -> WorkKind:
    kind = WorkKind.objects.filter(institution=register.journal.institution_id, pk=kind_id).first()
    if kind is None:
        raise ValidationError(_("The institution has no such kind of work."))
    return kind


def _described(work: Work) -> str:
    return f"{work.kind.code} ×{work.weight}{f' «{work.title}»' if work.title else ''}"


def _log(register: Register, *, key: UUID, work: Work, old: str) -> None:
    leave = _leave(register, work.lesson)
    reason = leave.reason_of("") if leave else ""
    operation = Operation(key, What.WORK, _described(work), 0, lesson=work.lesson_id, work=work.pk, reason=reason)
    register.log(operation, old=old, version=0)
