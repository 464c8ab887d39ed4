"""Which symbols may stand as a term mark (pure; requirements §4, E02, E03)."""

from journal_plugin.institution.enums import InstitutionKind

_SCHOOL = ("5", "4", "3", "2", "н/а")
_COLLEGE = ("5", "4", "3", "зачёт", "а/з", "н/а", "НПА")


def final_codes(kind: str) -> tuple[str, ...]:
    """The scale of term marks: a college never sets 2 but «а/з» (S0-3.3tch-d)."""
    return _SCHOOL if kind == InstitutionKind.SCHOOL else _COLLEGE
