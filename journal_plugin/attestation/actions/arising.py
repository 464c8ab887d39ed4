"""Debts that arise from term marks, and go where a mark is corrected before anybody was examined (F03)."""

from collections.abc import Mapping
from datetime import date

from journal_plugin.attestation.debts import FAILED, due_on
from journal_plugin.attestation.models import Debt, DebtAttempt
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import Term
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Person, Staff


def follow_finals(journal: Journal, marks: Mapping[tuple[int, int], tuple[str, date]], actor: Person) -> None:
    """``marks``: (learner, term) -> the mark that stands from now on, and its day; at most eight statements.

    A debt that was examined stays: its attempts speak of it, not the mark; one that was cleared arises no second time. One
    whose mark was corrected and put back on the same day goes on, with its day and all that was set. Open debts are locked
    first, and only then is it read whether they were examined: somebody may be recording an attempt. ``actor`` answers for
    what arises until somebody else is named, where he is on the staff.
    """
    rows = Debt.objects.filter(journal=journal, learner__in={learner for learner, _term in marks})
    held = rows.filter(ended_on=None).select_for_update().order_by("pk")
    standing = {(learner, term): pk for pk, learner, term in held.values_list("pk", "learner", "term")}
    tried = set(DebtAttempt.objects.filter(debt__in=standing.values()).values_list("debt", flat=True))
    untried = {pk: marks[place] for place, pk in standing.items() if place in marks and pk not in tried}
    gone = {pk: day for pk, (code, day) in untried.items() if code not in FAILED}
    if gone:
        Debt.objects.filter(pk__in=gone).update(ended_on=max(gone.values()))
    told = {pk: code for pk, (code, _day) in untried.items() if code in FAILED}
    settled = set(standing)
    ended = rows.exclude(ended_on=None).exclude(pk__in=gone)
    for pk, learner, term, result, day in ended.values_list("pk", "learner", "term", "result", "ended_on"):
        code, today = marks.get((learner, term), ("", day))
        is_back = code in FAILED and not result and day == today
        if is_back:
            told[pk] = code
        if is_back or result:
            settled.add((learner, term))
    if told:
        Debt.objects.bulk_update(
            [Debt(pk=pk, code=code, ended_on=None) for pk, code in told.items()], ["code", "ended_on"]
        )
    failed = {place: mark for place, mark in marks.items() if mark[0] in FAILED and place not in settled}
    if failed:
        staff = Staff.objects.on(journal.institution.today()).filter(institution=journal.institution_id, person=actor)
        charged = staff.values_list("pk", flat=True).first()
        terms = _attested(journal, {term for _learner, term in failed})
        Debt.objects.bulk_create(
            Debt(
                journal=journal,
                learner_id=learner,
                term_id=term,
                code=code,
                since=day,
                due=due_on(day, ()),
                responsible_id=charged,
            )
            for (learner, term), (code, day) in failed.items()
            if term in terms
        )


def _attested(journal: Journal, terms: set[int]) -> set[int]:
    """Those of ``terms`` that end with an attestation: a college's periods, a school's year (273-FZ, article 58, part 1).

    The final mark for the whole time of study repeats what the years say, and no debt.
    """
    is_school = journal.institution.kind == InstitutionKind.SCHOOL
    attested = Term.objects.filter(kind=TermKind.YEAR) if is_school else Term.objects.parts()
    return set(attested.filter(pk__in=terms).values_list("pk", flat=True))
