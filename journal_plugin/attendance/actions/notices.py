"""Notices of absence in advance: announced by a parent or the curator, they put the signs beforehand (D14, G06)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.attendance.actions.cells import AttendanceCells
from journal_plugin.attendance.enums import AbsenceKind
from journal_plugin.attendance.models import NOTICE_LENGTH, AbsenceNotice
from journal_plugin.attendance.queries import first_open_day, lessons_to_sign, signs_to_withdraw
from journal_plugin.attendance.reasons import WITHDRAWN, reason_of_notice, told_by_notice
from journal_plugin.attendance.rules import guarded_by, led_by, withdrawn_by
from journal_plugin.lessons.actions import Register, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Operation
from journal_plugin.people.models import Learner, Person

MOST_DAYS = 62
"""A longer absence is a movement of the contingent, not a notice."""


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

    A repeated key gives the notice that it has made. The number of statements grows with the journals, not with the
    lessons. Raises Learner.DoesNotExist for a learner for whom ``actor`` announces nothing, ValidationError for days or
    words that are not allowed: a parent announces from today on, a curator also within the window of entry.
    """
    rule = led_by if as_curator else guarded_by
    learner = _locked(Learner.objects.filter(rule(actor.pk)), learner_id)
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
    _put_signs(notice, learner, moment)
    return notice


@transaction.atomic
def withdraw_notice(*, actor: Person, notice_id: int, now: datetime | None = None) -> AbsenceNotice:
    """Takes a notice back: its signs of lessons that have not begun go, if nobody has touched them; the others stay.

    Where another notice says the same, the sign is that one's from now on. Taking back twice changes nothing. Raises
    AbsenceNotice.DoesNotExist for a notice that is not the actor's to take back.
    """
    notice = AbsenceNotice.objects.filter(withdrawn_by(actor.pk)).get(pk=notice_id)
    learner = _locked(Learner.objects.all(), notice.learner_id)
    notice.refresh_from_db()
    if notice.withdrawn_at:
        return notice
    moment = now or timezone.now()
    for journal_id, lessons in signs_to_withdraw(notice, moment.astimezone(learner.institution.zone)).items():
        with open_register(journal_id=journal_id, actor=actor, now=moment) as register:
            still = signs_to_withdraw(notice, moment.astimezone(learner.institution.zone)).get(journal_id, [])
            _write(
                register, notice, [_operation(notice, lesson, "", WITHDRAWN) for lesson in lessons if lesson in still]
            )
    notice.withdrawn_at, notice.withdrawn_by = moment, actor
    notice.save(update_fields=["withdrawn_at", "withdrawn_by"])
    others = AbsenceNotice.objects.filter(learner=learner, withdrawn_at=None, until__gte=notice.since)
    for other in others.filter(since__lte=notice.until).select_related("by").order_by("pk"):
        _put_signs(other, learner, moment)
    return notice


def keep_notices(*, since: date, until: date, institution_id: int | None = None, now: datetime | None = None) -> int:
    """Puts the signs of notices that stand on lessons that have come since: laid out, moved, of another subgroup.

    Notices that touch ``since``..``until``; each learner in a transaction of his own. Returns how many signs were put.
    """
    notices = AbsenceNotice.objects.filter(withdrawn_at=None, since__lte=until, until__gte=since)
    if institution_id is not None:
        notices = notices.filter(learner__institution=institution_id)
    moment = now or timezone.now()
    count = 0
    for pk, learner_id in notices.order_by("learner", "pk").values_list("pk", "learner_id"):
        with transaction.atomic():
            learner = _locked(Learner.objects.all(), learner_id)
            standing = AbsenceNotice.objects.filter(pk=pk, withdrawn_at=None).select_related("by").first()
            count += _put_signs(standing, learner, moment) if standing else 0
    return count


def _locked(learners, pk: int) -> Learner:
    """The learner with his institution, locked against other notices of his, and not against entries about him.

    The lock leaves the key alone: who writes a mark holds a journal and looks at the learner's key, whoever announces
    holds the learner and waits for the journal.
    """
    found = learners.select_related("institution__settings").select_for_update(of=("self",), no_key=True)
    return found.get(pk=pk)


def _check(notice: AbsenceNotice, learner: Learner, moment: datetime) -> None:
    today = moment.astimezone(learner.institution.zone).date()
    if notice.until < notice.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    if (notice.until - notice.since).days >= MOST_DAYS:
        raise ValidationError({"until": _("A notice is for at most %(days)s days.") % {"days": MOST_DAYS}})
    if None not in (notice.first_number, notice.last_number) and notice.last_number < notice.first_number:
        raise ValidationError({"last_number": _("The last lesson is before the first.")})
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


def _put_signs(notice: AbsenceNotice, learner: Learner, moment: datetime) -> int:
    """Puts the sign where nobody has entered anything; under the lock of each journal it is asked again."""
    first = first_open_day(learner.institution, moment.astimezone(learner.institution.zone).date())
    lessons = lessons_to_sign(notice).filter(date__gte=first)
    journals = sorted(set(lessons.order_by().values_list("journal_id", flat=True)))
    told = told_by_notice(notice.kind, notice.text)
    count = 0
    for journal_id in journals:
        with open_register(journal_id=journal_id, actor=notice.by, now=moment) as register:
            here = lessons.filter(journal=journal_id).order_by("date", "number").values_list("pk", flat=True)
            count += _write(register, notice, [_operation(notice, lesson, notice.sign, told) for lesson in here])
    return count


def _operation(notice: AbsenceNotice, lesson: int, value: str, why: str) -> Operation:
    """Its key is made of the notice's: a notice puts and takes back a sign once."""
    key = uuid5(notice.key, f"{lesson}{value}")
    return Operation(key, What.ATTENDANCE, value, 0, lesson=lesson, learner=notice.learner_id, reason=why)


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
