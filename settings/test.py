"""Tests: no files outside the temporary folder, quick passwords, an undefined variable in our templates is an error."""

import os
import tempfile
from pathlib import Path

from portal.databases import database_from_address
from settings.base import *  # noqa: F403
from settings.base import TEMPLATES
from tests.strict_templates import UndefinedIsAnError

DEBUG = False
SECRET_KEY = "tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# The live server of the browser tests writes from a thread, so SQLite is a file there too.
# No pool: a pool's idle connections would keep the test database from being dropped.
TEST_DIR = Path(tempfile.gettempdir()) / f"journal-tests-{os.getpid()}"
DATABASES = {
    "default": database_from_address(
        os.environ.get("JOURNAL_DATABASE", f"sqlite:///{TEST_DIR / 'unused.sqlite3'}"),
        pool=False,
    ),
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = TEST_DIR / "media"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedIsAnError()
