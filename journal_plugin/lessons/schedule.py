"""The schedule of tests of a study period, group by group (pure; B14)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from journal_plugin.core.dates import day_range, long_day

IN_A_WEEK = 3
"""More tests of one group in a week are told."""


@dataclass(frozen=True)
class PlannedTest:
    """A test of a group, or of a part of it (``part``), on a day."""

    group: str
    day: date
    element: str
    kind: str
    title: str = ""
    part: str = ""


@dataclass(frozen=True)
class GroupTests:
    """The tests of a group in order, and what of them is too much, in words."""

    name: str
    tests: tuple[PlannedTest, ...]
    too_much: tuple[str, ...]


def by_groups(tests: Iterable[PlannedTest]) -> tuple[GroupTests, ...]:
    """``tests``, which come by groups and days, group by group."""
    return tuple(_group(name, tuple(own)) for name, own in groupby(tests, key=lambda test: test.group))


def _group(name: str, tests: tuple[PlannedTest, ...]) -> GroupTests:
    """One test a day and three a week are in order (domain 1.5), counted for the learners of each part of the group."""
    days: Counter[date] = Counter()
    weeks: Counter[date] = Counter()
    for part in {test.part for test in tests}:
        own = {(test.day, test.element) for test in tests if test.part in ("", part)}
        days |= Counter(day for day, _element in own)
        weeks |= Counter(day - timedelta(days=day.isoweekday() - 1) for day, _element in own)
    told = [_("%(day)s: %(n)s tests") % {"day": long_day(day, day), "n": n} for day, n in sorted(days.items()) if n > 1]
    told += [
        _("%(days)s: %(n)s tests in the week") % {"days": day_range(monday, monday + timedelta(days=6), monday), "n": n}
        for monday, n in sorted(weeks.items())
        if n > IN_A_WEEK
    ]
    return GroupTests(name, tests, tuple(told))
