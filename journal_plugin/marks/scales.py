"""Which symbols may stand as a current mark (pure; E01)."""

OWED = "•"
"""«Точка»: a task is owed. It is no mark, does not count and becomes nothing by itself."""
DONE = "+"
"""«Выполнено»: the only sign of a work that is kept without marks."""


def current_codes(*, one_allowed: bool, owed_allowed: bool) -> tuple[str, ...]:
    """The five-point scale, best first; 1 and the point only where the institution uses them (requirements §4)."""
    return ("5", "4", "3", "2") + ("1",) * one_allowed + (OWED,) * owed_allowed
