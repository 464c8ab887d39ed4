"""What the register hears from the rooms below."""

from django.dispatch import receiver

from journal_plugin.access.signals import row_changed
from journal_plugin.calendar.models import Holiday
from journal_plugin.calendar.signals import free_days_changed
from journal_plugin.curriculum.enums import SWITCHED
from journal_plugin.curriculum.signals import plan_derived
from journal_plugin.institution.signals import institution_founded, settings_changed
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.actions.holidays import follow_free_days
from journal_plugin.lessons.actions.kinds import seed_work_kinds
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.actions.switching import follow_switches
from journal_plugin.timetable.signals import timetable_entered


@receiver(institution_founded, dispatch_uid="journal.lessons.seed_work_kinds")
def seed_kinds_of_new_institution(sender, institution, **kwargs) -> None:
    """A new institution starts with the usual kinds of work."""
    seed_work_kinds(institution=institution)


@receiver(timetable_entered, dispatch_uid="journal.lessons.lay_out")
def lay_out_new_timetable(sender, term, since, groups=None, elements=(None,), **kwargs) -> None:
    """The timetable becomes dated lessons at once, and these follow the plans that stand."""
    lay_out_term(term=term, since=since, groups=groups)
    for element in elements:
        follow_plans(year=term.year, element_id=element)


@receiver(row_changed, sender=Holiday, dispatch_uid="journal.lessons.follow_holidays")
def keep_holidays_free(sender, old, row, **kwargs) -> None:
    """Days that became free lose the lessons in which nothing is filled in, days that are free no more get theirs."""
    rows = [one for one in (old, row) if one is not None]
    follow_free_days(institution_id=rows[0].institution_id, spans=[(one.since, one.until) for one in rows])


@receiver(free_days_changed, dispatch_uid="journal.lessons.follow_free_days")
def keep_listed_days_free(sender, institution_id, spans, **kwargs) -> None:
    """The same for days that came by a list."""
    follow_free_days(institution_id=institution_id, spans=spans)


@receiver(plan_derived, dispatch_uid="journal.lessons.follow_plan")
def follow_new_plan(sender, plan, **kwargs) -> None:
    """Lessons without a topic follow the programme as it is published now."""
    follow_plans(year=plan.year, element_id=plan.element_id)


@receiver(settings_changed, dispatch_uid="journal.lessons.follow_switches")
def keep_what_is_switched_on(sender, institution, changed, **kwargs) -> None:
    """Circles, sections and educators get their journals from the day they are switched on (A24)."""
    kinds = [kind for kind, name in SWITCHED.items() if name in changed]
    if kinds:
        follow_switches(institution=institution, kinds=kinds)
