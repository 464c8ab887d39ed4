"""Which symbols may stand as a term mark (pure; requirements §4, E02, E03)."""

from journal_plugin.curriculum.enums import ResultScale
from journal_plugin.institution.enums import InstitutionKind

PASSED = "зачёт"
_SCHOOL = (("5", "4", "3", "2"), ("н/а",))
_COLLEGE = (("5", "4", "3"), ("а/з", "н/а", "НПА"))


def final_codes(kind: str, scale: str = "") -> tuple[str, ...]:
    """The scale of term marks: a college never sets 2 but «а/з» (S0-3.3tch-d).

    ``scale`` is that of the form of control (ResultScale); without a form a college sets both marks and «зачёт», a school
    marks.
    """
    is_school = kind == InstitutionKind.SCHOOL
    marks, failed = _SCHOOL if is_school else _COLLEGE
    scale = scale or (ResultScale.MARKS if is_school else ResultScale.BOTH)
    return (marks if scale != ResultScale.CREDIT else ()) + ((PASSED,) if scale != ResultScale.MARKS else ()) + failed
