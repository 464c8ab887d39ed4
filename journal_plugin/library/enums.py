"""Kinds of digital resources."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceKind(TextChoices):
    """What a resource is (B20)."""

    TEXTBOOK = "textbook", _("textbook")
    GUIDE = "guide", _("study guide")
    VIDEO = "video", _("video")
    PRESENTATION = "presentation", _("presentation")
    TEST = "test", _("test")
    TRAINER = "trainer", _("trainer")
    READING = "reading", _("reading")
    SITE = "site", _("site")
    OTHER = "other", _("other material")
