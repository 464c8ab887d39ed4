"""Words of the reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How far a part of an educational programme is, from nothing to everybody's reading (B08).

    In force is what the journal goes by although the site does not show it: approved, or entered where nobody approves.
    """

    NONE = "none", _("none yet")
    DRAFT = "draft", _("draft of a part")
    WAITING = "waiting", _("waits for approval")
    IN_FORCE = "in-force", _("in force")
    PUBLISHED = "published", _("published")
