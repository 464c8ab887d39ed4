"""What becomes of a handed-in work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a submission stands (D22)."""

    HANDED_IN = "handed-in", _("waits to be checked")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


VERDICTS = (State.RETURNED, State.ACCEPTED)
"""What a teacher may say."""
