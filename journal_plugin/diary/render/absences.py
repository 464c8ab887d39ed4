"""Absences by months with hours and reasons."""

from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import Presence
from journal_plugin.core import dates
from journal_plugin.core.typography import NBSP, NOTHING, percent
from journal_plugin.diary.queries.absences import AbsenceCard, Absences, Month
from journal_plugin.diary.queries.periods import Periods
from journal_plugin.diary.render.head import Head, head_html, no_calendar_html, period_name, periods_html
from journal_plugin.diary.words import ABSENCES, circle, said

NUMBERS = (1, 3)
"""Columns that hold numbers."""


def absences_page(head: Head, periods: Periods, absences: Absences | None, today: date) -> tuple[str, SafeString]:
    """The title and the body."""
    learner = head.child.pk
    right = f"{_announce(head)}{periods_html(periods, lambda slug: head.place.absences(learner, slug))}"
    top = head_html(head, "absences", lambda child: head.place.absences(child.pk), right)
    if absences is None or periods.chosen is None:
        return head.place.title, mark_safe(top + no_calendar_html())
    months = "".join(_month(month, today) for month in absences.months)
    if not months:
        months = (
            f'<section class="empty"><h2>{said(_("No absences in this period"))}</h2>'
            f"<p>{said(_('A mark of absence appears here as soon as a teacher enters it.'))}</p></section>"
        )
    title = f"{head.place.title}, {head.child.first_name}: {_('Absences').lower()}, {period_name(periods.chosen)}"
    return title, mark_safe(f"{top}{_sums(absences)}{months}")


def _announce(head: Head) -> str:
    if head.child.is_reader:
        return ""
    return f'<a class="btn btn-tap d-announce" href="{head.place.notice(head.child.pk)}">{said(_("Announce an absence"))}</a>'


def _sums(absences: Absences) -> str:
    of = _("of %(hours)s h taught") % {"hours": absences.taught} if absences.taught else ""
    share = percent(100 * (absences.taught - absences.missed) / absences.taught) if absences.taught else NOTHING
    cells = (
        (_("Missed"), _hours(absences.missed), of),
        (_("For justified reasons"), _hours(absences.excused), ""),
        (_("Without a justified reason"), _hours(absences.missed - absences.excused), ""),
        (_("Attendance"), share, _("late %(times)s times") % {"times": absences.late} if absences.late else ""),
    )
    return (
        '<dl class="sums">'
        + "".join(
            f"<div><dt>{said(name)}</dt><dd>{value} <small>{said(note)}</small></dd></div>"
            for name, value, note in cells
        )
        + "</dl>"
    )


def _month(month: Month, today: date) -> str:
    rows = "".join(_row(card, today) for card in month.cards)
    without = _("without a justified reason %(hours)s h") % {"hours": month.unexcused} if month.unexcused else ""
    names = (_("Day"), _("Lesson"), _("Subject"), _("Hours"), _("Reason"))
    columns = "".join(
        f'<th scope="col" class="{"num" if index in NUMBERS else "word"}">{said(name)}</th>'
        for index, name in enumerate(names)
    )
    return (
        f'<section class="block"><div class="rule rule-head"><h2>{dates.month_year(month.day)}</h2>'
        f'<span class="small dim">{_hours(month.missed)}{f", {said(without)}" if without else ""}</span></div>'
        f'<table class="tbl d-abs"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _row(card: AbsenceCard, today: date) -> str:
    word = str(ABSENCES[card.code])
    reason = card.reason
    if not reason and card.code == Presence.ABSENT:
        reason = _("justified") if card.excused else _("no reason given")
    return (
        f'<tr><th scope="row" class="nw">{dates.weekday_short(card.date)}, {dates.short_day(card.date, today)}</th>'
        f'<td class="num">{card.number}</td><td>{circle(card.code, "s")} {said(card.subject)}</td>'
        f'<td class="num">{card.hours or NOTHING}</td><td>{said(", ".join(filter(None, (word, reason))))}</td></tr>'
    )


def _hours(hours: int) -> str:
    return f"{hours}{NBSP}{said(_('h'))}" if hours else NOTHING
