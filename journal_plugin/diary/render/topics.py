"""One subject: what has been studied, what comes (B17)."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.curriculum.controls import said_of_controls
from journal_plugin.diary.queries.periods import Periods
from journal_plugin.diary.queries.topics import Studied, Topics
from journal_plugin.diary.render.head import Head, head_html, period_name, periods_html
from journal_plugin.diary.render.materials import materials_html
from journal_plugin.diary.words import circle, mark_link, said


def topics_page(head: Head, element: int, periods: Periods, topics: Topics) -> tuple[str, SafeString]:
    """The title and the body."""
    place, learner, chosen = head.place, head.child.pk, periods.chosen
    right = periods_html(periods, lambda slug: place.subject(learner, element, slug))
    top = head_html(head, "marks", lambda child: place.marks(child.pk), right)
    back = (
        f'<p class="eyebrow"><a href="{place.marks(learner, chosen.slug if chosen else "")}">{said(_("Marks"))}</a></p>'
    )
    parts = [
        top,
        f"{back}<h2>{said(topics.subject)}</h2>",
        f'<p class="lede">{said(_sum(topics))}</p>',
        _controls(topics),
        _part(head, _("To come"), topics.ahead),
        _later(topics.later),
        _part(head, _("Studied"), topics.held[::-1]),
    ]
    name = period_name(chosen) if chosen else ""
    return f"{place.title}, {head.child.first_name}: {topics.subject}, {name}", mark_safe("".join(parts))


def _sum(topics: Topics) -> str:
    done, coming = len(topics.held), len(topics.ahead) + len(topics.later)
    return _("Lessons held: %(done)s, to come: %(coming)s.") % {"done": done, "coming": coming}


def _controls(topics: Topics) -> str:
    words = said_of_controls(topics.controls)
    return f'<p class="dim">{said(words[:1].upper() + words[1:])}.</p>' if words else ""


def _part(head: Head, title: str, rows: tuple[Studied, ...]) -> str:
    if not rows:
        return ""
    items = "".join(_row(head, row) for row in rows)
    return (
        f'<section class="below tp-part"><div class="rule rule-head"><h3>{said(title)}</h3></div>'
        f'<ul class="upc rows tp">{items}</ul></section>'
    )


def _row(head: Head, row: Studied) -> str:
    week = f"{head.place.week(head.child.pk, row.date)}#d{row.date.day}"
    when = (
        f'<a href="{week}"><time datetime="{row.date.isoformat()}"><b>{row.date.day}</b>'
        f"{dates.month_short(row.date)}, {dates.weekday_short(row.date)}</time></a>"
    )
    topic = said(row.topic) if row.topic else f'<span class="dim">{said(_("topic not written yet"))}</span>'
    homework = f'<br><span class="small dim">{said(row.homework)}</span>' if row.homework else ""
    homework += materials_html(row.materials)
    signs = [circle(row.absence, "s")] if row.absence else []
    signs += [
        mark_link(head.place.mark(head.child.pk, mark.pk), mark.code, mark.kind, "s", corrected=mark.corrected)
        for mark in row.marks
    ]
    return f'<li>{when}<span>{topic}{homework}</span><span class="mrow">{"".join(signs)}</span></li>'


def _later(topics: tuple[str, ...]) -> str:
    if not topics:
        return ""
    items = "".join(f"<li>{said(topic)}</li>" for topic in topics)
    title = said(_("In the plan, without a date yet: %(n)s") % {"n": len(topics)})
    return f'<details class="below tp-later"><summary>{title}</summary><ol>{items}</ol></details>'
