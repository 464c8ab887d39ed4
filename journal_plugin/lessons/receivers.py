"""What the register hears from the rooms below."""

from django.dispatch import receiver

from journal_plugin.institution.signals import institution_founded
from journal_plugin.lessons.actions.kinds import seed_work_kinds


@receiver(institution_founded, dispatch_uid="journal.lessons.seed_work_kinds")
def seed_kinds_of_new_institution(sender, institution, **kwargs) -> None:
    """A new institution starts with the usual kinds of work."""
    seed_work_kinds(institution=institution)
