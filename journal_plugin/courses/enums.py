"""Kinds of steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepKind(TextChoices):
    """What a learner does in a step."""

    TEXT = "text", _("text")
    LINK = "link", _("link")
    VIDEO = "video", _("video")
    MATERIAL = "material", _("file or entry of the library")
    TASK = "task", _("task to hand in")


ICONS = {
    StepKind.TEXT: "doc",
    StepKind.LINK: "external",
    StepKind.VIDEO: "image",
    StepKind.MATERIAL: "book",
    StepKind.TASK: "send",
}
"""The sign of a kind."""

FIELDS = {
    StepKind.TEXT: frozenset({"text"}),
    StepKind.LINK: frozenset({"url", "text"}),
    StepKind.VIDEO: frozenset({"url", "text"}),
    StepKind.MATERIAL: frozenset({"resource", "text"}),
    StepKind.TASK: frozenset({"text"}),
}
"""What a step of a kind may hold beside its title."""
