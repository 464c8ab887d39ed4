"""Russian typography of plain text and numbers: non-breaking spaces, decimal comma, word joiners in ranges."""

import re
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
JOINER = "\u2060"
DASH = f"{JOINER}–{JOINER}"
NOTHING = "–"
"""What is printed where there is no number (design: never 0)."""

_SHORT_WORDS = "а|без|в|во|да|для|до|за|и|из|из-за|или|к|ко|на|над|не|ни|но|о|об|от|по|под|при|про|с|со|у|через|я"
_UNITS = (
    r"%|‰|°|₽|г\.|гг\.|из|мин\b|руб\b|[КМГ]Б\b|кг|с?м\b|км|ч\b|"
    r"янв|февр|март|апр|ма[йяе]|июн|июл|авг|сент|окт|нояб|дек|"
    r"балл|год|лет\b|день|дн[яейи]|недел|час|минут|месяц|отмет|занят|пар[аыу]?\b|урок|пропуск|человек|"
    r"курс|класс|семестр|четверт|полугод|раз\b"
)
_AFTER_SHORT_WORD = re.compile(rf"(?<![\w-])({_SHORT_WORDS}) (?=\S)", re.IGNORECASE)
_PARTICLE = re.compile(r" (?=(?:же|ли|ль|бы|б)(?![\w-]))")
_BEFORE_DASH = re.compile(r" (?=[—–](?:\s|$))")
_UNIT = re.compile(rf"(?<=\d) (?={_UNITS})")
_SIGN = re.compile(
    r"(?<![\w-])(№|§|каб\.|ауд\.|стр\.|с\.|гл\.|п\.|пп\.|ст\.|рис\.|табл\.|им\.|г\.|ул\.|д\.|тел\.) (?=[\w«])"
)
_INITIALS = re.compile(r"(?<=[А-ЯЁ]\.) (?=[А-ЯЁ]\.)")
_SURNAME_FIRST = re.compile(r"([А-ЯЁ][а-яё]+) (?=[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.|\s*$|[,;)]))")
_SURNAME_LAST = re.compile(r"((?<![\w.])[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])")
_RANGE = re.compile(r"(?<=\d)–(?=\d)")
_SLASH = re.compile(r"(?<![\w/])([А-ЯЁа-яё]{1,3})/(?=[А-ЯЁа-яё]{1,3}(?![\w/]))")
_TAG = re.compile(r"(<[^>]*>)")


def bind(text: str) -> str:
    """``text`` with non-breaking spaces where a Russian line must not break, and joiners in «10–12», «с/п»."""
    text = _AFTER_SHORT_WORD.sub(rf"\1{NBSP}", text)
    text = _PARTICLE.sub(NBSP, text)
    text = _BEFORE_DASH.sub(NBSP, text)
    text = _UNIT.sub(NBSP, text)
    text = _SIGN.sub(rf"\1{NBSP}", text)
    text = _INITIALS.sub(NBSP, text)
    text = _SURNAME_FIRST.sub(rf"\1{NBSP}", text)
    text = _SURNAME_LAST.sub(rf"\1{NBSP}", text)
    text = _SLASH.sub(rf"\1/{JOINER}", text)
    return _RANGE.sub(DASH, text)


def bind_html(html: str) -> str:
    """``html`` with its text bound; tags and their attributes stay untouched."""
    parts = _TAG.split(html)
    return "".join(part if index % 2 else bind(part) for index, part in enumerate(parts))


def decimal_comma(value: Decimal | float | int | None, places: int = 2) -> str:
    """«4,35»: ``value`` rounded half up to ``places``; «–» for None."""
    if value is None:
        return NOTHING
    step = Decimal(1).scaleb(-places)
    return str(Decimal(str(value)).quantize(step, ROUND_HALF_UP)).replace(".", ",").replace("-", "−")


def percent(value: Decimal | float | int | None, places: int = 1) -> str:
    """«6,5 %» of a value that is already in percents; a whole number loses its «,0»; «–» for None."""
    if value is None:
        return NOTHING
    number = decimal_comma(value, places)
    return f"{number.removesuffix(',' + '0' * places)}{NBSP}%"
