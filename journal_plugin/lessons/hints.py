"""What a teacher is told and never refused (pure): language, holidays, how many tests (D10; domain 1.5)."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core.dates import day_range, long_day
from journal_plugin.core.typography import bind

LAST_GRADE_WITH_FREE_WEEKENDS = 6
"""In schools nothing is set over the weekend up to this grade."""
DAY_MINUTES = {1: 60, 2: 90, 3: 90, 4: 120, 5: 120, 6: 150, 7: 150, 8: 150, 9: 210, 10: 210, 11: 210}
"""Grade -> minutes that the homework of all subjects takes in a day at most (СанПиН 1.2.3685-21, table 6.6)."""
TEST_WEIGHT = 3
"""A written work of at least this weight is a test."""
TESTS_IN = 10
"""One test in so many lessons of the subject is enough."""
_LETTER = re.compile(r"[^\W\d_]")
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def language_hint(text: str) -> str:
    """A record with letters of which none is Russian: lessons of foreign languages are recorded in Russian too (D10)."""
    if _LETTER.search(text) and not _RUSSIAN.search(text):
        return bind(_("Records are kept in Russian, at lessons of a foreign language too."))
    return ""


def holiday_hint(day: date, next_day: date | None, holidays: Iterable[tuple[date, date]]) -> str:
    """Homework given on ``day`` for the journal's next lesson falls on ``holidays`` (first and last day)."""
    if next_day is None:
        return ""
    between = [(since, until) for since, until in holidays if day < until and since < next_day]
    if not between:
        return ""
    since, until = min(between)
    days = {"days": day_range(since, until, day)}
    return bind(_("The homework falls on holidays, %(days)s: nothing is set for these days.") % days)


def weekend_hint(day: date, next_day: date | None, *, grade: int) -> str:
    """Homework of a school from the end of a week to Monday, in the grades that have free weekends."""
    if next_day is None or grade > LAST_GRADE_WITH_FREE_WEEKENDS:
        return ""
    if next_day.weekday() == 0 and 0 < (next_day - day).days <= 3:
        return bind(
            _("In grades 1 to %(last)s nothing is set for the weekend.") % {"last": LAST_GRADE_WITH_FREE_WEEKENDS}
        )
    return ""


def load_hint(*, minutes: int, grade: int, due: date, today: date) -> str:
    """What all subjects have set for the day ``due``, beside the norm of the grade; nothing where nobody has said."""
    norm = DAY_MINUTES.get(grade)
    if norm is None or not minutes:
        return ""
    said = {"day": long_day(due, today), "minutes": minutes, "norm": norm}
    if minutes > norm:
        return bind(_("%(minutes)s min are set for %(day)s by all subjects; the norm of the grade is %(norm)s.") % said)
    return bind(_("%(minutes)s of %(norm)s min are set for %(day)s by all subjects.") % said)


def share_hint(*, tests: int, lessons: int) -> str:
    """More tests in the study period than one in ten lessons; the first is always in order."""
    if tests <= max(1, lessons // TESTS_IN):
        return ""
    said = {"tests": tests, "lessons": lessons}
    return bind(_("Tests in this period: %(tests)s, lessons: %(lessons)s. This is more than 10%%.") % said)


def second_test_hint(others: Iterable[str]) -> str:
    """The same learners have tests of other subjects on the same day."""
    names = ", ".join(others)
    return bind(_("The group has another test on this day: %(subjects)s.") % {"subjects": names}) if names else ""
