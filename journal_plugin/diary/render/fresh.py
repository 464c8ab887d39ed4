"""The first card: what is new, and what comes next."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core import dates, plurals
from journal_plugin.diary.queries.fresh import Fresh, FreshAbsence, FreshMark
from journal_plugin.diary.queries.week import NextDay
from journal_plugin.diary.render.head import Head
from journal_plugin.diary.words import ABSENCES, circle, mark_link, said, sign

SHOWN = 6


def fresh_html(head: Head, fresh: Fresh, next_day: NextDay | None, today: date) -> str:
    """The card of the week that is now."""
    items = [*_marks(head, fresh, today), *(_absence(absence, today) for absence in fresh.absences)]
    more = ""
    if len(items) > SHOWN:
        link = head.place.marks(head.child.pk)
        more = f'<p class="small"><a href="{link}">{said(_("All marks"))}</a></p>'
    news = (
        f"<ul>{''.join(items[:SHOWN])}</ul>{more}"
        if items
        else f'<p class="dim">{said(_("No new marks and absences in a week."))}</p>'
    )
    title = _("New since %(day)s") % {"day": dates.long_day(fresh.since, today)}
    return (
        f'<section class="fresh" aria-labelledby="fresh"><h2 id="fresh">{said(title)}</h2>{news}'
        f"{_next(next_day, today)}</section>"
    )


def _marks(head: Head, fresh: Fresh, today: date) -> Iterator[str]:
    """One item a subject and day: its marks side by side."""
    together: dict[tuple[str, date], list[FreshMark]] = {}
    for mark in fresh.marks:
        together.setdefault((mark.subject, mark.date), []).append(mark)
    for (subject, day), marks in together.items():
        tiles = "".join(
            mark_link(head.place.mark(head.child.pk, mark.pk), mark.code, mark.kind, "xl") for mark in marks
        )
        kinds = ", ".join(dict.fromkeys(mark.kind.lower() for mark in marks))
        yield (
            f'<li><span class="pair">{tiles}</span><span>{said(subject)}'
            f"<small>{said(f'{dates.relative_day(day, today)}, {kinds}')}</small></span></li>"
        )


def _absence(absence: FreshAbsence, today: date) -> str:
    word = str(ABSENCES[absence.code][0])
    when = _("%(day)s, lesson %(number)s") % {
        "day": dates.relative_day(absence.date, today),
        "number": absence.number,
    }
    reason = absence.reason or (_("no reason given") if absence.code == "н" and absence.excused is None else "")
    return (
        f'<li><span class="pair">{circle(absence.code, "xl")}</span><span>{said(absence.subject)}'
        f"<small>{said(', '.join(filter(None, (word, when, reason))))}</small></span></li>"
    )


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
