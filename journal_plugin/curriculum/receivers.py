"""What the curriculum hears: a work programme is published, or taken down."""

from django.dispatch import receiver
from wagtail.signals import page_published

from journal_plugin.curriculum.actions import derive_plan
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.programme import sections_of


@receiver(page_published, sender=WorkProgrammePage, dispatch_uid="journal_derive_plan")
def derive(sender, instance: WorkProgrammePage, **kwargs) -> None:
    """The thematic plan follows the published programme."""
    derive_plan(
        element=instance.element,
        year_id=instance.year_id,
        page_id=instance.pk,
        sections=sections_of(instance.body),
        published_at=instance.last_published_at,
    )
