"""Notices of absence in advance: which lessons they cover, what they leave unexplained, how they read."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.attendance.enums import AbsenceKind, Presence
from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.attendance.reasons import told_by_notice
from journal_plugin.core import dates
from journal_plugin.core.names import surname_and_name
from journal_plugin.core.typography import bind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Lesson, Work
from journal_plugin.people.models import Membership

LISTED_DAYS = 31
"""So long a notice stays in the list after its last day."""


def first_open_day(institution: Institution, today: date) -> date:
    """The earliest day whose lessons are still open to entries (W1); ``institution`` comes with its settings."""
    return today - timedelta(days=institution.settings.mark_window_days)


def lessons_covered(notice: AbsenceNotice) -> QuerySet[Lesson]:
    """The lessons of the notice's days in every group in which the learner is on that day; none of a closed year."""
    member = Membership.objects.on(OuterRef("date")).filter(learner=notice.learner_id, group=OuterRef("journal__group"))
    covered = Lesson.objects.filter(Exists(member), date__range=(notice.since, notice.until), cancelled=False)
    covered = covered.filter(journal__year__closed_at=None)
    if notice.first_number is not None:
        covered = covered.filter(number__gte=notice.first_number)
    if notice.last_number is not None:
        covered = covered.filter(number__lte=notice.last_number)
    return covered


def lessons_to_sign(notice: AbsenceNotice) -> QuerySet[Lesson]:
    """Those of them in which nobody has said anything about the learner: no sign, no mark, presence not checked.

    A sign that was taken back with its notice says nothing.
    """
    here = {"lesson": OuterRef("pk")}
    said = Attendance.objects.filter(Q(notice=None) | Q(code__gt=""), learner=notice.learner_id, **here)
    marked = Work.objects.filter(marks__learner=notice.learner_id, marks__code__gt="", **here)
    return lessons_covered(notice).filter(~Exists(said), ~Exists(marked), attendance_at=None)


def signs_to_withdraw(notice: AbsenceNotice, now: datetime) -> QuerySet[Attendance]:
    """Signs of lessons, not begun at the local moment, that are the notice's and nobody else's."""
    ahead = Q(lesson__date__gt=now.date()) | Q(lesson__date=now.date(), lesson__starts__gt=now.time())
    return Attendance.objects.filter(ahead, notice=notice, explained=False, code__gt="")


def unexplained_by_reason(notice: AbsenceNotice) -> QuerySet[Attendance]:
    """Absences of the notice's lessons that teachers have entered and nobody has given a reason for."""
    return Attendance.objects.filter(
        lesson__in=lessons_covered(notice), learner=notice.learner_id, code=Presence.ABSENT, excused=None
    )


def unexplained() -> QuerySet[Attendance]:
    """Absences that nothing explains: «н» without a recorded reason, at a lesson that no notice covers (D13)."""
    number, day = OuterRef("lesson__number"), OuterRef("lesson__date")
    announced = AbsenceNotice.objects.filter(
        Q(first_number=None) | Q(first_number__lte=number),
        Q(last_number=None) | Q(last_number__gte=number),
        learner=OuterRef("learner"),
        since__lte=day,
        until__gte=day,
        withdrawn_at=None,
    )
    return Attendance.objects.filter(~Exists(announced), code=Presence.ABSENT, excused=None)


@dataclass(frozen=True)
class NoticeLine:
    """A notice in a list, ready to print; ``state``: "ahead", "now", "over" or "withdrawn"."""

    pk: int
    learner: str
    days: str
    lessons: str
    reason: str
    told: str
    state: str
    may_withdraw: bool
    signs: int
    """How many lessons carry its sign."""


def notices_about(learners: Collection[int], now: datetime, *, by_curator: bool = False) -> tuple[NoticeLine, ...]:
    """Notices of these learners, the latest days first, until a month after their last day; one read.

    ``now`` is the institution's moment; a reader who is no curator takes back what families have announced.
    """
    today = now.date()
    rows = AbsenceNotice.objects.filter(learner__in=learners, until__gte=today - timedelta(days=LISTED_DAYS))
    rows = rows.select_related("learner__person", "by").annotate(given=Count("signs", filter=Q(signs__code__gt="")))
    return tuple(_line(row, now, by_curator) for row in rows.order_by("-since", "-pk"))


def _line(row: AbsenceNotice, now: datetime, by_curator: bool) -> NoticeLine:
    today = now.date()
    state = (
        "withdrawn" if row.withdrawn_at else "ahead" if row.since > today else "now" if row.until >= today else "over"
    )
    person = row.learner.person
    return NoticeLine(
        pk=row.pk,
        learner=surname_and_name(person.last_name, person.first_name),
        days=dates.day_range(row.since, row.until, today),
        lessons=lessons_said(row.first_number, row.last_number),
        reason=bind(", ".join(filter(None, (str(AbsenceKind(row.kind).label), row.text)))),
        told=f"{row.by.short_name}, {dates.moment(row.at, now.tzinfo, today)}",
        state=state,
        may_withdraw=state in {"ahead", "now"} and (by_curator or not row.by_curator),
        signs=row.given,  # type: ignore[attr-defined]
    )


def lessons_said(first: int | None, last: int | None) -> str:
    """«с 3-го занятия», «занятия 1–2»; empty for whole days."""
    if first is None and last is None:
        return ""
    if last is None:
        return _("from lesson %(number)s on") % {"number": first}
    if first is None or first == 1:
        return _("up to lesson %(number)s") % {"number": last}
    if first == last:
        return _("lesson %(number)s") % {"number": first}
    return _("lessons %(first)s–%(last)s") % {"first": first, "last": last}


def announced_words(lessons: int) -> str:
    """What is said to who has announced an absence: how many lessons are marked."""
    if not lessons:
        return _(
            "The notice is kept. There are no lessons in the timetable of these days yet: they will be marked when they come."
        )
    said = ngettext(
        "The absence is announced: %(n)s lesson is marked.",
        "The absence is announced: %(n)s lessons are marked.",
        lessons,
    )
    return said % {"n": lessons}


def withdrawn_words(notice: AbsenceNotice) -> str:
    """What is said to who has taken back ``notice``: whether a sign of it is left anywhere; one read."""
    if notice.signs.exclude(code="").exists():
        return _("The notice is withdrawn. Lessons that have begun keep their mark of absence.")
    return _("The notice is withdrawn, its marks of absence are gone from the journals.")


def announced_at(lesson: int) -> tuple[tuple[str, str], ...]:
    """(«Фамилия Имя», why) of the learners whose sign at the lesson comes from a notice, by name; one read."""
    signs = Attendance.objects.filter(lesson=lesson, notice__isnull=False, code__gt="")
    rows = signs.order_by("learner__person__sort_key", "learner_id").values_list(
        "learner__person__last_name", "learner__person__first_name", "notice__kind", "notice__text"
    )
    return tuple((surname_and_name(last, first), bind(told_by_notice(kind, text))) for last, first, kind, text in rows)


class Announced(NamedTuple):
    """A notice that stands on a day, as far as a list of absentees needs it."""

    first: int | None
    last: int | None
    words: str

    def covers(self, number: int) -> bool:
        """Whether it is about that lesson of the day."""
        return (self.first is None or self.first <= number) and (self.last is None or number <= self.last)


def announced_on(learners: Collection[int], day: date) -> dict[int, list[Announced]]:
    """Learner -> the notices that stand on that day; one read."""
    found: dict[int, list[Announced]] = defaultdict(list)
    rows = AbsenceNotice.objects.filter(learner__in=learners, since__lte=day, until__gte=day, withdrawn_at=None)
    for learner, first, last, kind, text in rows.order_by("pk").values_list(
        "learner_id", "first_number", "last_number", "kind", "text"
    ):
        found[learner].append(Announced(first, last, told_by_notice(kind, text)))
    return found
