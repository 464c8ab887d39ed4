"""Debts that arise from term marks, and go where a mark is corrected before anybody was examined (F03)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, F, OuterRef

from journal_plugin.attestation.debts import OPENS, due_on
from journal_plugin.attestation.models import Debt, DebtAttempt
from journal_plugin.lessons.models import Journal


def follow_finals(journal: Journal, marks: Mapping[tuple[int, int], tuple[str, date]]) -> None:
    """``marks``: (learner, term) -> the mark that stands from now on, and its day; at most three statements.

    A debt that was examined stays: its attempts speak of it, not the mark.
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
        if place in marks and marks[place][0] not in OPENS and not is_tried
    }
    if gone:
        Debt.objects.filter(pk__in=gone).update(ended_on=max(gone.values()), version=F("version") + 1)
    Debt.objects.bulk_create(
        Debt(journal=journal, learner_id=learner, term_id=term, code=code, since=day, due=due_on(day, ()))
        for (learner, term), (code, day) in marks.items()
        if code in OPENS and (learner, term) not in standing
    )
