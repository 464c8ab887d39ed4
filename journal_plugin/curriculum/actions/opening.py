"""Opening the next study year in one action (A19, B07)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import HolidayCard, TermCard
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.following import holiday_after, term_after
from journal_plugin.calendar.models import AcademicYear, Holiday, Term
from journal_plugin.core.db import lock_row
from journal_plugin.curriculum.actions.years import copy_curricula, copy_load
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.curriculum.opening import Opened, Plan
from journal_plugin.curriculum.rules import opens_years
from journal_plugin.curriculum.signals import year_opened
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.years import graduate_groups, keep_leaders, raise_groups


@transaction.atomic
def open_next_year(*, old: AcademicYear, plan: Plan, by) -> Opened:
    """The year after ``old`` with study periods and holidays a year later, groups a course up or graduated, templates copied.

    All of it or nothing. A year of that name that stands already is gone on with: groups left for later follow in a second
    run, and what was copied is not copied again. Raises PermissionDenied for who does not keep directories and contingent
    there, ValidationError for days that do not fit and for groups that have gone on already.
    """
    institution = lock_row(Institution.objects.all(), pk=old.institution_id)
    if not opens_years(by, institution.pk):
        raise PermissionDenied
    new = _year(old, plan, by)
    raised = (
        raise_groups(institution=institution, names=plan.names, day=new.since, order_no=plan.order_no, by=by)
        if plan.names
        else {}
    )
    if plan.ending:
        graduate_groups(institution=institution, ids=plan.ending, last_day=old.until, order_no=plan.order_no, by=by)
    curricula = copy_curricula(old=old, new=new, raised=raised, by=by) if plan.curricula else 0
    load = copy_load(old=old, new=new, raised=raised, by=by) if plan.load else 0
    leaders = keep_leaders(raised=raised, day=new.since, by=by) if plan.leaders else 0
    told = year_opened.send(sender=Curriculum, old=old, new=new, user=by) if plan.programmes else []
    return Opened(
        new.pk, len(raised), len(plan.ending), curricula, load, sum(count for _receiver, count in told), leaders
    )


def _year(old: AcademicYear, plan: Plan, by) -> AcademicYear:
    stands = AcademicYear.objects.filter(institution=old.institution_id, name=plan.name).first()
    if stands is not None:
        if (stands.since, stands.until) != (plan.since, plan.until):
            raise ValidationError(_("The year %(name)s is opened already, with other days.") % {"name": plan.name})
        refuse_closed(stands)
        return stands
    terms = Term.objects.filter(year=old, course=None).order_by("since")
    holidays = Holiday.objects.filter(
        institution=old.institution_id, programme=None, since__lte=old.until, until__gte=old.since
    )
    cards = [term_after(TermCard(row.name, row.kind, row.since, row.until, row.number)) for row in terms]
    free = [holiday_after(HolidayCard(row.name, row.since, row.until, row.course)) for row in holidays]
    return open_year(
        institution=old.institution,
        name=plan.name,
        since=plan.since,
        until=plan.until,
        terms=cards,
        holidays=free,
        by=by,
    )
