"""journal_sync FOLDER: takes the lists of staff, groups and learners that another system lays there; for cron."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from journal_plugin import conf
from journal_plugin.exchange.actions import synchronise
from journal_plugin.exchange.folder import newest_lists, read_lists
from journal_plugin.exchange.outcomes import State, told
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_named


def percent(text: str) -> int:
    """A whole number from 0 to 100. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= 100:
        raise ValueError(text)
    return number


class Command(BaseCommand):
    """The newest staff*, groups* and learners* (.csv, .xlsx) of a folder; exit code 1 when one was not taken."""

    help = "Takes the newest staff*, groups* and learners* (.csv or .xlsx) of a folder, each once; files stay there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--institution", required=True, help="id or host name of the institution's site")
        parser.add_argument("--preview", action="store_true", help="write nothing, print the differences")
        parser.add_argument(
            "--drop",
            type=percent,
            default=conf.SYNC_DROP_PERCENT,
            metavar="PERCENT",
            help="take a list that lacks at most that share of the people in force (default: %(default)s)",
        )
        parser.add_argument("--end-missing", action="store_true", help="end people whom a taken list does not name")
        parser.add_argument(
            "--settle", type=float, default=2, metavar="SECONDS", help="time between the two looks at a file"
        )

    def handle(self, *, folder: Path, institution: str, preview: bool, settle: float, **options) -> None:
        """Prints what came of every list; raises CommandError when one was not taken."""
        try:
            place = institution_named(institution)
            found = newest_lists(folder)
        except Institution.DoesNotExist as error:
            raise CommandError(_("There is no such institution.")) from error
        except OSError as error:
            raise CommandError(_("The folder %(name)s cannot be read.") % {"name": folder}) from error
        if not found:
            raise CommandError(_("The folder %(name)s holds no list staff*, groups* or learners*.") % {"name": folder})
        time.sleep(settle)
        outcomes = synchronise(
            institution=place,
            files=read_lists(found),
            drop=options["drop"],
            end_missing=options["end_missing"],
            preview=preview,
        )
        for outcome in outcomes:
            for line in told(outcome):
                self.stdout.write(line)
            if outcome.state == State.HELD and not preview:
                self.stdout.write(_("The file waits in the admin under «Lists»; confirmed there, it ends nobody."))
        if preview:
            self.stdout.write(_("This was a preview: nothing is written."))
        faults = [outcome.name for outcome in outcomes if outcome.is_fault]
        if faults:
            raise CommandError(_("Not taken: %(names)s") % {"names": ", ".join(faults)}, returncode=1)
