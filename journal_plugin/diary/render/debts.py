"""Open debts above the marks: what is owed, until when, when and how it is passed."""

from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day
from journal_plugin.diary.queries.debts import Owed
from journal_plugin.diary.words import said, tile


def debts_html(owed: tuple[Owed, ...], today: date) -> str:
    """A row a debt; empty where nothing is owed."""
    if not owed:
        return ""
    rows = "".join(_row(one, today) for one in owed)
    return (
        f'<section class="block"><div class="rule rule-head"><h2>{said(_("Academic debts"))}</h2></div>'
        f'<ul class="rows">{rows}</ul></section>'
    )


def _row(one: Owed, today: date) -> str:
    if one.planned_on:
        words = {"day": long_day(one.planned_on, today), "form": one.form}
        plan = _("To be passed on %(day)s: %(form)s.") % words
    else:
        plan = _("When and how it is passed is not set yet: ask the teacher.")
    due = long_day(one.due, today)
    until = _("It was to be cleared by %(day)s.") if one.due < today else _("To be cleared by %(day)s.")
    attempts = _("Attempts left: %(n)s") % {"n": one.left}
    return (
        f'<li><span class="{tile(one.code, "s")}">{said(one.code)}</span> <b>{said(one.subject)}</b>, {said(one.period)}<br>'
        f'{said(plan)} <span class="dim">{said(until % {"day": due})} {said(attempts)}</span></li>'
    )
