"""portal_groups: the pages of groups that begin or end today; for cron, once a day."""

from django.core.management.base import BaseCommand

from journal_plugin.institution.models import Institution
from portal.actions import build_groups


class Command(BaseCommand):
    """Pages follow groups entered in the journal at once; a group entered beforehand begins on its own day."""

    help = "Makes the pages of groups that have begun, takes those of ended groups off the site."

    def handle(self, **options) -> None:
        """Every institution with a site of the portal."""
        for institution in Institution.objects.order_by("pk"):
            build_groups(institution=institution)
