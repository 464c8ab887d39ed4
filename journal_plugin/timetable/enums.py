"""Words of the timetable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Week(TextChoices):
    """Every week, or one of the two weeks of the cycle; week A is the week in which the term begins."""

    EVERY = "", _("every week")
    A = "A", _("week A")
    B = "B", _("week B")


class Technology(TextChoices):
    """Educational technology of a lesson (C02)."""

    IN_PERSON = "in-person", _("in person")
    DISTANCE = "distance", _("distance")
    E_LEARNING = "e-learning", _("e-learning")


class VisitKind(TextChoices):
    """What the leader of a practice does by its schedule (B11)."""

    CONSULTATION = "consultation", _("consultation")
    VISIT = "visit", _("visit to the place of practice")


class ChangeKind(TextChoices):
    """What a change of the day does to a lesson (C05, C06)."""

    SUBSTITUTE = "substitute", _("substitution")
    CANCELLED = "cancelled", _("cancellation")
    MOVED = "moved", _("move")
    ROOM = "room", _("other room")


class Edit(TextChoices):
    """What a dispatcher does in the raster."""

    PLACE = "place", _("placed")
    CHANGE = "change", pgettext_lazy("timetable", "changed")
    REMOVE = "remove", _("removed")
    UNDO = "undo", _("undone")


class Off(TextChoices):
    """May a lesson stand at a time, for one teacher, room or group."""

    FREE = "", pgettext_lazy("off time", "can")
    WISH = "wish", pgettext_lazy("off time", "would rather not")
    OFF = "off", pgettext_lazy("off time", "cannot")


class Gaps(TextChoices):
    """How much free lessons between lessons matter to a proposed timetable."""

    ANY = "any", _("do not matter")
    WISH = "wish", _("as few as possible")
    NONE = "none", _("none at all")


class ProposalState(TextChoices):
    """How far a proposed timetable is."""

    RUNNING = "running", pgettext_lazy("proposal", "being sought")
    FOUND = "found", pgettext_lazy("proposal", "found")
    NOTHING = "nothing", pgettext_lazy("proposal", "not found")
    STOPPED = "stopped", pgettext_lazy("proposal", "stopped")
    SETTLED = "settled", pgettext_lazy("proposal", "in force")
    TAKEN_BACK = "back", pgettext_lazy("proposal", "taken back")
