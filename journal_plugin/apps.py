"""The app's configuration: label "journal", policies and receivers are switched on in ready()."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """One app for all rooms: one line in INSTALLED_APPS installs the plugin."""

    name = "journal_plugin"
    label = "journal"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"
