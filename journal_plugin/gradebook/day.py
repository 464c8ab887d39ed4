"""A teacher's day (pure): what of a lesson is filled in, what is due, how to say it."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.core import dates
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import bind
from journal_plugin.gradebook.sheet import SOON
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.windows import due_at, entry_window, marks_due_at


@dataclass(frozen=True)
class WorkFact:
    """A kind of work of a lesson and how many marks stand in it."""

    code: str
    written: bool
    monitoring: bool
    given: int
    monthly: bool = False


@dataclass(frozen=True)
class LessonFact:
    """What is known about a lesson of the teacher; ``day_ends`` is the end of the learners' last lesson."""

    pk: int
    journal: int
    group: str
    title: str
    date: date
    number: int
    starts: time
    ends: time
    room: str
    topic: str
    planned: str
    homework: str
    checked: bool
    cancelled: bool
    """Not his to hold: cancelled, or a substitute holds it."""
    unmarked: bool
    substitute: bool
    order_no: str
    day_ends: time
    members: int = 0
    absent: int = 0
    works: tuple[WorkFact, ...] = ()
    wants_monthly: bool = False
    """The last lesson of its journal in the month, and nobody has a monthly mark yet (E13)."""


@dataclass(frozen=True)
class Clock:
    """Now at the institution and its rules."""

    now: datetime
    zone: ZoneInfo
    settings: InstitutionSettings

    @property
    def today(self) -> date:
        """Today at the institution."""
        return self.now.date()

    def due(self, rule: str, lesson: LessonFact) -> datetime:
        """By when a record under ``rule`` is due."""
        return due_at(rule, lesson_date=lesson.date, day_ends=lesson.day_ends, zone=self.zone)

    def say(self, due: datetime) -> str:
        """«23:59» today, «завтра», «14 октября»."""
        return dates.clock(due) if due.date() == self.today else dates.relative_day(due.date(), self.today)


@dataclass(frozen=True)
class Missing:
    """Something that a lesson lacks, with the moment by which it is due."""

    name: str
    due: datetime


@dataclass(frozen=True)
class Fill:
    """A line of what is filled in; ``tone`` is ok, no (due), late or ahead."""

    text: str
    tone: str


def missing_of(lesson: LessonFact, at: Clock) -> tuple[Missing, ...]:
    """What the lesson lacks, whether due already or not (W3-W8); nothing for a cancelled one."""
    if lesson.cancelled:
        return ()
    entry = at.due(at.settings.entry_due, lesson)
    lacks = [] if lesson.checked else [Missing(_("presence"), at.due(at.settings.absence_due, lesson))]
    if not lesson.topic:
        lacks.append(Missing(_("topic"), entry))
    if not lesson.homework and not lesson.unmarked:
        lacks.append(Missing(_("HW"), entry))
    present = lesson.members - lesson.absent
    if lesson.wants_monthly:
        lacks.append(Missing(_("the monthly mark"), entry))
    for work in lesson.works:
        if _is_wanted(work, lesson) and work.given < present:
            due = marks_due_at(
                written=work.written,
                monitoring=work.monitoring,
                settings=at.settings,
                lesson_date=lesson.date,
                day_ends=lesson.day_ends,
                zone=at.zone,
            )
            name = _("marks for %(code)s: %(people)s") % {
                "code": work.code,
                "people": counted(present - work.given, "person"),
            }
            lacks.append(Missing(name, due))
    return tuple(lacks)


def _is_wanted(work: WorkFact, lesson: LessonFact) -> bool:
    """Everybody who was there gets a mark for it; a monthly work without any mark is one thing that lacks, not two."""
    return work.written or work.monitoring or (work.monthly and not lesson.wants_monthly)


def fills_of(lesson: LessonFact, at: Clock) -> tuple[Fill, ...]:
    """The lines under a lesson of today."""
    begun = at.now >= datetime.combine(lesson.date, lesson.starts, at.zone)
    presence = _("Presence")
    if lesson.checked:
        present = {"present": lesson.members - lesson.absent, "all": lesson.members}
        presence = bind(_("Presence %(present)s of %(all)s") % present)
    lines = [_fill(presence, lesson.checked, begun, at.due(at.settings.absence_due, lesson), at)]
    entry = at.due(at.settings.entry_due, lesson)
    lines.append(_fill(_("Topic"), bool(lesson.topic), begun, entry, at))
    if not lesson.unmarked:
        lines.append(_fill(_("HW"), bool(lesson.homework), begun, entry, at))
        if lesson.wants_monthly:
            lines.append(_fill(_("Monthly mark"), done=False, begun=begun, due=entry, at=at))
        given = sum(work.given for work in lesson.works)
        if given:
            lines.append(Fill(_("Marks: %(n)s") % {"n": given}, "ok"))
    return tuple(lines)


def _fill(name: str, done: bool, begun: bool, due: datetime, at: Clock) -> Fill:
    if done:
        return Fill(name, "ok")
    if not begun:
        return Fill(name, "ahead")
    if at.now > due:
        return Fill(_("%(what)s: overdue") % {"what": name}, "late")
    return Fill(bind(_("%(what)s until %(when)s") % {"what": name, "when": at.say(due)}), "no")


def is_unfinished(lesson: LessonFact, at: Clock) -> bool:
    """A lesson that has begun and lacks presence, topic or homework."""
    begun = at.now >= datetime.combine(lesson.date, lesson.starts, at.zone)
    return begun and not lesson.cancelled and any(fill.tone in ("no", "late") for fill in fills_of(lesson, at))


def is_now(lesson: LessonFact, at: Clock) -> bool:
    """The lesson goes on at this moment."""
    return lesson.date == at.today and not lesson.cancelled and lesson.starts <= at.now.time() <= lesson.ends


def minutes_left(lesson: LessonFact, at: Clock) -> str:
    """«42 минуты» until the end of the lesson."""
    left = datetime.combine(lesson.date, lesson.ends, at.zone) - at.now
    return counted(max(1, math.ceil(left / timedelta(minutes=1))), "minute")


def heading(lessons: int, unfinished: int, *, pairs: bool, settled: bool) -> str:
    """The answer of the page: «Сегодня 4 пары, не дописана одна».

    That everything is filled in is said only where it is ``settled``: no lesson of any day is to be closed.
    """
    if not lessons:
        return _("No pairs today") if pairs else _("No lessons today")
    if pairs:
        lack = ngettext("one pair is not finished", "%(n)s pairs are not finished", unfinished)
    else:
        lack = ngettext("one lesson is not finished", "%(n)s lessons are not finished", unfinished)
    parts = {"lessons": counted(lessons, "pair" if pairs else "lesson")}
    if not unfinished and not settled:
        return bind(_("%(lessons)s today") % parts)
    parts["lack"] = lack % {"n": unfinished} if unfinished else _("everything is filled in")
    return bind(_("%(lessons)s today, %(lack)s") % parts)


@dataclass(frozen=True)
class Due:
    """A line of «time to close»; ``tone`` is bad or warn."""

    text: str
    when: str
    tone: str
    detail: str
    lesson: int
    journal: int
    moment: datetime


def due_line(lesson: LessonFact, at: Clock) -> Due | None:
    """The lesson among those to be closed: it lacks something overdue or due today or tomorrow, or will shut soon."""
    window = entry_window(lesson_date=lesson.date, settings=at.settings, today=at.today)
    if not window.is_open:
        return None
    lacks = missing_of(lesson, at)
    shuts = (window.last_day - at.today).days <= SOON
    urgent = [one for one in lacks if shuts or one.due.date() <= at.today + timedelta(days=1)]
    if not urgent:
        return None
    first = min(one.due for one in urgent)
    if shuts:
        when, tone = _("shuts %(day)s") % {"day": dates.relative_day(window.last_day, at.today)}, "warn"
    elif first < at.now:
        when, tone = _("overdue"), "bad"
    else:
        when, tone = bind(_("until %(when)s") % {"when": at.say(first)}), "warn"
    text = _("Not filled in: %(what)s") % {"what": ", ".join(one.name for one in urgent)}
    day = dates.relative_day(lesson.date, at.today)
    detail = bind(f"{lesson.group}, {lesson.title}, {day}")
    return Due(bind(text), when, tone, detail, lesson.pk, lesson.journal, first)
