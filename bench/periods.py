"""Periods made up for comparing pages of equal size at both ends of a year; only in the copy that is measured."""

from journal_plugin.calendar.models import Term
from journal_plugin.lessons.models import Journal, Lesson

LESSONS = 40


def halves(journal: Journal) -> tuple[Term, Term, int]:
    """A period with the first lessons of the journal, one with as many of its last up to today, and how many."""
    held = Lesson.objects.filter(journal=journal, date__lt=journal.institution.today()).order_by("date", "number")
    days = list(held.values_list("date", flat=True))
    count = min(LESSONS, len(days) // 2)
    spans = ((days[0], days[count - 1]), (days[-count], days[-1]))
    terms = [
        Term.objects.create(year=journal.year, kind="semester", name=f"{since}", number=9, since=since, until=until)
        for since, until in spans
    ]
    sizes = [sum(term.since <= day <= term.until for day in days) for term in terms]
    if max(sizes) - min(sizes) > 2:
        raise RuntimeError(f"the periods are not alike: {sizes}")
    return terms[0], terms[1], count
