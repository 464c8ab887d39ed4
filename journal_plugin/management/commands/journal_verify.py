"""Finds changes of the register and of issued statements made behind the program's back."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Journal
from journal_plugin.statements.queries.issued import altered_copies


class Command(BaseCommand):
    """``journal_verify [--journal ID]``: one line a defect and exit code 1, or a line that all is well."""

    told = 0
    help = "Checks every issued statement and the history of every journal: chain, gaps, present records against their replay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds ``--journal``."""
        parser.add_argument("--journal", type=int, help="id of a single journal")

    def _tell(self, seen: int, total: int) -> None:
        """A line for every tenth part of the changes, so that a long check is seen to go on; not among the defects."""
        tenth = 10 * seen // total if total else 0
        if tenth > self.told:
            self.told = tenth
            line = _("%(seen)s of %(total)s changes are checked") % {"seen": f"{seen:,}", "total": f"{total:,}"}
            self.stderr.write(line.replace(",", "\u00a0"))

    def handle(self, *args, **options) -> None:
        """Prints every defect; raises CommandError when there is one."""
        found = self.told = 0
        try:
            for defect in verify(options["journal"], tell=self._tell):
                found += 1
                self.stdout.write(str(defect))
        except Journal.DoesNotExist as problem:
            raise CommandError(_("There is no such journal.")) from problem
        for copy in altered_copies() if options["journal"] is None else ():
            found += 1
            self.stdout.write(_("Issued statement %(copy)s does not agree with its SHA-256.") % {"copy": copy})
        if found:
            raise CommandError(_("Defects found: %(n)s") % {"n": found}, returncode=1)
        self.stdout.write(_("The history is whole: nothing has been changed behind the program."))
