"""Debts that arise from term marks, and go where a mark is corrected before anybody was examined (F03)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef

from journal_plugin.attestation.debts import FAILED, due_on
from journal_plugin.attestation.models import Debt, DebtAttempt
from journal_plugin.calendar.models import Term
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Person, Staff


def follow_finals(journal: Journal, marks: Mapping[tuple[int, int], tuple[str, date]], actor: Person) -> None:
    """``marks``: (learner, term) -> the mark that stands from now on, and its day; at most five statements.

    A debt that was examined stays: its attempts speak of it, not the mark. ``actor`` answers for what arises until somebody
    else is named, where he is on the staff.
    """
    tried = Exists(DebtAttempt.objects.filter(debt=OuterRef("pk")))
    rows = Debt.objects.filter(journal=journal, learner__in={learner for learner, _term in marks}, ended_on=None)
    standing = {
        (learner, term): (pk, is_tried)
        for pk, learner, term, is_tried in rows.annotate(tried=tried).values_list("pk", "learner", "term", "tried")
    }
    gone = {
        pk: marks[place][1]
        for place, (pk, is_tried) in standing.items()
        if place in marks and marks[place][0] not in FAILED and not is_tried
    }
    if gone:
        Debt.objects.filter(pk__in=gone).update(ended_on=max(gone.values()))
    failed = {place: mark for place, mark in marks.items() if mark[0] in FAILED and place not in standing}
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
    """Those of ``terms`` that end with an attestation: a college's periods, a school's year (273-FZ, article 58, part 1)."""
    is_school = journal.institution.kind == InstitutionKind.SCHOOL
    return set(Term.objects.telling().filter(pk__in=terms, sums=is_school).values_list("pk", flat=True))
