"""What an event of a group is for, where it stands, and what was done to it."""

from enum import StrEnum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """The directions of upbringing of the federal programmes, and what a group does besides."""

    CIVIC = "civic", _("civic upbringing")
    PATRIOTIC = "patriotic", _("patriotic upbringing")
    MORAL = "moral", _("moral upbringing")
    AESTHETIC = "aesthetic", _("aesthetic upbringing")
    PHYSICAL = "physical", _("sport and health")
    LABOUR = "labour", _("labour and profession")
    ECOLOGICAL = "ecological", _("ecological upbringing")
    SCIENCE = "science", _("values of knowledge")
    FAMILIES = "families", _("work with families")
    OTHER = "other", _("life of the group")


class EventState(StrEnum):
    """Where an event stands; one whose day is over without a word about it is overdue."""

    PLANNED = auto()
    OVERDUE = auto()
    HELD = auto()
    CANCELLED = auto()
    REMOVED = auto()


class EventAct(TextChoices):
    """What was done to an event of the plan."""

    PLAN = "plan", _("planned")
    CHANGE = "change", _("changed in the plan")
    HOLD = "hold", _("recorded as held")
    CANCEL = "cancel", _("cancelled")
    REMOVE = "remove", _("removed from the plan")
    RESTORE = "restore", _("returned to the plan")
