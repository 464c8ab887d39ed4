"""What every screen of the diary says the same way: bound text, tiles of marks, signs of attendance in words (pure)."""

from functools import lru_cache
from html import escape
from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import Presence
from journal_plugin.attendance.signs import ANNOUNCED, CIRCLES
from journal_plugin.core.typography import bind

ABSENCES: dict[str, Any] = {
    Presence.ABSENT: pgettext_lazy("in the diary", "absence"),
    Presence.ILL: pgettext_lazy("in the diary", "illness"),
    Presence.EXCUSED: pgettext_lazy("in the diary", "justified reason"),
    Presence.LATE: pgettext_lazy("in the diary", "late"),
}
"""Sign -> word for a family."""


KEPT_LENGTH = 500
"""Longer texts are rare and would fill the memory."""


def said(text: str) -> str:
    """``text`` safe for HTML, with Russian spaces bound; kept, because a group's topics are read by all its families."""
    return _said(text) if len(text) <= KEPT_LENGTH else escape(bind(text))


@lru_cache(maxsize=10_000)
def _said(text: str) -> str:
    return escape(bind(text))


@lru_cache(maxsize=64)
def sign(name: str) -> str:
    """A sign of the sprite, hidden from screen readers."""
    return f'<svg class="i" aria-hidden="true"><use href="{static("journal/icons.svg")}#{name}"/></svg>'


@lru_cache(maxsize=256)
def tile(code: str, size: str = "") -> str:
    """Classes of a mark's tile: a square for a digit, a framed word for a term mark in words."""
    shape = f"m{code}" if code in ("1", "2", "3", "4", "5") else "mw"
    return f"m {shape}{f' m-{size}' if size else ''}"


def circle(code: str, size: str = "", *, announced: bool = False) -> str:
    """A sign of attendance as a circle, with its word for screen readers and as a tip; dashed where a notice put it."""
    return _circle(get_language() or "", code, size, announced)


@lru_cache(maxsize=64)
def _circle(language: str, code: str, size: str, announced: bool) -> str:
    word = str(ABSENCES[code])
    word = said(_("%(sign)s, by a notice") % {"sign": word} if announced else word)
    look = f"{CIRCLES[code]}{f' m-{size}' if size else ''}{f' {ANNOUNCED}' if announced else ''}"
    return (
        f'<span class="m {look}" title="{word}">'
        f'<span aria-hidden="true">{code}</span><span class="sr">{word}</span></span>'
    )


def mark_link(url: str, code: str, kind: str, size: str = "", *, corrected: bool = False) -> str:
    """A mark that opens: a link to its page, which a script shows in a sheet over this one.

    A corrected one bears a corner, and says so (E10: the family sees that it was corrected).
    """
    look, name = tile(code, size), said(kind)
    if corrected:
        look, name = f"{look} m-changed", f"{name}, {_corrected(get_language() or '')}"
    return f'<a class="{look}" href="{url}" data-mark title="{name}">{said(code)}<span class="sr">, {name}</span></a>'


@lru_cache(maxsize=8)
def _corrected(language: str) -> str:
    return said(gettext("corrected"))
