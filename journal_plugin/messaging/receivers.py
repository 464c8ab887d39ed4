"""What messaging hears: a study year was closed, or opened again."""

from django.dispatch import receiver

from journal_plugin.calendar.models import YearClosing
from journal_plugin.calendar.signals import year_closed, year_reopened
from journal_plugin.messaging.actions.years import tell_of_year


@receiver(year_closed, dispatch_uid="journal.messaging.year_closed")
@receiver(year_reopened, dispatch_uid="journal.messaging.year_reopened")
def tell_who_closes_years(sender, closing: YearClosing, **kwargs) -> None:
    """The administrators, the deputy and the director get a letter."""
    tell_of_year(closing=closing)
