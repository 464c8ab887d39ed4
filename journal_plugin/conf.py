"""Every setting of the plugin: JOURNAL_*, its default and one sentence about it."""

from pathlib import Path

from django.conf import settings

IMPORT_MAX_BYTES: int = getattr(settings, "JOURNAL_IMPORT_MAX_BYTES", 10 * 1024 * 1024)
"""The largest list (bytes) that an importer reads."""

SYNC_DROP_PERCENT: int = getattr(settings, "JOURNAL_SYNC_DROP_PERCENT", 10)
"""A list from outside that lacks more than this share (percent) of the people in force is not taken by itself."""

NOTICE_GRACE_SECONDS: int = getattr(settings, "JOURNAL_NOTICE_GRACE_SECONDS", 180)
"""So long an unexplained absence stands before anybody is told: a slip of the finger is corrected sooner."""

AUTH_USER_MODEL: str = settings.AUTH_USER_MODEL
"""The host's user model, as Django knows it."""

SESSION_COOKIE_NAME: str = settings.SESSION_COOKIE_NAME
"""The host's session cookie."""

SECURE_SSL_REDIRECT: bool = settings.SECURE_SSL_REDIRECT
"""Whether the host is open by https only."""

PRIVATE_ROOT = Path(getattr(settings, "JOURNAL_PRIVATE_ROOT", None) or Path(settings.MEDIA_ROOT).parent / "private")
"""The folder of files that only the program hands out, after asking who comes; beside the host's media, never inside them."""

FILE_MAX_BYTES: int = getattr(settings, "JOURNAL_FILE_MAX_BYTES", 10 * 1024 * 1024)
"""The largest file (bytes) that a teacher gives with a task or a learner hands in."""

FILES_MOST: int = getattr(settings, "JOURNAL_FILES_MOST", 10)
"""How many files go with one task or one handing-in; a proxy in front must let their product through."""

WORK_MAX_BYTES: int = getattr(settings, "JOURNAL_WORK_MAX_BYTES", 100 * 1024 * 1024)
"""How much (bytes) a learner hands in to one task, all attempts together: nothing that was handed in is ever removed."""
