"""The portal as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The site that an institution opens: home, sections, groups."""

    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to roles, to published pages and to the database's file."""
        from portal import receivers, sqlite_file  # noqa: F401, PLC0415 - models are ready only now
