"""The table of marks of one journal, ready to print; an unchanged one comes from the cache."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import attestation_end, working_day_after
from journal_plugin.core.dates import day_range, long_day
from journal_plugin.gradebook.markup import Period, Reader, grid
from journal_plugin.gradebook.queries.periods import Span
from journal_plugin.gradebook.queries.sheets import frame_digest, read_entries, read_frame, sheet_of
from journal_plugin.gradebook.sheet import Rules
from journal_plugin.institution.enums import FinalDue
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.openings import Openings
from journal_plugin.lessons.queries import Glance, day_ends, journal_behind, openings_of
from journal_plugin.lessons.rules import lessons_held_by
from journal_plugin.lessons.windows import end_of, final_window, finals_due

_KEPT_SECONDS = 24 * 60 * 60
"""A printed table is never wrong (its key holds all that it depends on); it only stops being asked for."""


@dataclass(frozen=True)
class Table:
    """The printed grid and what is known about it."""

    html: SafeString
    kinds: tuple[tuple[int, str], ...]
    lessons: int
    learners: int
    look: str = ""
    """A class of the table, with a space before it."""
    has_done: bool = False
    """There are works that are kept without marks."""


def reader_of(journal: Journal, person_id: int | None) -> Reader:
    """What the person writes here, nothing in a closed year; at most one read.

    ``journal`` comes from lessons.rules.with_rights, with its year.
    """
    if journal.year.closed_at is not None:
        return Reader(frozenset(), finals=False)
    if journal.whole:  # type: ignore[attr-defined]
        return Reader(None, finals=True)
    if person_id is None:
        return Reader(frozenset(), finals=False)
    held = Lesson.objects.filter(lessons_held_by(person_id), journal=journal)
    return Reader(frozenset(held.order_by().values_list("pk", flat=True)), finals=False)


def stamp_of(look: Glance, span: Span, today: date) -> str:
    """Changes whenever the page of ``span`` may look different, its marks aside: frame, day, rules; two reads."""
    frame = frame_digest(look.pk, look.group, span.since, span.until)
    facts = (replace(look, version=0), span, today, get_language(), frame)
    return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def table_of(look: Glance, reader: Reader, span: Span, stamp: str, *, kind: int | None) -> Table:
    """The grid of a period; printed once for every kind of reader as long as stamp and version stay, else six reads."""
    who = "all" if reader.lessons is None else "-".join(map(str, sorted(reader.lessons)))
    reads = hashlib.blake2b(who.encode(), digest_size=8).hexdigest()
    key = f"journal-grid-{stamp}-{look.version}-{kind}-{reads}"
    table = cache.get(key)
    if table is None:
        table = _print(journal_behind(look), reader, span, look.today(), kind)
        cache.set(key, table, _KEPT_SECONDS)
    return table


def rules_of(journal: Journal, since: date, until: date, today: date) -> Rules:
    """The institution's rules for a page; one read where entries are due an hour after the lessons, else none."""
    institution = journal.institution
    family = journal.group.parent_id or journal.group_id
    found = day_ends(institution.settings, {family}, since, until)
    ends = {day: end for (_family, day), end in found.items()}
    return Rules(institution.settings, institution.zone, today, ends, marked=journal.is_marked)


def period_of(journal: Journal, span: Span, today: date, openings: Openings) -> Period:
    """The term column of a page; none for the whole year, none without marks.

    Three reads where term marks are due after the term.
    """
    if span.pk is None or not journal.is_marked:
        return Period(None, "", is_open=False)
    institution = journal.institution
    window = final_window(
        term_since=span.since,
        term_until=span.until,
        settings=institution.settings,
        today=today,
        opened_until=openings.until(term=span.pk),
    )
    first, last = finals_due_in(institution, span.until)
    return Period(
        span.pk,
        span.name,
        window.is_open,
        "" if window.is_open else window.why_final_shut,
        openings.finals_of(span.pk),
        due_in_words(first, last, today),
        window.is_shut,
        end_of(last, institution.zone),
    )


def due_in_words(first: date, last: date, today: date) -> str:
    """When the marks of a term are expected."""
    if first == last:
        return _("Due by %(day)s") % {"day": long_day(last, today)}
    return _("Due %(days)s") % {"days": day_range(first, last, today)}


def finals_due_in(institution: Institution, term_until: date) -> tuple[date, date]:
    """The first and the last day on which the marks of the term are expected; three reads by one rule, else none."""
    settings = institution.settings
    after, attestation = term_until, None
    if settings.final_due == FinalDue.ATTESTATION:
        after = working_day_after(institution, term_until, settings.attestation_due_days)
        attestation = attestation_end(institution, term_until)
    return finals_due(
        settings.final_due, term_until=term_until, working_days_after=after, attestation_until=attestation
    )


def _print(journal: Journal, reader: Reader, span: Span, today: date, kind: int | None) -> Table:
    frame = read_frame(journal.pk, journal.group_id, span.since, span.until)
    sheet = sheet_of(frame, kind=kind)
    kinds = {work.kind: work.name for column in sheet_of(frame).columns for work in column.works}
    openings = openings_of(journal.pk, today) if journal.year.closed_at is None else Openings()
    rules = replace(rules_of(journal, span.since, span.until, today), openings=openings)
    period = period_of(journal, span, today, openings)
    html = grid(
        sheet,
        read_entries(journal.pk, span.since, span.until, term=span.pk),
        rules,
        reader,
        period,
        lesson_url=reverse("journal:grid-lesson", args=[journal.pk, 0]),
        version=journal.version,
    )
    return Table(
        html,
        tuple(kinds.items()),
        len(sheet.columns),
        len(sheet.rows),
        " has-term" if period.term else "",
        any(work.done_only for column in sheet.columns for work in column.works),
    )
