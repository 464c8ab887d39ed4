"""Notices of absence in advance: announced by a parent or the curator, they put the signs beforehand (D14, G06)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.attendance.actions.cells import AttendanceCells, ReasonCells
from journal_plugin.attendance.enums import AbsenceKind
from journal_plugin.attendance.models import NOTICE_LENGTH, AbsenceNotice, Attendance
from journal_plugin.attendance.queries import (
    first_open_day,
    lessons_covered,
    lessons_to_sign,
    signs_to_withdraw,
    unexplained_by_reason,
)
from journal_plugin.attendance.reasons import WITHDRAWN, reason_of_notice, reason_value, told_by_notice
from journal_plugin.attendance.rules import guarded_by, led_by, withdrawn_by
from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.lessons.actions import Register, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Operation
from journal_plugin.people.models import Learner, Person

MOST_DAYS = 62
"""A longer absence is a movement of the contingent, not a notice."""
MOST_AHEAD = timedelta(days=366)
"""Nobody knows of an absence more than a school year ahead."""
MOST_OPEN = 20
"""So many notices of one person about a learner stand at once, those of past days not counted."""
MOST_OF_ALL = 100
"""So many of all people about a learner: more than a family and its curator need, so that none of them shuts the others out."""
MOST_A_DAY = 30
"""So many one person sends of a learner in a day and a night, withdrawn ones too: each writes into every journal of his."""


@transaction.atomic
def announce_absence(
    *,
    actor: Person,
    learner_id: int,
    key: UUID,
    since: date,
    until: date,
    kind: str,
    text: str = "",
    first_number: int | None = None,
    last_number: int | None = None,
    as_curator: bool = False,
    now: datetime | None = None,
) -> AbsenceNotice:
    """Keeps the notice and puts its sign on every lesson of those days in every journal of the learner (D14).

    A curator's notice is also recorded as the reason of absences without one that teachers have entered (D15).
    A repeated key gives the notice that it has made. The number of statements grows with the journals, not with the
    lessons. Raises Learner.DoesNotExist for a learner for whom ``actor`` announces nothing, ValidationError for days or
    words that are not allowed: a parent announces from today on, a curator also within the window of entry.
    """
    rule = led_by if as_curator else guarded_by
    learner = _locked([Learner.objects.filter(rule(actor.pk)).get(pk=learner_id).pk])[learner_id]
    made = AbsenceNotice.objects.filter(key=key).first()
    if made:
        if (made.learner_id, made.by_id) != (learner.pk, actor.pk):
            raise ValidationError(_("This key belongs to another entry."))
        return made
    moment = now or timezone.now()
    notice = AbsenceNotice(
        key=key,
        learner=learner,
        since=since,
        until=until,
        first_number=first_number,
        last_number=last_number,
        kind=kind,
        text=" ".join(text.split()),
        by=actor,
        by_curator=as_curator,
        at=moment,
    )
    _check(notice, learner, moment)
    notice.save()
    jobs = _signing(notice, learner, moment)
    if as_curator:
        jobs += _explaining(notice)
    _run(jobs, moment)
    return notice


@transaction.atomic
def withdraw_notice(*, actor: Person, notice_id: int, now: datetime | None = None) -> AbsenceNotice:
    """Takes a notice back: its signs of lessons that have not begun go, if nobody has touched them; the others stay.

    Where another notice says the same, the sign is that one's from now on. Taking back twice changes nothing. Raises
    AbsenceNotice.DoesNotExist for a notice that is not the actor's to take back.
    """
    notice = AbsenceNotice.objects.filter(withdrawn_by(actor.pk)).get(pk=notice_id)
    learner = _locked([notice.learner_id])[notice.learner_id]
    notice.refresh_from_db()
    if notice.withdrawn_at:
        return notice
    moment = now or timezone.now()
    local = moment.astimezone(learner.institution.zone)
    notice.withdrawn_at, notice.withdrawn_by = moment, actor
    notice.save(update_fields=["withdrawn_at", "withdrawn_by"])
    others = AbsenceNotice.objects.filter(learner=learner, withdrawn_at=None, until__gte=notice.since)
    others = others.filter(since__lte=notice.until).select_related("by").order_by("pk")
    journals = sorted(set(signs_to_withdraw(notice, local).values_list("lesson__journal_id", flat=True)))
    jobs = [(journal, actor, partial(_take_back, notice, local)) for journal in journals]
    jobs += [(journal, other.by, partial(_sign, other)) for other in others for journal in journals]
    _run(jobs, moment)
    return notice


@transaction.atomic
def keep_notices(*, since: date, until: date, institution_id: int | None = None, now: datetime | None = None) -> int:
    """Puts the signs of notices that stand on lessons that have come since: laid out, moved, of another subgroup.

    Notices that touch ``since``..``until``. Returns how many signs were put.
    """
    notices = AbsenceNotice.objects.filter(withdrawn_at=None, since__lte=until, until__gte=since)
    if institution_id is not None:
        notices = notices.filter(learner__institution=institution_id)
    learners = _locked(notices.order_by("learner").values_list("learner_id", flat=True).distinct())
    moment = now or timezone.now()
    jobs: list[Job] = []
    for notice in notices.filter(learner__in=learners).select_related("by").order_by("pk"):
        jobs += _signing(notice, learners[notice.learner_id], moment)
    return _run(jobs, moment)


@transaction.atomic
def follow_lesson(*, lesson: Lesson, now: datetime | None = None) -> None:
    """A lesson stands at another time: signs of notices that do not cover it any more go, those of others come (C06)."""
    moment = now or timezone.now()
    signs = Attendance.objects.filter(lesson=lesson, notice__isnull=False, explained=False, code__gt="")
    notices = [sign.notice for sign in signs.select_related("notice__by").order_by("notice") if sign.notice]
    gone = [notice for notice in notices if not lessons_covered(notice).filter(pk=lesson.pk).exists()]
    jobs: list[Job] = [(lesson.journal_id, notice.by, partial(_leave, notice, lesson.pk)) for notice in gone]
    _run(jobs, moment)
    institution = lesson.journal.institution_id
    keep_notices(since=lesson.date, until=lesson.date, institution_id=institution, now=moment)


Job = tuple[int, Person, Callable[[Register], int]]
"""What is to be written into a journal, and in whose name; it gives how many cells it has changed."""


def _run(jobs: Iterable[Job], moment: datetime) -> int:
    """Does the jobs journal by journal in the order of their ids, so that nobody waits for each other in a ring."""
    count = 0
    for journal_id, actor, job in sorted(jobs, key=itemgetter(0)):
        with open_register(journal_id=journal_id, actor=actor, now=moment) as register:
            count += job(register)
    return count


def _locked(ids: Iterable[int]) -> dict[int, Learner]:
    """The learners with their institutions, locked against other notices of theirs, not against entries about them.

    The lock leaves the key alone: who writes a mark holds a journal and looks at the learner's key, whoever announces
    holds the learner and waits for the journal.
    """
    ids = list(ids)
    if not ids:
        return {}
    rows = Learner.objects.filter(pk__in=ids).select_related("institution__settings").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def _check(notice: AbsenceNotice, learner: Learner, moment: datetime) -> None:
    today = moment.astimezone(learner.institution.zone).date()
    if notice.until < notice.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    if (notice.until - notice.since).days >= MOST_DAYS:
        raise ValidationError({"until": _("A notice is for at most %(days)s days.") % {"days": MOST_DAYS}})
    if notice.until > today + MOST_AHEAD:
        raise ValidationError({"until": _("A notice is for days within a year from today.")})
    if None not in (notice.first_number, notice.last_number) and notice.last_number < notice.first_number:
        raise ValidationError({"last_number": _("The last lesson is before the first.")})
    refuse_closed_days(learner.institution_id, notice.since)
    if notice.by_curator and notice.since < first_open_day(learner.institution, today):
        raise ValidationError({"since": _("The lessons of that day are shut already.")})
    if not notice.by_curator and notice.since < today:
        raise ValidationError({"since": _("A past absence is explained by the curator: choose today or a later day.")})
    if notice.kind not in AbsenceKind.values:
        raise ValidationError({"kind": _("Choose the reason.")})
    if notice.kind == AbsenceKind.OTHER and not notice.text:
        raise ValidationError({"text": _("Say the reason in a few words.")})
    if len(notice.text) > NOTICE_LENGTH:
        raise ValidationError({"text": _("The text is longer than %(limit)s characters.") % {"limit": NOTICE_LENGTH}})
    _check_number(learner, notice.by, moment)


def _check_number(learner: Learner, actor: Person, moment: datetime) -> None:
    today = moment.astimezone(learner.institution.zone).date()
    counts = AbsenceNotice.objects.filter(learner=learner).aggregate(
        own=Count("pk", filter=Q(by=actor, withdrawn_at=None, until__gte=today)),
        standing=Count("pk", filter=Q(withdrawn_at=None, until__gte=today)),
        lately=Count("pk", filter=Q(by=actor, at__gt=moment - timedelta(days=1))),
    )
    if counts["own"] >= MOST_OPEN:
        raise ValidationError(
            _(
                "%(most)s notices of yours about this learner stand already. Withdraw those that are not needed any more."
            )
            % {"most": MOST_OPEN}
        )
    if counts["standing"] >= MOST_OF_ALL:
        raise ValidationError(
            _("%(most)s notices about this learner stand already. Withdraw those that are not needed any more.")
            % {"most": MOST_OF_ALL}
        )
    if counts["lately"] >= MOST_A_DAY:
        raise ValidationError(
            _("%(most)s notices about this learner have been sent in a day. The next can be sent tomorrow.")
            % {"most": MOST_A_DAY}
        )


def _signing(notice: AbsenceNotice, learner: Learner, moment: datetime) -> list[Job]:
    """Putting the sign into every journal where it is wanted; one read."""
    first = first_open_day(learner.institution, moment.astimezone(learner.institution.zone).date())
    lessons = lessons_to_sign(notice).filter(date__gte=first)
    journals = set(lessons.order_by().values_list("journal_id", flat=True))
    return [(journal, notice.by, partial(_sign, notice, first=first)) for journal in journals]


def _sign(notice: AbsenceNotice, register: Register, *, first: date | None = None) -> int:
    """Puts the sign where nobody has entered anything, as it is under the journal's lock."""
    lessons = lessons_to_sign(notice).filter(journal=register.journal.pk, date__gte=first or notice.since)
    told = told_by_notice(notice.kind, notice.text)
    rows = lessons.order_by("date", "number").values_list("pk", flat=True)
    return _write(register, notice, [_operation(notice, lesson, notice.sign, told) for lesson in rows])


def _take_back(notice: AbsenceNotice, now: datetime, register: Register) -> int:
    signs = signs_to_withdraw(notice, now).filter(lesson__journal=register.journal.pk)
    rows = signs.order_by("lesson__date", "lesson__number").values_list("lesson_id", flat=True)
    return _write(register, notice, [_operation(notice, lesson, "", WITHDRAWN) for lesson in rows])


def _leave(notice: AbsenceNotice, lesson: int, register: Register) -> int:
    return _write(register, notice, [_operation(notice, lesson, "", WITHDRAWN)])


def _explaining(notice: AbsenceNotice) -> list[Job]:
    """Recording what the curator's notice says as the reason of absences that teachers have entered; one read."""
    journals = set(unexplained_by_reason(notice).order_by().values_list("lesson__journal_id", flat=True))
    return [(journal, notice.by, partial(_explain, notice)) for journal in journals]


def _explain(notice: AbsenceNotice, register: Register) -> int:
    rows = unexplained_by_reason(notice).filter(lesson__journal=register.journal.pk)
    value = reason_value(True, reason_of_notice(notice.kind, notice.text) or notice.kind)
    operations = [
        Operation(uuid4(), What.REASON, value, version, lesson=lesson, learner=notice.learner_id)
        for lesson, version in rows.order_by("lesson").values_list("lesson_id", "reason_version")
    ]
    cells = ReasonCells(register, operations)
    cells.read()
    for operation in operations:
        cells.put(operation)
    if cells.changed:
        cells.flush()
    return len(cells.changed)


def _operation(notice: AbsenceNotice, lesson: int, value: str, why: str) -> Operation:
    """What the cell holds under the lock makes it happen once; a key made of the client's could be taken beforehand."""
    return Operation(uuid4(), What.ATTENDANCE, value, 0, lesson=lesson, learner=notice.learner_id, reason=why)


def _write(register: Register, notice: AbsenceNotice, operations: Sequence[Operation]) -> int:
    """Writes signs whose cells have been looked at under the lock, whatever their versions."""
    cells = AttendanceCells(register, operations)
    cells.notice, cells.words = notice.pk, reason_of_notice(notice.kind, notice.text)
    cells.read()
    for operation in operations:
        cells.put(operation._replace(expected=cells.stands(operation).version))
    if cells.changed:
        cells.flush()
    return len(cells.changed)
