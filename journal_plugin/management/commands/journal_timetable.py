"""journal_timetable propose|import|export: a timetable by the solver, and files of FET."""

from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_named
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.checking import breaches
from journal_plugin.timetable.fet.document import read_document, write_document
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.fet.slots import slots_of
from journal_plugin.timetable.fet.writing import document_of, with_solution
from journal_plugin.timetable.planning import cards_of, plan
from journal_plugin.timetable.problem import Problem, Solution
from journal_plugin.timetable.queries.planning import clashes_among, directory_of, facts_of
from journal_plugin.timetable.solving.propose import Outcome, Proposal, Step, propose
from journal_plugin.timetable.words import MISSING, STEPS, summed, told

SHOWN, EVERY = 40, 5.0
"""So many broken rules and names are printed; seconds between two lines of progress."""


class Command(BaseCommand):
    """Proposes the timetable of a study period, reads and writes files of FET; writes slots only with --settle."""

    help = "Proposes a timetable by the load, reads a file of FET, or writes one; enters slots only with --settle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["propose", "import", "export"])
        parser.add_argument("file", type=Path, nargs="?", help="the .fet file that is read or written")
        parser.add_argument("--institution", required=True, help="id or host name of the institution's site")
        parser.add_argument("--term", type=int, required=True, help="id of the study period")
        parser.add_argument("--since", type=date.fromisoformat, help="first day of the new slots, YYYY-MM-DD")
        parser.add_argument("--seconds", type=float, default=120, help="at most so long (default: %(default)s)")
        parser.add_argument("--out", type=Path, help="write what was found as a .fet file")
        parser.add_argument(
            "--settle", action="store_true", help="enter the slots in place of those of the same groups"
        )

    def handle(self, *, what: str, file: Path | None, institution: str, term: int, **options) -> None:
        """Prints the report; raises CommandError for a file that cannot be read and where no valid timetable was found."""
        if what != "propose" and file is None:
            raise CommandError(_("Name the .fet file."))
        self._told = -EVERY
        try:
            period = Term.objects.parts().get(pk=term, year__institution=institution_named(institution))
            getattr(self, f"_{what}")(period, file, **options)
        except (Institution.DoesNotExist, Term.DoesNotExist) as error:
            raise CommandError(_("There is no such institution or study period.")) from error
        except OSError as error:
            raise CommandError(_("The file %(name)s cannot be read.") % {"name": error.filename}) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error

    def _propose(self, term: Term, _file, *, since, seconds: float, out: Path | None, settle: bool, **_more) -> None:
        day = since or term.since
        planned = plan(facts_of(term, day))
        found = self._solved(planned.problem, seconds)
        if out:
            out.write_bytes(write_document(document_of(planned.problem, found.solution)))
        self._settle(term, cards_of(planned, found.solution), day, found.outcome == Outcome.VALID, settle)

    def _import(
        self, term: Term, file: Path, *, since, seconds: float, out: Path | None, settle: bool, **_more
    ) -> None:
        document, day = read_document(file.read_bytes()), since or term.since
        imported = problem_of(document, fixed=False)
        problem, solution = imported.problem, imported.placed
        self._print_file(problem, solution)
        if len(solution.times) < len(problem.activities):
            found = self._solved(problem, seconds)
            solution, valid = found.solution, found.outcome == Outcome.VALID
        else:
            valid = self._print_broken(problem, solution)
        if out:
            out.write_bytes(write_document(with_solution(document, problem, solution)))
        slots = slots_of(problem, solution, directory_of(term, day))
        for what, name in slots.missing[:SHOWN]:
            self.stdout.write(f"! {MISSING[what]}: {name}")
        self._settle(term, slots.cards, day, valid and not slots.missing, settle)

    def _export(self, term: Term, file: Path, *, since, **_more) -> None:
        planned = plan(facts_of(term, since or term.since))
        file.write_bytes(write_document(document_of(planned.problem, planned.standing)))
        self._print_file(planned.problem, planned.standing)

    def _solved(self, problem: Problem, seconds: float) -> Proposal:
        found = propose(problem, seconds=seconds, progress=self._progress)
        if found.cancelled:
            self.stdout.write(_("Stopped: the best that was found so far."))
        if found.outcome == Outcome.NONE:
            self._print_lines(told(found.broken))
            if found.broken:
                raise CommandError(_("No timetable is possible: there are more lessons than times for them."))
            raise CommandError(_("No timetable was found in %(n)d s. Give it more time.") % {"n": found.seconds})
        self._print_sum(found.outcome == Outcome.VALID, found.cost)
        self._print_lines(summed(found.broken))
        self._print_lines(told(found.broken))
        return found

    def _progress(self, step: Step, seconds: float, cost: float | None) -> bool:
        if seconds - self._told >= EVERY:
            self._told = seconds
            known = "" if cost is None else _(", wishes not met: %(cost).2f") % {"cost": cost}
            self.stderr.write(f"{seconds:.0f} s: {STEPS[step]}{known}")
        return True

    def _print_file(self, problem: Problem, solution: Solution) -> None:
        self.stdout.write(
            _("Lessons: %(lessons)s, placed: %(placed)s; constraints: %(rules)s; %(days)s days of %(hours)s hours.")
            % {
                "lessons": len(problem.activities),
                "placed": len(solution.times),
                "rules": len(problem.constraints),
                "days": len(problem.days),
                "hours": len(problem.hours),
            }
        )
        for name, number in problem.unknown:
            self.stdout.write(_("Not understood, kept only for export: %(name)s — %(n)s") % {"name": name, "n": number})

    def _print_broken(self, problem: Problem, solution: Solution) -> bool:
        found = breaches(problem, solution)
        valid = not any(breach.hard for breach in found)
        self._print_sum(valid, sum(breach.cost for breach in found))
        self._print_lines(summed(found))
        self._print_lines(told(found))
        return valid

    def _print_sum(self, valid: bool, cost: float) -> None:
        text = _("Every rule is kept.") if valid else _("Not all rules can be kept together:")
        self.stdout.write(f"{text} {_('Wishes not met: %(cost).2f') % {'cost': cost}}")

    def _print_lines(self, lines: tuple[str, ...]) -> None:
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write(_("  … and %(n)s more") % {"n": len(lines) - SHOWN})

    def _settle(self, term: Term, cards: tuple[SlotCard, ...], day: date, valid: bool, settle: bool) -> None:
        clashes = clashes_among(term, cards, day)
        self.stdout.write(_("Slots: %(n)s, clashes: %(clashes)s.") % {"n": len(cards), "clashes": len(clashes)})
        for clash in clashes[:SHOWN]:
            self.stdout.write(f"! {clash.kind.label}: {clash.name}")
        if not settle:
            self.stdout.write(_("Nothing is written: repeat with --settle."))
        elif not valid or clashes:
            raise CommandError(_("Nothing is written: the timetable is not valid or not whole."))
        else:
            counts = enter_slots(term=term, cards=cards, since=day, replace=True)
            self.stdout.write(
                _("Written. New: %(created)s, changed: %(changed)s, the same: %(same)s.")
                % {"created": counts.created, "changed": counts.changed, "same": counts.unchanged}
            )
