"""The news as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """Institution news, group feeds and events."""

    name = "news"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to moves of pages."""
        from news import receivers  # noqa: F401, PLC0415 - models are ready only now
