"""A reason of absence in words (pure)."""

from journal_plugin.attendance.enums import Justification


def reason_value(excused: bool | None, text: str) -> str:
    """A reason as the history writes it: «уважительная: справка»; empty where nothing is recorded."""
    if excused is None:
        return text
    kind = Justification.JUSTIFIED if excused else Justification.UNJUSTIFIED
    return f"{kind}: {text}" if text else str(kind)
