"""The desk's heading, which is the answer: «Сейчас нет троих, две причины неизвестны» (pure)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def heading(*, away: int, unknown: int, has_lessons: bool, has_begun: bool) -> str:
    """How many are away at the lesson that runs (or was the last), and for how many of them nobody knows why."""
    if not has_lessons:
        return _("No lessons today")
    if not has_begun:
        return _("Lessons have not begun yet")
    if not away:
        return _("Everybody is at the lesson now")
    return f"{_away(away)}, {_unknown(unknown)}"


def _away(number: int) -> str:
    words = {
        1: _("One is away now"),
        2: _("Two are away now"),
        3: _("Three are away now"),
        4: _("Four are away now"),
        5: _("Five are away now"),
    }
    return words.get(number) or ngettext("%(n)s is away now", "%(n)s are away now", number) % {"n": number}


def _unknown(number: int) -> str:
    words = {
        0: _("all reasons are known"),
        1: _("one reason is unknown"),
        2: _("two reasons are unknown"),
        3: _("three reasons are unknown"),
        4: _("four reasons are unknown"),
    }
    return words.get(number) or ngettext("%(n)s reason is unknown", "%(n)s reasons are unknown", number) % {"n": number}
