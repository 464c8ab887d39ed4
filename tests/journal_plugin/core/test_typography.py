"""Non-breaking spaces, decimal comma and percents, letter for letter."""

from decimal import Decimal

import pytest

from journal_plugin.core.typography import bind, bind_html, decimal_comma, percent

S = "\u00a0"


@pytest.mark.parametrize(
    ("plain", "bound"),
    [
        ("Не был на Истории России", f"Не{S}был на{S}Истории России"),
        ("А в доме и у соседа", f"А{S}в{S}доме и{S}у{S}соседа"),
        ("Накопляемость: ОН-24 — 1 человек", f"Накопляемость: ОН-24{S}— 1{S}человек"),
        ("прошёл 21 день, осталось 5 %", f"прошёл 21{S}день, осталось 5{S}%"),
        ("22 из 23", f"22{S}из{S}23"),
        (
            "14 октября, каб. 214, № 6, § 14, с. 92–97",
            f"14{S}октября, каб.{S}214, №{S}6, §{S}14, с.{S}92\u2060–\u206097",
        ),
        ("Кириллова Л. М. заменяет", f"Кириллова{S}Л.{S}М. заменяет"),
        ("за Л. М. Кириллову", f"за{S}Л.{S}М.{S}Кириллову"),
        ("Особенности оказания С/п в дерм и венер", f"Особенности оказания С/\u2060п в{S}дерм и{S}венер"),
        ("МДК 02.01, к/р 2/3", "МДК 02.01, к/\u2060р 2/3"),
        ("скажи же, если бы", f"скажи{S}же, если{S}бы"),
    ],
)
def test_bind_holds_together_what_a_line_must_not_break(plain, bound):
    assert bind(plain) == bound


def test_bind_leaves_ordinary_spaces_alone():
    assert bind("Техническая графика, практическая работа") == "Техническая графика, практическая работа"


def test_bind_leaves_addresses_and_long_words_at_a_slash_alone():
    for text in ("сайт.рф/к/р", "/да/нет/", "теория/практика", "а/б/в"):
        assert bind(text) == text


def test_bind_is_stable_when_applied_twice():
    once = bind("К 5–10 октября в каб. 214 у Кирилловой Л. М. — зачёт по с/п")
    assert bind(once) == once


def test_bind_html_never_touches_tags():
    assert bind_html('<a href="/a b" title="в доме">в доме</a>') == f'<a href="/a b" title="в доме">в{S}доме</a>'


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("4.345"), "4,35"), (4.5, "4,50"), (3, "3,00"), (Decimal("-0.75"), "−0,75"), (None, "–")],
)
def test_decimal_comma_rounds_half_up_to_two_places(value, text):
    assert decimal_comma(value) == text


@pytest.mark.parametrize(("value", "text"), [(6.5, f"6,5{S}%"), (86, f"86{S}%"), (None, "–"), (33.333, f"33,3{S}%")])
def test_percent_has_one_place_and_no_empty_one(value, text):
    assert percent(value) == text
