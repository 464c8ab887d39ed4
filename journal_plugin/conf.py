"""Every setting of the plugin: JOURNAL_*, its default and one sentence about it."""

from django.conf import settings

IMPORT_MAX_BYTES: int = getattr(settings, "JOURNAL_IMPORT_MAX_BYTES", 10 * 1024 * 1024)
"""The largest list (bytes) that an importer reads."""

AUTH_USER_MODEL: str = settings.AUTH_USER_MODEL
"""The host's user model, as Django knows it."""

SESSION_COOKIE_NAME: str = settings.SESSION_COOKIE_NAME
"""The host's session cookie."""
