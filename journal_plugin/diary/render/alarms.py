"""What a guardian is told at once: an absence that nobody has explained, and that it has been cleared up."""

from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.diary.queries.fresh import Alarm, Fresh
from journal_plugin.diary.render.head import Head
from journal_plugin.diary.words import said, sign


def alarms_html(head: Head, fresh: Fresh, today: date, token: str) -> str:
    """The notes above the week; nothing when all is well or has been noted."""
    if not fresh.alarms:
        return ""
    notes = []
    standing = [alarm for alarm in fresh.alarms if not alarm.withdrawn]
    if standing:
        notes.append(_standing(head, standing, today, token))
    if len(standing) < len(fresh.alarms):
        cleared = [alarm for alarm in fresh.alarms if alarm.withdrawn]
        notes.append(_cleared(head, cleared, today, token, answers=not standing))
    return f'<div class="notes d-alarms" role="status">{"".join(notes)}</div>'


def _standing(head: Head, alarms: list[Alarm], today: date, token: str) -> str:
    """For today the reason can be named here; a past absence is for the curator to explain."""
    if any(alarm.date == today for alarm in alarms):
        how = f'<a class="btn btn-main btn-tap" href="{head.place.notice(head.child.pk)}">{said(_("Name the reason"))}</a>'
        advice = ""
    else:
        how, advice = "", f"<p>{said(_('Tell the curator why: he records the reason.'))}</p>"
    title = said(_("An absence is marked, the reason is not known"))
    return (
        f'<div class="note note-warn">{sign("warning")}<div><p><b>{title}</b></p>{_lessons(alarms, today)}{advice}</div>'
        f'<div class="note-acts">{how}{_noted(head, token)}</div></div>'
    )


def _cleared(head: Head, alarms: list[Alarm], today: date, token: str, *, answers: bool) -> str:
    title = said(_("The absence is cleared up: the teacher has corrected the entry or the reason is recorded"))
    acts = f'<div class="note-acts">{_noted(head, token)}</div>' if answers else ""
    return f'<div class="note note-ok">{sign("check")}<div><p><b>{title}</b></p>{_lessons(alarms, today)}</div>{acts}</div>'


def _lessons(alarms: list[Alarm], today: date) -> str:
    """A line a day: «Сегодня: Физика (1), Химия (2)»."""
    days: dict[date, list[str]] = {}
    for alarm in alarms:
        days.setdefault(alarm.date, []).append(f"{alarm.subject} ({alarm.number})")
    lines = (f"{dates.relative_day(day, today).capitalize()}: {', '.join(names)}" for day, names in days.items())
    return "".join(f"<p>{said(line)}</p>" for line in lines)


def _noted(head: Head, token: str) -> str:
    return (
        f'<form method="post" action="{head.place.told(head.child.pk)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f'<button class="btn btn-tap" type="submit">{said(_("Understood"))}</button></form>'
    )
