"""What a child owes: open academic debts, by when and how each is cleared (F04, F05)."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count

from journal_plugin.attestation.debts import ATTEMPTS
from journal_plugin.attestation.models import Debt
from journal_plugin.core.prepared import Prepared


class Owed(NamedTuple):
    """An open debt; ``planned_on`` and ``form`` are empty until a teacher sets when and how it is passed."""

    subject: str
    period: str
    code: str
    due: date
    planned_on: date | None
    form: str | None
    tried: int

    @property
    def left(self) -> int:
        """How many attempts are left."""
        return ATTEMPTS - self.tried


_OWED = Prepared(
    lambda learner: (
        Debt.objects.filter(learner=learner, ended_on=None)
        .annotate(tried=Count("attempts"))
        .order_by("due", "pk")
        .values_list("journal__element__name", "term__name", "code", "due", "planned_on", "planned_form__name", "tried")
    ),
    learner=int,
)


def owed_by(learner: int) -> tuple[Owed, ...]:
    """The learner's open debts, those due first first; one query."""
    return tuple(Owed(*row) for row in _OWED.rows(learner=learner))
