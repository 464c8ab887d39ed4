"""The first card: what is new, and what comes next."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.assignments.enums import State
from journal_plugin.attendance.enums import Presence
from journal_plugin.core import dates, plurals
from journal_plugin.diary.queries.ahead import NextDay
from journal_plugin.diary.queries.fresh import Fresh, FreshAbsence, FreshMark, FreshWork
from journal_plugin.diary.render.head import Head
from journal_plugin.diary.words import ABSENCES, circle, mark_link, said, sign
from journal_plugin.messaging.enums import TaskNoticeKind

SHOWN = 6
_WORKS: dict[str, tuple[str, str, object]] = {
    TaskNoticeKind.GIVEN: ("work-new", "book", gettext_lazy("a new task")),
    State.RETURNED: ("work-back", "undo", gettext_lazy("the work is returned")),
    State.ACCEPTED: ("work-done", "check", gettext_lazy("the work is accepted")),
}
"""What happened to a task -> look, sign, words."""


def fresh_html(head: Head, fresh: Fresh, next_day: NextDay | None, today: date) -> str:
    """The card of the week that is now."""
    items = sorted(
        [*_marks(head, fresh, today), *_works(head, fresh, today), *_absences(fresh, today)],
        key=itemgetter(0),
        reverse=True,
    )
    place, learner = head.place, head.child.pk
    links = (
        f'<a href="{place.marks(learner)}">{said(_("All marks"))}</a>'
        f'<a href="{place.absences(learner)}">{said(_("All absences"))}</a>'
    )
    news = (
        f"<ul>{''.join([drawn() for _day, drawn in items[:SHOWN]])}</ul>"
        if items
        else f'<p class="dim">{said(_("No new marks and absences in a week."))}</p>'
    )
    acts = f"{links if items else ''}{_announce(head)}"
    more = f'<p class="small acts">{acts}</p>' if acts else ""
    title = _("New since %(day)s") % {"day": dates.long_day(fresh.since, today)}
    return (
        f'<section class="fresh" aria-labelledby="fresh"><h2 id="fresh">{said(title)}</h2>{news}{more}'
        f"{_next(next_day, today)}</section>"
    )


def _announce(head: Head) -> str:
    """A guardian's way to the notice of absence; a learner announces nothing himself."""
    if head.child.is_reader:
        return ""
    return f'<a href="{head.place.notice(head.child.pk)}">{said(_("Announce an absence"))}</a>'


Items = Iterator[tuple[date, Callable[[], str]]]
"""Of each item its day and what draws it: the latest are drawn."""


def _marks(head: Head, fresh: Fresh, today: date) -> Items:
    """One item a subject and day: its marks side by side."""
    together: dict[tuple[str, date], list[FreshMark]] = {}
    for mark in fresh.marks:
        together.setdefault((mark.subject, mark.date), []).append(mark)
    for (subject, day), marks in together.items():
        yield day, partial(_mark_item, head, subject, day, marks, today)


def _mark_item(head: Head, subject: str, day: date, marks: list[FreshMark], today: date) -> str:
    place, learner = head.place, head.child.pk
    tiles = "".join([mark_link(place.mark(learner, mark.pk), mark.code, mark.kind, "xl") for mark in marks])
    kinds = ", ".join(dict.fromkeys(mark.kind.lower() for mark in marks))
    return _item(tiles, subject, f"{dates.relative_day(day, today)}, {kinds}")


def _works(head: Head, fresh: Fresh, today: date) -> Items:
    """One item a task that was given, a work that was returned, or accepted without a mark."""
    for work in fresh.works:
        yield work.date, partial(_work_item, head, work, today)


def _work_item(head: Head, work: FreshWork, today: date) -> str:
    look, icon, what = _WORKS[work.state]
    link = f'<a href="{head.place.task(head.child.pk, work.task)}">{said(work.title)}</a>'
    note = f"{said(work.subject)}, {said(dates.relative_day(work.date, today))}, {said(str(what))}"
    return f'<li><span class="pair"><span class="{look}">{sign(icon)}</span></span><span>{link}<small>{note}</small></span></li>'


def _absences(fresh: Fresh, today: date) -> Items:
    """One item a day and sign: the subjects of that day together."""
    together: dict[tuple[date, str], list[FreshAbsence]] = {}
    for absence in fresh.absences:
        together.setdefault((absence.date, absence.code), []).append(absence)
    for (day, code), absences in together.items():
        yield day, partial(_absence_item, day, code, absences, today)


def _absence_item(day: date, code: str, absences: list[FreshAbsence], today: date) -> str:
    subjects = ", ".join(dict.fromkeys(absence.subject for absence in reversed(absences)))
    reason = next((absence.reason for absence in absences if absence.reason), "")
    if not reason and code == Presence.ABSENT and any(absence.excused is None for absence in absences):
        reason = _("no reason given")
    notes = (dates.relative_day(day, today), str(ABSENCES[code]), reason)
    return _item(circle(code, "xl"), subjects, ", ".join(filter(None, notes)))


def _item(tiles: str, subject: str, note: str) -> str:
    return f'<li><span class="pair">{tiles}</span><span>{said(subject)}<small>{said(note)}</small></span></li>'


def _next(day: NextDay | None, today: date) -> str:
    if day is None:
        text = f"<p>{said(_('No lessons in the next days.'))}</p>"
        return f'<div class="next">{sign("calendar")}<div>{text}</div></div>'
    name = dates.relative_day(day.date, today)
    if (day.date - today).days > 1:
        name = f"{dates.weekday_short(day.date)}, {name}"
    hours = _("%(lessons)s from %(first)s to %(last)s") % {
        "lessons": plurals.counted(day.count, "lesson"),
        "first": dates.clock(day.starts),
        "last": dates.clock(day.ends),
    }
    tasks = "".join(f"<li><b>{said(subject)}:</b> {said(homework)}</li>" for subject, homework in day.homework)
    prepared = f'<p class="small dim">{said(_("Set for that day:"))}</p><ul class="tasks">{tasks}</ul>' if tasks else ""
    return f'<div class="next">{sign("calendar")}<div><p><b>{said(name.capitalize())}</b> {said(hours)}</p>{prepared}</div></div>'
