"""One mark opened: a page of its own; a script shows the same card in a sheet."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.diary.queries.mark import Correction, OpenedMark
from journal_plugin.diary.render.head import Head, head_html
from journal_plugin.diary.words import said, sign, tile


def mark_page(head: Head, mark: OpenedMark, today: date) -> tuple[str, SafeString]:
    """The title and the body."""
    zone = ZoneInfo(head.child.school.time_zone)
    week = head.place.week(head.child.pk, mark.date)
    back = f'<a class="btn btn-tap" href="{week}#d{mark.date.day}">{sign("left")}{said(_("To the week"))}</a>'
    top = head_html(head, "marks", lambda child: head.place.marks(child.pk), "")
    facts = [
        (_("For what"), said(_what(mark))),
        (_("Weight"), str(mark.weight)),
        (
            _("Lesson"),
            said(
                _("%(day)s, lesson %(number)s") % {"day": dates.relative_day(mark.date, today), "number": mark.number}
            ),
        ),
        (_("Topic"), said(mark.topic) if mark.topic else said(_("not written down yet"))),
        (_("Entered"), f"{said(mark.by)}, {said(dates.moment(mark.at, zone, today))}"),
        (_("Teacher's comment"), said(mark.comment) if mark.comment else said(_("no comment"))),
    ]
    rows = "".join(f"<dt>{said(name)}</dt><dd>{value}</dd>" for name, value in facts)
    shown = mark.code or "–"
    body = (
        f'{top}<article class="card card-pad opened" data-mark-card>'
        f'<header><span class="{tile(mark.code, "xl") if mark.code else "m m-xl"}">{said(shown)}</span>'
        f"<h2>{said(mark.subject)}<small>{said(mark.kind.lower())}</small></h2></header>"
        f'<dl class="facts">{rows}</dl>{_corrections(mark, zone, today)}</article><p class="acts no-print">{back}</p>'
    )
    return f"{head.place.title}: {shown}, {mark.subject}", mark_safe(body)


def _what(mark: OpenedMark) -> str:
    """The kind of work and its title, which often begins with the kind."""
    if mark.title.startswith(mark.kind):
        return mark.title
    return f"{mark.kind}. {mark.title}" if mark.title else mark.kind


def _corrections(mark: OpenedMark, zone: ZoneInfo, today: date) -> str:
    if not mark.corrections:
        return f'<p class="small dim">{said(_("The mark was not corrected."))}</p>'
    rows = "".join(_correction(change, zone, today) for change in mark.corrections)
    return f'<h3>{said(_("Corrections"))}</h3><ul class="rows">{rows}</ul>'


def _correction(change: Correction, zone: ZoneInfo, today: date) -> str:
    what = f"{change.old or '–'} → {change.new or '–'}"
    words = "" if change.new else f" ({said(_('taken away'))})"
    reason = f"<br>{said(change.reason)}" if change.reason else ""
    return (
        f"<li><b>{said(what)}</b>{words}, {said(dates.moment(change.at, zone, today))}, {said(change.by)}"
        f'<span class="small">{reason}</span></li>'
    )
