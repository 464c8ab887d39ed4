"""Tags and filters as templates use them."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

S = "\u00a0"


def render(source: str, **context: object) -> str:
    return Template("{% load journal_ui %}" + source).render(Context(context))


def test_icon_is_hidden_from_readers_unless_it_has_a_label():
    assert render('{% icon "check" %}') == (
        '<svg class="i" aria-hidden="true"><use href="/static/journal/icons.svg#check"/></svg>'
    )
    assert render('{% icon "lock" "big" "закрыто" %}') == (
        '<svg class="i big" role="img" aria-label="закрыто"><use href="/static/journal/icons.svg#lock"/></svg>'
    )


def test_nbsp_escapes_plain_text_and_keeps_safe_html():
    assert render("{{ text|nbsp }}", text="в <b>") == f"в{S}&lt;b&gt;"
    assert render("{{ text|nbsp }}", text=mark_safe("<i>в доме</i>")) == f"<i>в{S}доме</i>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ average|decimal_comma }}", "4,35"),
        ("{{ average|decimal_comma:1 }}", "4,4"),
        ("{{ nothing|decimal_comma }}", "–"),
        ("{{ share|percent }}", f"6,5{S}%"),
        ('{{ count|plural:"mark" }}', f"3{S}отметки"),
        ("{{ day|day:today }}", f"12{S}октября"),
        ("{{ today|day_relative:today }}", "сегодня"),
        ("{{ nothing|day:today }}", "–"),
        ("{{ day|weekday }}", "понедельник"),
        ("{{ day|weekday_short }}", "пн"),
        ("{{ day|month_short }}", "окт."),
        ("{{ day|month }}", f"Октябрь{S}2026"),
        ("{{ start|time_range:end }}", "8:30\u2060–\u206010:05"),
    ],
)
def test_filters_print_russian(source, text):
    values = {
        "average": 4.35, "nothing": None, "share": 6.5, "count": 3,
        "day": date(2026, 10, 12), "today": date(2026, 10, 14), "start": time(8, 30),
        "end": time(10, 5),
    }  # fmt: skip
    assert render(source, **values) == text


def test_an_aware_moment_is_shown_at_the_time_of_the_institution():
    moment = datetime(2026, 10, 13, 20, 15, tzinfo=UTC)
    assert render("{{ moment|clock }}, {{ moment|day:today }}", moment=moment, today=date(2026, 10, 14)) == (
        f"1:15, 14{S}октября"
    )
