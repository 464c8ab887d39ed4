"""Tells families and curators of unexplained absences."""

import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.translation import gettext as _

from journal_plugin.messaging.actions import tell_of_absences


class Command(BaseCommand):
    """``journal_notices [--every SECONDS]``: one round, or rounds until it is stopped."""

    help = "Raises, withdraws and sends notices of unexplained absences; with --every again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds ``--every``."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, with so many seconds between rounds")

    def handle(self, *args, **options) -> None:
        """Prints a line for every round that has done something."""
        while True:
            done = tell_of_absences()
            if any((done.raised, done.withdrawn, done.sent, done.failed)) or not options["every"]:
                self.stdout.write(
                    _("Raised %(raised)s, withdrawn %(withdrawn)s, letters %(sent)s, not taken %(failed)s") % vars(done)
                )
            if not options["every"]:
                return
            close_old_connections()
            time.sleep(options["every"])
