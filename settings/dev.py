"""The embedded set-up: loopback only, SQLite under var/. `make run` adds JOURNAL_DEBUG=0."""

import os

from settings.base import *  # noqa: F403

DEBUG = os.environ.get("JOURNAL_DEBUG", "1") == "1"
SECRET_KEY = "for-this-machine-only: loopback, demo data, never for a real institution"
# Two institutions without DNS: 127.0.0.1 is the college, localhost the school.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Static files come straight from the source folders: no collectstatic.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
