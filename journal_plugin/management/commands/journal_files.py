"""Compares the files of tasks and works with their rows."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.files.actions import clear_away
from journal_plugin.files.queries import broken_files, ownerless_files

SAFE_AGE = timedelta(hours=1)
"""A younger content may belong to a request that has not ended."""


class Command(BaseCommand):
    """``journal_files [--clean]``: one line a fault and exit code 1, or a line that all is well."""

    help = "Checks that every file of a task or work is there and unaltered; --clean removes contents without a row."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds ``--clean``."""
        parser.add_argument("--clean", action="store_true", help="remove contents that belong to nothing")

    def handle(self, *args, **options) -> None:
        """Prints every fault; raises CommandError when there is one."""
        ownerless = ownerless_files(timezone.now() - SAFE_AGE)
        for place in ownerless:
            self.stdout.write(_("%(place)s belongs to nothing") % {"place": place})
        if options["clean"]:
            clear_away(ownerless)
        faults = list(broken_files())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(_("Defects found: %(n)s") % {"n": len(faults)}, returncode=1)
        self.stdout.write(_("Every file is there and unaltered."))
