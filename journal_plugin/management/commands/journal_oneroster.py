"""journal_oneroster export|import|check FILE: packages of OneRoster 1.2 CSV."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from journal_plugin import conf
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.calendar.queries import current_year
from journal_plugin.exchange.actions import ListRefused, apply_package, take_out
from journal_plugin.exchange.oneroster.checking import Checked, check_package
from journal_plugin.exchange.oneroster.findings import PackageError
from journal_plugin.exchange.oneroster.scope import Scope
from journal_plugin.exchange.oneroster.steps import PackagePlan, plan_package, refused_lines
from journal_plugin.exchange.outcomes import first
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_named
from journal_plugin.management.commands.journal_sync import percent


class Command(BaseCommand):
    """Takes a package out, checks one against the specification, shows what one would change and does it."""

    help = "Takes a OneRoster 1.2 package out, checks one, or shows what it would change; with --yes writes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["export", "import", "check"])
        parser.add_argument("file", type=Path, help="the .zip that is written or read")
        parser.add_argument("--institution", help="id or host name of the institution's site")
        parser.add_argument("--year", help="name of the study year that is taken out (default: the current one)")
        parser.add_argument("--term", type=int, help="id of the study period that is taken out")
        parser.add_argument("--lists-only", action="store_true", help="take out no works and marks")
        parser.add_argument("--yes", action="store_true", help="write what the package says")
        parser.add_argument(
            "--drop",
            type=percent,
            default=conf.SYNC_DROP_PERCENT,
            metavar="PERCENT",
            help="take a package that lacks at most that share of the people in force (default: %(default)s)",
        )

    def handle(self, *, what: str, file: Path, institution: str | None, **options) -> None:
        """Prints the report; raises CommandError for what cannot be read, is wrong or is not there."""
        try:
            if what == "check":
                self._print_check(check_package(file.read_bytes()))
                return
            if institution is None:
                raise CommandError(_("Name the institution: --institution."))
            getattr(self, f"_{what}")(institution_named(institution), file, **options)
        except OSError as error:
            raise CommandError(_("The file %(name)s cannot be read.") % {"name": file}) from error
        except (Institution.DoesNotExist, AcademicYear.DoesNotExist, Term.DoesNotExist) as error:
            raise CommandError(_("There is no such institution or study period.")) from error
        except (PackageError, ListRefused) as error:
            raise CommandError(str(error)) from error

    def _export(self, place: Institution, file: Path, *, year, term, lists_only: bool, **_more) -> None:
        period = Term.objects.parts().get(pk=term, year__institution=place) if term else None
        named = AcademicYear.objects.get(institution=place, name=year) if year else current_year(place)
        chosen = period.year if period else named
        if chosen is None:
            raise CommandError(_("Open an academic year first."))
        with file.open("w+b") as out:
            counts = take_out(scope=Scope(place, chosen, period), out=out, marks=not lists_only)
        self._print_counts(counts)

    def _import(self, place: Institution, file: Path, *, yes: bool, drop: int, **_more) -> None:
        data = file.read_bytes()
        plan = plan_package(data, place)
        self._print(plan)
        if plan.is_wrong:
            raise CommandError(_("The package has wrong places. Nothing is written."))
        if yes:
            apply_package(institution=place, data=data, drop=drop, seen=plan.digest)
        self.stdout.write(_("Written.") if yes else _("Nothing is written: repeat with --yes."))

    def _print_check(self, checked: Checked) -> None:
        self._print_counts(checked.counts)
        self._print_lines([*checked.findings.lines(), *checked.findings.notes])
        if checked.findings.count:
            raise CommandError(_("Wrong places: %(count)s.") % {"count": checked.findings.count})
        self.stdout.write(_("The package is as the specification wants it."))

    def _print(self, plan: PackagePlan) -> None:
        self._print_counts(plan.checked.counts)
        self._print_lines([*plan.checked.findings.lines(), *refused_lines(plan), *plan.checked.findings.notes])
        for step in plan.steps:
            told = {
                "created": len(step.plan.created),
                "changed": len(step.plan.changed),
                "same": step.plan.unchanged,
                "ended": 0,
                "refused": len(step.plan.refused),
            }
            counts = _(
                "New: %(created)s, changed: %(changed)s, the same: %(same)s, ended: %(ended)s, refused: %(refused)s."
            )
            self.stdout.write(f"{step.label}, {step.file}.csv. {counts % told}")
            self._print_lines([f"  + {row.row}: {row.label}" for row in step.plan.created])
            self._print_lines([f"  ~ {row.row}: {row.label}" for row in step.plan.changed])
            if step.absent.missing:
                missing = {"missing": len(step.absent.missing), "all": step.absent.standing}
                self.stdout.write(_("Not in the file: %(missing)s of %(all)s") % missing)

    def _print_counts(self, counts: dict[str, int]) -> None:
        self.stdout.write(", ".join(f"{name}.csv: {count}" for name, count in counts.items()))

    def _print_lines(self, lines: list[str]) -> None:
        for line in first(lines):
            self.stdout.write(line)
