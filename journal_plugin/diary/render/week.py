"""The week: on a phone a card a day, on a desk the spread of a paper diary."""

from datetime import date, timedelta
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import Presence
from journal_plugin.core import dates
from journal_plugin.diary.queries.ahead import Upcoming
from journal_plugin.diary.queries.fresh import Fresh
from journal_plugin.diary.queries.lessons import LessonCard
from journal_plugin.diary.queries.tasks import TaskCard, by_lesson
from journal_plugin.diary.queries.week import DAYS, DayCard, Week
from journal_plugin.diary.render.alarms import alarms_html
from journal_plugin.diary.render.fresh import fresh_html
from journal_plugin.diary.render.head import Head, head_html
from journal_plugin.diary.render.materials import materials_html
from journal_plugin.diary.render.tasks import lesson_tasks, tasks_ahead
from journal_plugin.diary.words import ABSENCES, circle, mark_link, said, sign
from journal_plugin.lessons.queries.materials import Material
from journal_plugin.timetable.enums import Technology

LEFT_PAGE = 3
"""Days on the left page of the spread."""


def week_page(
    head: Head,
    week: Week,
    shown: date,
    today: date,
    fresh: Fresh | None,
    upcoming: tuple[Upcoming, ...],
    token: str = "",
) -> tuple[str, SafeString]:
    """The title and the body; ``fresh`` only in the week that is now, ``token`` where it has alarms (they are answered)."""
    span = dates.day_range(week.first, week.last, today)
    keep = None if week.is_now else shown
    top = head_html(head, "week", lambda child: head.place.week(child.pk, keep), _arrows(head, week, span))
    spread = _spread(head, week, today) if any(day.lessons for day in week.days) else _empty(head, week, today)
    if fresh is None:
        body = f'{top}<div class="week">{spread}</div>'
    else:
        body = (
            f'{top}{alarms_html(head, fresh, today, token)}<div class="d-grid">{fresh_html(head, fresh, week.next_day, today)}'
            f'<div class="week">{spread}</div>{_rail(head, upcoming, week.tasks, today)}</div>'
        )
    return f"{head.place.title}, {head.child.first_name}, {span}", mark_safe(body)


def _arrows(head: Head, week: Week, span: str) -> str:
    place, learner = head.place, head.child.pk
    now = "" if week.is_now else f'<a class="btn btn-tap" href="{place.week(learner)}">{said(_("Today"))}</a>'
    earlier, later = week.first - timedelta(days=DAYS), week.first + timedelta(days=DAYS)
    return (
        f'<div class="weeknav">{now}'
        f'<a class="btn btn-quiet btn-tap" href="{place.week(learner, earlier)}" rel="prev" '
        f'aria-label="{said(_("Previous week"))}">{sign("left")}</a><strong>{span}</strong>'
        f'<a class="btn btn-quiet btn-tap" href="{place.week(learner, later)}" rel="next" '
        f'aria-label="{said(_("Next week"))}">{sign("right")}</a></div>'
    )


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, str]:
    """What is said in every lesson, looked up once a language."""
    return {"homework": said(_("Homework:")), "room": _("room %(room)s")}


def _spread(head: Head, week: Week, today: date) -> str:
    language = get_language() or ""
    words = _words(language)
    tasks = by_lesson(week.tasks)
    pages = "".join(
        f'<div class="page">{"".join([_day(head, day, tasks, week.materials, today, language, words) for day in days])}</div>'
        for days in (week.days[:LEFT_PAGE], week.days[LEFT_PAGE:])
    )
    return f'{_strip(language, tuple([day.date for day in week.days]), today)}<div class="spread">{pages}</div>'


@lru_cache(maxsize=100)
def _strip(language: str, days: tuple[date, ...], today: date) -> str:
    """Links to the days; kept, as the heads of the days are: all families read the same week."""
    links = "".join(
        f'<a href="#d{day.day}"{_today(day, today)}>{dates.weekday_short(day)}<b>{day.day}</b></a>' for day in days
    )
    return f'<nav class="daystrip" aria-label="{said(_("Days of the week"))}">{links}</nav>'


Tasks = dict[int, tuple[TaskCard, ...]]
"""By the lesson at which they were given."""
Materials = dict[int, tuple[Material, ...]]
"""By their lesson."""


def _day(
    head: Head, day: DayCard, tasks: Tasks, materials: Materials, today: date, language: str, words: dict[str, str]
) -> str:
    lessons = "".join(
        [
            _lesson(head, lesson, tasks.get(lesson.pk, ()), materials_html(materials.get(lesson.pk, ())), today, words)
            for lesson in day.lessons
        ]
    )
    content = f"<ul>{lessons}</ul>" if lessons else f'<p class="free">{said(_("No lessons"))}</p>'
    return (
        f'<article class="day{" today" if day.date == today else ""}" id="d{day.date.day}">'
        f"{_day_head(language, day.date, day.holidays, today)}{content}</article>"
    )


@lru_cache(maxsize=500)
def _day_head(language: str, day: date, holidays: tuple[str, ...], today: date) -> str:
    name = f"{dates.weekday(day).capitalize()}, {dates.long_day(day, today)}"
    tag = f'<span class="tag tag-solid">{said(_("today"))}</span>' if day == today else ""
    tags = "".join(f'<span class="tag">{sign("flag")}{said(holiday)}</span>' for holiday in holidays)
    return f'<div class="day-h"><h2>{name}</h2>{tags}{tag}</div>'


def _lesson(
    head: Head, lesson: LessonCard, tasks: tuple[TaskCard, ...], materials: str, today: date, words: dict[str, str]
) -> str:
    subject = f"{lesson.subject_code} {lesson.subject}" if lesson.subject_code else lesson.subject
    place = _where(lesson, words)
    return (
        f'<li class="ls{" off" if lesson.cancelled else ""}">'
        f'<div class="ls-t"><b>{lesson.number}</b>{dates.clock(lesson.starts)}</div>'
        f'<div class="ls-b"><h3>{said(subject)}{f" <small>{place}</small>" if place else ""}</h3>'
        f"{_note(lesson)}{_topic(lesson, today)}{_homework(lesson, words)}{'' if lesson.cancelled else materials}"
        f"{lesson_tasks(head, tasks, today) if tasks else ''}</div>"
        f'<div class="ls-m">{_signs(head, lesson, today)}</div></li>'
    )


def _where(lesson: LessonCard, words: dict[str, str]) -> str:
    parts = []
    if lesson.technology == Technology.DISTANCE:
        parts.append(_("from a distance"))
    elif lesson.technology == Technology.E_LEARNING:
        parts.append(_("e-learning"))
    elif lesson.room:
        parts.append(words["room"] % {"room": lesson.room} if lesson.room[0].isdigit() else lesson.room)
    if lesson.part:
        parts.append(lesson.part)
    return said(", ".join(parts)) if parts else ""


def _note(lesson: LessonCard) -> str:
    if lesson.cancelled or not lesson.note:
        return ""
    return f'<p><span class="tag tag-warn">{said(lesson.note)}</span></p>'


def _topic(lesson: LessonCard, today: date) -> str:
    if lesson.topic:
        return f"<p>{said(lesson.topic)}</p>"
    if lesson.cancelled:
        return ""
    if lesson.planned:
        return f'<p class="dim">{said(lesson.planned)}</p>'
    return f'<p class="dim">{said(_("The topic is not written down yet"))}</p>' if lesson.date < today else ""


def _homework(lesson: LessonCard, words: dict[str, str]) -> str:
    if not lesson.homework or lesson.cancelled:
        return ""
    return f'<p class="hw">{sign("doc")}<span class="sr">{words["homework"]} </span>{said(lesson.homework)}</p>'


def _signs(head: Head, lesson: LessonCard, today: date) -> str:
    if lesson.cancelled:
        return f'<span class="tag">{said(lesson.note or _("cancelled"))}</span>'
    out = []
    for work in lesson.works:
        if work.mark is not None:
            url = head.place.mark(head.child.pk, work.mark)
            out.append(
                f'<span class="wk"><span aria-hidden="true">{said(work.kind.lower())}</span>'
                f"{mark_link(url, work.code, work.title or work.kind, corrected=work.corrected)}</span>"
            )
        elif work.announced and lesson.date >= today:
            out.append(f'<span class="tag tag-warn">{sign("flag")}{said(work.kind.lower())}</span>')
    if lesson.absence:
        word, ring = str(ABSENCES[lesson.absence]), circle(lesson.absence, announced=lesson.announced)
        out.append(f'<span class="wk"><span aria-hidden="true">{said(word)}</span>{ring}</span>')
        is_unexplained = lesson.absence == Presence.ABSENT and lesson.excused is None
        reason = lesson.reason or (_("no reason given") if is_unexplained else "")
        out.append(f'<span class="why">{said(reason)}</span>' if reason else "")
    return "".join(out)


def _empty(head: Head, week: Week, today: date) -> str:
    holidays = dict.fromkeys(name for day in week.days for name in day.holidays)
    if holidays:
        title, text = ", ".join(holidays), _("There are no lessons this week.")
    elif not week.in_group:
        title = _("No lessons")
        text = _("%(name)s was in no group during these days.") % {"name": head.child.first_name}
    elif week.first > today:
        title = _("The timetable of this week is not there yet")
        text = _("Lessons appear here as soon as the study department lays them out.")
    else:
        title, text = _("No lessons this week"), _("Nothing stood in the timetable for these days.")
    return f'<section class="empty"><h2>{said(title)}</h2><p>{said(text)}</p></section>'


def _rail(head: Head, works: tuple[Upcoming, ...], tasks: tuple[TaskCard, ...], today: date) -> str:
    """What lies ahead: tasks to hand in, works that are announced."""
    rows = "".join(
        f'<li><time datetime="{work.date.isoformat()}"><b>{work.date.day}</b>{_month_day(work.date)}</time>'
        f'<span>{said(work.subject)}<br><span class="small dim">{said(work.title or work.kind)}</span></span></li>'
        for work in works
    )
    content = (
        f'<ul class="upc rows">{rows}</ul>'
        if rows
        else f'<p class="small dim">{said(_("No written work is announced for two weeks."))}</p>'
    )
    return (
        f'<aside class="rail">{tasks_ahead(head, tasks, today)}'
        f'<section><div class="rule rule-head"><h2>{said(_("Checks ahead"))}</h2></div>{content}</section></aside>'
    )


def _month_day(day: date) -> str:
    return f"{dates.month_short(day)}, {dates.weekday_short(day)}"


def _today(day: date, today: date) -> str:
    return ' aria-current="date"' if day == today else ""
