"""The app's configuration: label "journal", policies and receivers are switched on in ready()."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """One app for all rooms: one line in INSTALLED_APPS installs the plugin."""

    name = "journal_plugin"
    label = "journal"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Receivers connect and policies are registered when models are loaded."""
        from journal_plugin.accounts import receivers as accounts  # noqa: F401, PLC0415 - models are loaded only now
        from journal_plugin.attendance import receivers as attendance  # noqa: F401, PLC0415 - models are loaded only now
        from journal_plugin.curriculum import receivers as curriculum  # noqa: F401, PLC0415 - models are loaded only now
        from journal_plugin.diary import receivers as diary  # noqa: F401, PLC0415 - the same
        from journal_plugin.lessons import receivers as lessons  # noqa: F401, PLC0415 - the same
        from journal_plugin.library import receivers as library  # noqa: F401, PLC0415 - the same
        from journal_plugin.messaging import receivers as messaging  # noqa: F401, PLC0415 - the same
        from journal_plugin.policies import register_policies  # noqa: PLC0415 - needs the models

        register_policies()
