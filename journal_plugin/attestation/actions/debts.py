"""What is done to clear a debt: measures, days that do not count, attempts (F01, F04). Each is kept once and for all."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.attestation.debts import FAILED, Pause, due_on, why_not_examined
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtCharge, DebtMeasure, DebtPause, DebtPlan
from journal_plugin.attestation.queries import results_of
from journal_plugin.attestation.rules import debts_measured_by, debts_settled_by
from journal_plugin.core.db import lock_row
from journal_plugin.curriculum.models import ControlForm
from journal_plugin.people.models import Person, Staff

Entry = TypeVar("Entry", DebtAttempt, DebtCharge, DebtMeasure, DebtPause, DebtPlan)
_AHEAD = timedelta(days=3 * 366)
"""So far ahead days may be left out: the longest leave lasts three years."""
_WHY = {
    "over": gettext_lazy("Both attempts are over: the debt cannot be examined again."),
    "nobody": gettext_lazy("Name who examines."),
    "commission": gettext_lazy("The second attempt is held by a commission: name at least three examiners."),
}


@transaction.atomic
def take_measure(*, debt_id: int, day: date, text: str, actor: Person, key: UUID) -> DebtMeasure:
    """Records what was done to clear the debt: by the curator of the learner's group, its teacher, or who settles it.

    A repeated key adds nothing. Raises PermissionDenied for others, ValidationError for a debt that has ended, a day
    before it arose or ahead, and for nothing said.
    """
    debt, moment, today, known = _open(debt_id, debts_measured_by(actor.pk), actor, key, DebtMeasure)
    if known:
        return known
    _check_day(debt, day, today)
    text = " ".join(text.split())
    if not text:
        raise ValidationError({"text": _("Say what was done.")})
    return DebtMeasure.objects.create(debt=debt, day=day, text=text, by=actor, at=moment, key=key)


@transaction.atomic
def charge_with(*, debt_id: int, staff: int, actor: Person, key: UUID) -> DebtCharge:
    """Names who answers for the debt (id of Staff) from now on (F04); raises as ``take_measure``, also for who is not there."""
    debt, moment, today, known = _open(debt_id, debts_settled_by(actor.pk), actor, key, DebtCharge)
    if known:
        return known
    named = Staff.objects.on(today).filter(institution=debt.journal.institution_id, pk=staff).first()
    if named is None:
        raise ValidationError({"staff": _("Choose somebody who is on the staff today.")})
    debt.responsible = named
    debt.save(update_fields=["responsible"])
    return DebtCharge.objects.create(debt=debt, staff=named, by=actor, at=moment, key=key)


@transaction.atomic
def plan_passing(*, debt_id: int, day: date, form: int, actor: Person, key: UUID) -> DebtPlan:
    """Sets when and in which form (id of ControlForm) the material is passed (E06, F05); raises as ``take_measure``.

    Also for a day that has passed or lies after the deadline, and a form that is not in use here.
    """
    debt, moment, today, known = _open(debt_id, debts_measured_by(actor.pk), actor, key, DebtPlan)
    if known:
        return known
    if today > debt.due:
        raise ValidationError(_overdue(debt))
    if not today <= day <= debt.due:
        words = {"since": f"{today:%d.%m.%Y}", "until": f"{debt.due:%d.%m.%Y}"}
        raise ValidationError({"day": _("Choose a day from %(since)s to %(until)s.") % words})
    chosen = ControlForm.objects.filter(institution=debt.journal.institution_id, archived=False, pk=form).first()
    if chosen is None:
        raise ValidationError({"form": _("Choose a form of control that is in use.")})
    debt.planned_on, debt.planned_form = day, chosen
    debt.save(update_fields=["planned_on", "planned_form"])
    return DebtPlan.objects.create(debt=debt, day=day, form=chosen, by=actor, at=moment, key=key)


@transaction.atomic
def extend_debt(*, debt_id: int, since: date, until: date, why: str, actor: Person, key: UUID) -> DebtPause:
    """Leaves days out of the year in which the debt is cleared, and moves its deadline by them; raises as ``take_measure``."""
    debt, moment, today, known = _open(debt_id, debts_settled_by(actor.pk), actor, key, DebtPause)
    if known:
        return known
    if until < since:
        raise ValidationError({"until": _("The last day is before the first one.")})
    if since < debt.since or until > today + _AHEAD:
        wrong = "since" if since < debt.since else "until"
        words = {"since": f"{debt.since:%d.%m.%Y}", "until": f"{today + _AHEAD:%d.%m.%Y}"}
        raise ValidationError({wrong: _("Only days from %(since)s to %(until)s can be left out.") % words})
    made = DebtPause.objects.create(debt=debt, since=since, until=until, why=why.strip(), by=actor, at=moment, key=key)
    pauses = [Pause(*row) for row in DebtPause.objects.filter(debt=debt).values_list("since", "until")]
    debt.due = due_on(debt.since, pauses)
    debt.save(update_fields=["due"])
    return made


@transaction.atomic
def examine(
    *, debt_id: int, day: date, result: str, examiners: Collection[int], actor: Person, key: UUID
) -> DebtAttempt:
    """Records a repeated attestation; a result that opens no debt ends it. Raises as ``take_measure``.

    Also for a third attempt, examiners (ids of Staff) of another institution or too few of them, a result that the form
    of control does not have, and a day after the deadline.
    """
    debt, moment, today, known = _open(debt_id, debts_settled_by(actor.pk), actor, key, DebtAttempt)
    if known:
        return known
    _check_day(debt, day, today)
    if day > debt.due:
        raise ValidationError(_overdue(debt))
    number = debt.attempts.count() + 1
    staff = list(Staff.objects.on(day).filter(institution=debt.journal.institution_id, pk__in=set(examiners)))
    why = why_not_examined(number, staff)
    if why or len(staff) < len(set(examiners)):
        raise ValidationError(
            {"examiners": _WHY.get(why) or _("One of the examiners is not on the staff on that day.")}
        )
    if result not in results_of(debt.journal, debt.term_id):
        raise ValidationError({"result": _("«%(value)s» is no result of it.") % {"value": result[:8]}})
    made = DebtAttempt.objects.create(debt=debt, number=number, day=day, result=result, by=actor, at=moment, key=key)
    made.examiners.set(staff)
    if result not in FAILED:
        debt.result, debt.ended_on = result, day
        debt.save(update_fields=["result", "ended_on"])
    return made


def _open(
    debt_id: int, rule: Q, actor: Person, key: UUID, kind: type[Entry]
) -> tuple[Debt, datetime, date, Entry | None]:
    """The debt, locked; the moment and the day; what the key has written already."""
    debt = lock_row(Debt.objects.select_related("journal__institution", "journal__group"), pk=debt_id)
    if not Debt.objects.filter(rule, pk=debt_id).exists():
        raise PermissionDenied
    moment = timezone.now()
    today = moment.astimezone(debt.journal.institution.zone).date()
    known = kind._default_manager.filter(key=key).first()
    if known is not None and (known.debt_id, known.by_id) != (debt.pk, actor.pk):
        raise ValidationError(_("This key belongs to another entry."))
    if known is None and debt.ended_on is not None:
        raise ValidationError(_("This debt has ended: nothing more is recorded."))
    return debt, moment, today, known


def _check_day(debt: Debt, day: date, today: date) -> None:
    if day > today:
        raise ValidationError({"day": _("This day has not come yet.")})
    if day < debt.since:
        raise ValidationError({"day": _("The debt arose later, on %(day)s.") % {"day": f"{debt.since:%d.%m.%Y}"}})


def _overdue(debt: Debt) -> dict[str, str]:
    return {"day": _("The debt was to be cleared by %(day)s.") % {"day": f"{debt.due:%d.%m.%Y}"}}
