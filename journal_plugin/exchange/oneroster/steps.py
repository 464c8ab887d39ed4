"""What a package would do here: step by step, in the order of entering, each through the action of its list (N01, N03)."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.calendar.actions import add_terms, open_year
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.calendar.queries import mode_names
from journal_plugin.core.diff import Counts
from journal_plugin.curriculum.queries import element_cards
from journal_plugin.exchange.absent import absent_from
from journal_plugin.exchange.columns import Table
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.lists import IMPORTERS
from journal_plugin.exchange.oneroster.checking import Checked, check_package
from journal_plugin.exchange.oneroster.classes import Classes
from journal_plugin.exchange.oneroster.people import Cards, People
from journal_plugin.exchange.oneroster.sessions import Sessions, details, sessions_of
from journal_plugin.exchange.outcomes import NOBODY, Absent
from journal_plugin.exchange.plans import Context, Created, Plan, Reading, make_plan
from journal_plugin.institution.actions import enter_departments
from journal_plugin.institution.models import Department, Institution
from journal_plugin.people.queries import group_cards


@dataclass(frozen=True)
class Step:
    """One list of a package: from which file, what it would do, who is in force here and not in it, what writes it."""

    label: str
    file: str
    plan: Plan
    write: Callable[[object], object]
    absent: Absent = NOBODY


@dataclass(frozen=True)
class PackagePlan:
    """What a package would do now; with findings or refused rows it may not be done."""

    checked: Checked
    steps: tuple[Step, ...]
    digest: str

    @property
    def is_wrong(self) -> bool:
        """Whether anything in it is against the specification or cannot be written here."""
        return bool(self.checked.findings.count) or any(step.plan.refused for step in self.steps)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return all(step.plan.is_empty for step in self.steps)

    def is_half_empty(self, drop: int) -> bool:
        """Whether a list of people lacks more than ``drop`` percent of those in force."""
        return any(step.absent.standing and step.absent.is_more(drop) for step in self.steps)


def plan_package(data: bytes, institution: Institution) -> PackagePlan:
    """What the package in ``data`` would do at ``institution``. Writes nothing; a constant number of queries.

    Raises PackageError for what cannot be read. Where the check finds anything wrong there are no steps.
    """
    checked = check_package(data)
    steps: tuple[Step, ...] = ()
    if not checked.findings.count:
        steps = tuple(_steps(checked, institution))
    digest = hashlib.sha256("".join(step.plan.digest for step in steps).encode()).hexdigest()
    return PackagePlan(checked, () if checked.findings.count else steps, digest)


def _steps(checked: Checked, institution: Institution) -> Iterable[Step]:
    today = institution.today()
    sessions = sessions_of(checked, institution, today)
    if sessions is None:
        checked.findings.add(
            "academicSessions", 0, "type", "", _("There is no study year (schoolYear) in the package.")
        )
        return
    yield _departments(checked, institution)
    yield _year(institution, sessions)
    maker = _Maker(checked, institution, sessions, min(max(today, sessions.since), sessions.until))
    classes = Classes(checked, maker.day, _codeless(institution, maker.day))
    people = People(checked, maker.day)
    of_elements, of_groups = classes.told()
    yield maker.step(Listing.ELEMENTS, "courses", classes.elements(), of_elements)
    groups = maker.without_unknown_modes(classes.group_cards())
    yield maker.step(Listing.GROUPS, "classes", [row for row in groups if not row[1].parent], of_groups)
    yield maker.step(Listing.SUBGROUPS, "classes", [row for row in groups if row[1].parent], of_groups)
    told = people.told() | ({"subgroups"} if checked.is_own or any(card.parent for _line, card in groups) else set())
    yield maker.step(Listing.STAFF, "users", people.staff(), told)
    learners = maker.without_unknown_modes(people.learners(classes.places()))
    yield maker.step(Listing.LEARNERS, "users", learners, told)
    for name, cards in classes.load(people.staff_keys(), sessions.periods).items():
        yield maker.load(name, cards)


def _codeless(institution: Institution, day: date) -> list[str]:
    """Names of groups and elements that stand here without a code."""
    cards = [*group_cards(institution, day).values(), *element_cards(institution).values()]
    return [card.name for card in cards if not card.external_id]


def _departments(checked: Checked, institution: Institution) -> Step:
    known = set(Department.objects.filter(institution=institution).values_list("name", flat=True))
    rows = [row for row in checked.of("orgs") if row["type"] == "department"]
    new = tuple(Created(row.line, row["name"], "") for row in rows if row["name"] not in known)
    names = [row["name"] for row in rows]
    plan = _plain(new, len(rows) - len(new), repr(names))
    return Step(_("Departments"), "orgs", plan, lambda by: enter_departments(institution=institution, names=names))


def _year(institution: Institution, sessions: Sessions) -> Step:
    terms = [term for _line, term in sessions.new]
    new = [Created(line, term.name, ", ".join(details(term))) for line, term in sessions.new]
    if sessions.year is None:
        new.insert(0, Created(sessions.line, sessions.name, ""))

    def write(by) -> None:
        if sessions.year:
            add_terms(year=sessions.year, terms=terms, by=by)
        else:
            days = {"since": sessions.since, "until": sessions.until}
            open_year(institution=institution, name=sessions.name, terms=terms, by=by, **days)

    plan = _plain(tuple(new), sessions.same, repr((sessions.name, terms)))
    return Step(_("Study year and periods"), "academicSessions", plan, write)


def _plain(created: tuple[Created, ...], unchanged: int, state: str) -> Plan:
    digest = hashlib.sha256((state if created else "").encode()).hexdigest()
    return Plan(Listing.ONEROSTER, created, (), (), unchanged, (), (), (), digest)


@dataclass(frozen=True)
class _Maker:
    """Makes the steps of one package: where it goes and from which day."""

    checked: Checked
    institution: Institution
    sessions: Sessions
    day: date

    def step(self, what: Listing, file: str, cards: Iterable, told: frozenset[str]) -> Step:
        """The step of a list whose cards the package gives; fields that it does not tell keep their values."""
        cards = tuple(cards)
        importer = replace(IMPORTERS[what], read=lambda context, table: Reading(cards))
        context = self._context(what)
        plan = make_plan(importer, context, _table(importer.columns, told))
        absent = absent_from(what, self.institution, plan.cards)

        def write(by) -> Counts:
            return importer.write(replace(context, by=by), plan.cards)

        return Step(str(what.label), file, plan, write, absent)

    def load(self, name: str, cards: Cards) -> Step:
        """The step of the load in the period of that name, which may not stand yet."""
        term = Term.objects.filter(year=self.sessions.year, name=name).select_related("year").first()
        importer = replace(IMPORTERS[Listing.LOAD], read=lambda context, table: Reading(cards))
        if term is None:
            importer = replace(importer, current=lambda context: {})
        every = frozenset({"group", "element", "staff", "activity", "lessons_per_cycle", "hours"})
        told = every if self.checked.is_own else every - {"lessons_per_cycle", "hours"}
        plan = make_plan(importer, self._context(Listing.LOAD, term), _table(importer.columns, told))

        def write(by) -> Counts:
            year = AcademicYear.objects.get(institution=self.institution, name=self.sessions.name)
            context = self._context(Listing.LOAD, Term.objects.select_related("year").get(year=year, name=name))
            return importer.write(replace(context, by=by), plan.cards)

        return Step(f"{Listing.LOAD.label}, {name}", "enrollments", plan, write)

    def _context(self, what: Listing, term: Term | None = None) -> Context:
        """From the first day of the year (or period) while there is nothing yet, from today as soon as there is."""
        start = term.since if term else self.sessions.since
        first = Context(self.institution, self.sessions.year, term, start)
        stands = (term or what != Listing.LOAD) and IMPORTERS[what].current(first)
        return replace(first, since=max(self.day, start)) if stands else first

    def without_unknown_modes(self, cards: Cards) -> list:
        """The cards, without modes of stay that the institution does not have; a note names them."""
        known = set(mode_names(self.institution))
        gone = {card.mode for _line, card in cards if card.mode} - known
        if gone:
            text = _("There are no such modes of stay here, they are left out: %(names)s.")
            self.checked.findings.note(text % {"names": ", ".join(sorted(gone))})
        return [(line, replace(card, mode="") if card.mode in gone else card) for line, card in cards]


def _table(columns, told: frozenset[str]) -> Table:
    return Table(columns, (), (), (), told)


def refused_lines(plan: PackagePlan) -> Iterable[str]:
    """The rows that cannot be written here, as lines of a report."""
    for step in plan.steps:
        for row in step.plan.refused:
            yield f"! {step.file}.csv, {row.row}: {row.value}: {row.reason}"
