"""Absences of a period by months: hours, reasons, the share of what was taught."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.core.prepared import Prepared
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.periods import Period
from journal_plugin.lessons.models import Lesson


@dataclass(frozen=True)
class AbsenceCard:
    """One sign at one lesson; ``hours`` are missed academic hours, 0 for being late."""

    date: date
    number: int
    subject: str
    code: str
    hours: int
    reason: str
    excused: bool | None


@dataclass(frozen=True)
class Month:
    """The signs of a month, the latest first; ``day`` is its first day."""

    day: date
    cards: tuple[AbsenceCard, ...]
    missed: int
    unexcused: int


@dataclass(frozen=True)
class Absences:
    """The page of absences; ``taught`` hours are those of lessons held up to today while the child was in the group."""

    months: tuple[Month, ...]
    missed: int
    excused: int
    late: int
    taught: int


_SIGNS = Prepared(
    lambda learner, since, until: (
        Attendance.objects.filter(learner=learner, lesson__date__gte=since, lesson__date__lte=until)
        .exclude(code="")
        .order_by("-lesson__date", "lesson__number")
        .values_list(
            "lesson__date",
            "lesson__number",
            "lesson__journal__element__name",
            "code",
            "lesson__hours",
            "reason",
            "excused",
        )
    ),
    learner=int,
    since=date,
    until=date,
)
_TAUGHT = Prepared(
    lambda groups, since, until: (
        Lesson.objects.filter(journal__group__in=groups, date__gte=since, date__lte=until, cancelled=False)
        .order_by()
        .values_list("journal__group_id", "date")
        .annotate(hours=Sum("hours"))
    ),
    groups=[int],
    since=date,
    until=date,
)


def absences_of(child: Child, period: Period, today: date) -> Absences:
    """Absences of the child in the period up to today; two queries, however many they are.

    What is announced for later days is no absence yet.
    """
    rows = _SIGNS.rows(learner=child.pk, since=period.since, until=min(period.until, today))
    months: dict[date, list[AbsenceCard]] = {}
    for day, number, subject, code, hours, reason, excused in rows:
        card = AbsenceCard(day, number, subject, code, hours if code in ABSENT_CODES else 0, reason, excused)
        months.setdefault(day.replace(day=1), []).append(card)
    cards = [card for month in months.values() for card in month]
    return Absences(
        tuple(
            Month(day, tuple(month), _hours(month), sum(card.hours for card in month if not card.excused))
            for day, month in months.items()
        ),
        _hours(cards),
        sum(card.hours for card in cards if card.excused),
        sum(card.code not in ABSENT_CODES for card in cards),
        _taught(child, period, today),
    )


def _hours(cards: list[AbsenceCard]) -> int:
    return sum(card.hours for card in cards)


def _taught(child: Child, period: Period, today: date) -> int:
    """Hours of the lessons whose group the child was in on their date: sums by group and day, then the days compared."""
    until = min(period.until, today)
    rows = _TAUGHT.rows(groups=child.groups_between(period.since, until), since=period.since, until=until)
    return sum(hours for group, day, hours in rows if child.was_in(group, day))
