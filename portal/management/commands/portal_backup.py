"""portal_backup: copies of the database and the files in every place; for cron, every night."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.backup.copies import check, names_in, read_copy
from portal.backup.letters import tell_administrators
from portal.backup.make import make_copy
from portal.backup.plan import BackupProblem, NotSetUp, Plan, current_plan
from portal.backup.seal import new_key
from portal.backup.state import worries


class Command(BaseCommand):
    """Exit codes: 0 all is well, 1 something is not, 2 no place is named."""

    help = "Backs up the database and the files; --state says how it stands, --check reads every copy to its end."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the other things to do."""
        other = parser.add_mutually_exclusive_group()
        other.add_argument("--state", action="store_true", help="the copies in every place, and what is not well")
        other.add_argument("--check", action="store_true", help="read every copy to its end")
        other.add_argument("--new-key", action="store_true", help="print a new key for sealing")

    def handle(self, *args, **options) -> None:
        """Raises CommandError with the exit code."""
        plan = current_plan()
        if options["new_key"]:
            self.stdout.write(new_key())
        elif options["state"] or options["check"]:
            self._tell(plan, reads=options["check"])
        else:
            self._make(plan)

    def _make(self, plan: Plan) -> None:
        try:
            state = make_copy(plan, timezone.now())
        except NotSetUp as problem:
            raise CommandError(str(problem), returncode=2) from problem
        except BackupProblem as problem:
            tell_administrators((str(problem),))
            raise CommandError(str(problem), returncode=1) from problem
        for outcome in state.outcomes:
            if outcome.copy:
                self.stdout.write(_("%(place)s: %(copy)s, read back and whole") % vars(outcome))
        if state.problems:
            tell_administrators(state.problems)
            raise CommandError("\n".join(state.problems), returncode=1)

    def _tell(self, plan: Plan, *, reads: bool) -> None:
        wrong = worries(plan, timezone.now())
        for place in plan.places:
            names: list[str] = []
            with _noting(wrong):
                names = names_in(place)
            for name in names:
                with _noting(wrong):
                    copy = read_copy(place / name)
                    said = {"place": place, "copy": name, "mb": -(-copy.size // 10**6)}
                    self.stdout.write(_("%(place)s: %(copy)s, %(mb)s MB") % said)
                    if reads:
                        check(copy)
        if wrong:
            raise CommandError("\n".join(dict.fromkeys(wrong)), returncode=1 if plan.places else 2)
        self.stdout.write(_("Every copy is whole.") if reads else _("All is well."))


@contextmanager
def _noting(wrong: list[str]) -> Iterator[None]:
    """A problem inside is noted, and the next copy is looked at."""
    try:
        yield
    except BackupProblem as problem:
        wrong.append(str(problem))
