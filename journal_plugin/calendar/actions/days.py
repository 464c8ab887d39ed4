"""The academic calendar from a list: free days and days of interim attestation (A08, A12)."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from journal_plugin.calendar.cards import DaysCard
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.enums import DaysKind
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, Holiday
from journal_plugin.calendar.queries import days_cards, days_of
from journal_plugin.calendar.signals import free_days_changed
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare

Days = Holiday | AttestationPeriod
_MODELS: dict[str, type[Holiday] | type[AttestationPeriod]] = {
    DaysKind.FREE: Holiday,
    DaysKind.ATTESTATION: AttestationPeriod,
}


@transaction.atomic
def enter_days(*, year: AcademicYear, cards: Iterable[DaysCard], programmes: Mapping[str, int], by=None) -> Counts:
    """Makes the days of the list and moves those that differ; other days of the year stay.

    ``programmes``: name -> id. Days that were or became free are told to the lessons. Raises YearClosed.
    """
    refuse_closed(year)
    diff = compare(days_cards(year), cards)
    standing: dict[tuple, Days] = {
        (kind, row.name.casefold(), row.programme.name if row.programme else "", row.course): row
        for kind, model in _MODELS.items()
        for row in days_of(model, year).select_related("programme")
    }
    for card in diff.created:
        row: Days = _MODELS[card.kind](institution_id=year.institution_id, course=card.course)
        row.programme_id = programmes[card.programme] if card.programme else None
        _write(row, card)
    for old, card in diff.changed:
        _write(standing[old.key], card)
    if diff.created or diff.changed:
        counts = {"created": len(diff.created), "changed": len(diff.changed)}
        record(year.institution, "journal.list", by=by, what="days", **counts)
    written = [*diff.created, *(card for pair in diff.changed for card in pair)]
    spans = [(card.since, card.until) for card in written if card.kind == DaysKind.FREE]
    if spans:
        free_days_changed.send(sender=Holiday, institution_id=year.institution_id, spans=spans)
    return diff.counts


def _write(row: Days, card: DaysCard) -> None:
    row.name, row.since, row.until = card.name, card.since, card.until
    if isinstance(row, AttestationPeriod):
        row.act = card.act
    row.save()
