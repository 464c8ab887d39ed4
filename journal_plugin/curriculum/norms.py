"""What the norms say of a curriculum: warnings, never refusals (pure).

Vocational: 36 academic hours a week (ФГОС СПО), 8 exams and 10 credits a year (приказ Минпросвещения № 762, п. 34). School:
the greatest weekly load of СанПиН 1.2.3685-21, table 6.6, for a week of five and of six days.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin.core.typography import decimal_comma
from journal_plugin.curriculum.enums import Counted
from journal_plugin.curriculum.table import Table
from journal_plugin.institution.enums import InstitutionKind

WEEKLY = 36
EXAMS = 8
CREDITS = 10
FIVE_DAYS = {1: 21, 2: 23, 3: 23, 4: 23, 5: 29, 6: 30, 7: 32, 8: 33, 9: 33, 10: 34, 11: 34}
SIX_DAYS = {1: 21, 2: 26, 3: 26, 4: 26, 5: 32, 6: 33, 7: 35, 8: 36, 9: 36, 10: 37, 11: 37}
SIX = 6
PHYSICAL_CULTURE = "физическая культура"


@dataclass(frozen=True)
class Frame:
    """For whom a curriculum is: kind of institution, course or grade, study days in a week."""

    kind: str
    course: int
    days: int

    @property
    def weekly(self) -> int:
        """The greatest number of lessons in a week."""
        if self.kind != InstitutionKind.SCHOOL:
            return WEEKLY
        norm = SIX_DAYS if self.days >= SIX else FIVE_DAYS
        return norm.get(self.course, max(norm.values()))


def warnings_of(table: Table, frame: Frame) -> tuple[str, ...]:
    """What of ``table`` goes beyond the norms, in words; empty for a curriculum within them."""
    found = []
    for period, total in zip(table.periods, table.totals, strict=True):
        if total.weekly and total.weekly > frame.weekly:
            said = {"period": period.name, "hours": decimal_comma(total.weekly, 1), "norm": frame.weekly}
            found.append(_("%(period)s: %(hours)s hours a week, the norm is at most %(norm)s.") % said)
        if total.hours and not total.weeks:
            found.append(_("%(period)s: the academic calendar gives it no study weeks.") % {"period": period.name})
    if frame.kind != InstitutionKind.SCHOOL:
        exams = sum(total.exams for total in table.totals)
        credits = sum(total.credits for total in table.totals) - _of_physical_culture(table)
        if exams > EXAMS:
            found.append(_("%(n)s exams in the year, the norm is at most %(norm)s.") % {"n": exams, "norm": EXAMS})
        if credits > CREDITS:
            said = {"n": credits, "norm": CREDITS}
            found.append(_("%(n)s credits in the year, the norm is at most %(norm)s without physical culture.") % said)
    found += [
        _("%(element)s: there are no hours.") % {"element": row.name}
        for row in table.rows
        if not row.hours and not row.is_module and any(cell and not cell.excluded for cell in row.cells)
    ]
    return tuple(found)


def _of_physical_culture(table: Table) -> int:
    """Its credits, which the norm leaves out."""
    rows = [row for row in table.rows if row.name.casefold().startswith(PHYSICAL_CULTURE)]
    cells = [cell for row in rows for cell in row.cells if cell and not cell.excluded]
    return sum(cell.form is not None and cell.form.counts == Counted.CREDIT for cell in cells)
