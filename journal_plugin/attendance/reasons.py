"""A reason of absence in words (pure)."""

from journal_plugin.attendance.enums import AbsenceKind, Justification


def reason_value(excused: bool | None, text: str) -> str:
    """A reason as the history writes it: «уважительная: справка»; empty where nothing is recorded."""
    if excused is None:
        return text
    kind = Justification.JUSTIFIED if excused else Justification.UNJUSTIFIED
    return f"{kind}: {text}" if text else str(kind)


def reason_of_notice(kind: str, text: str) -> str:
    """What a sign put by a notice gives as its reason; «б» says of itself that it was an illness."""
    plain = kind in (AbsenceKind.ILLNESS, AbsenceKind.OTHER)
    return text if plain else ", ".join(filter(None, (kind, text)))


def told_by_notice(kind: str, text: str) -> str:
    """How the history says that a sign comes from a notice: «по уведомлению: болезнь, температура»."""
    return f"по уведомлению: {', '.join(filter(None, (kind, text)))}"


WITHDRAWN = "уведомление отозвано"
"""How the history says that a sign went with its notice."""
