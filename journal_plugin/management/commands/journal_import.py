"""journal_import WHAT FILE --institution ID|host: what a list would do, and with --yes does it."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.spreadsheet import SpreadsheetError, check_size
from journal_plugin.exchange.actions import ListRefused, apply_list
from journal_plugin.exchange.lists import IMPORTERS, context_of, plan_list
from journal_plugin.exchange.plans import Plan
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_named

SHOWN = 200
"""So many rows of each part are printed."""


class Command(BaseCommand):
    """Reads a list into an institution."""

    help = "Shows what a list (XLSX or CSV) would create, change and refuse; with --yes writes it, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=list(IMPORTERS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--institution", required=True, help="id or host name of the institution's site")
        parser.add_argument("--since", type=date.fromisoformat, help="first day of what is new, YYYY-MM-DD")
        parser.add_argument("--term", type=int, help="id of the study period of a load or timetable")
        parser.add_argument("--yes", action="store_true", help="write it")

    def handle(self, *, what: str, file: Path, institution: str, since, term, yes: bool, **options) -> None:
        try:
            check_size(file.stat().st_size)
            data = file.read_bytes()
            place = institution_named(institution)
            period = Term.objects.parts().get(pk=term, year__institution=place) if term else None
            context = context_of(what, place, since=since, term=period)
            plan = apply_list(what=what, context=context, data=data) if yes else plan_list(what, context, data)
        except OSError as error:
            raise CommandError(_("The file %(name)s cannot be read.") % {"name": file}) from error
        except (Institution.DoesNotExist, Term.DoesNotExist) as error:
            raise CommandError(_("There is no such institution or study period.")) from error
        except SpreadsheetError as error:
            raise CommandError(str(error)) from error
        except ListRefused as refused:
            if refused.plan:
                self._print(refused.plan)
            raise CommandError(str(refused)) from refused
        self._print(plan)
        self.stdout.write(_("Written.") if yes else _("Nothing is written: repeat with --yes."))

    def _print(self, plan: Plan) -> None:
        for created in plan.created[:SHOWN]:
            self.stdout.write(f"+ {created.row}: {created.label}")
        for changed in plan.changed[:SHOWN]:
            fields = "; ".join(f"{field.heading}: {field.old or '—'} → {field.new or '—'}" for field in changed.fields)
            self.stdout.write(f"~ {changed.row}: {changed.label}: {fields}")
        for label in plan.removed[:SHOWN]:
            self.stdout.write(f"- {label}")
        for refusal in plan.refused[:SHOWN]:
            self.stderr.write(f"! {refusal.row}, {refusal.column}: {refusal.value or '—'}: {refusal.reason}")
        self.stdout.write(
            _("New: %(created)s, changed: %(changed)s, the same: %(same)s, ended: %(ended)s, refused: %(refused)s.")
            % {
                "created": len(plan.created),
                "changed": len(plan.changed),
                "same": plan.unchanged,
                "ended": len(plan.removed),
                "refused": len(plan.refused),
            }
        )
