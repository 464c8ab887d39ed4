"""Which symbols may stand as a current mark (pure; E01)."""


def current_codes(*, one_allowed: bool) -> tuple[str, ...]:
    """The five-point scale, best first; 1 only where the institution uses it (requirements §4)."""
    return ("5", "4", "3", "2", "1") if one_allowed else ("5", "4", "3", "2")
