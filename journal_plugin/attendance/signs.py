"""How a sign of attendance looks: the one table of classes for its circle (marks.css) and its cell (gradebook.css)."""

from journal_plugin.attendance.enums import Presence

_SHAPES: dict[str, str] = {Presence.ABSENT: "n", Presence.ILL: "b", Presence.EXCUSED: "u", Presence.LATE: "o"}

CIRCLES = {sign: f"m{shape}" for sign, shape in _SHAPES.items()}
"""Sign -> class of a circle, beside ``m``."""

CELLS = {sign: f"a{shape}" for sign, shape in _SHAPES.items()}
"""Sign -> class of a sign in a cell of the grid, beside ``a``."""

ANNOUNCED = "by-notice"
"""A class more where a notice of absence has put the sign: a dashed ring."""


def look_of(sign: str, *, announced: bool) -> str:
    """The classes of a circle."""
    return f"{CIRCLES[sign]} {ANNOUNCED}" if announced else CIRCLES[sign]
