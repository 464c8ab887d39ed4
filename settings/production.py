"""A server behind a TLS proxy. Its environment must say who it is: a missing name stops the start."""

import os

from settings.base import *  # noqa: F403
from settings.base import VAR_DIR

DEBUG = False
SECRET_KEY = os.environ["JOURNAL_SECRET_KEY"]
ALLOWED_HOSTS = os.environ["JOURNAL_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 30 * 24 * 3600
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1

EMAIL_HOST = os.environ.get("JOURNAL_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("JOURNAL_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("JOURNAL_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JOURNAL_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("JOURNAL_EMAIL_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("JOURNAL_EMAIL_SECURITY") == "tls"
DEFAULT_FROM_EMAIL = os.environ.get("JOURNAL_EMAIL_FROM", "journal@localhost")

# The proxy serves MEDIA_ROOT/images itself; documents always pass through Wagtail's permission check.
SERVE_IMAGES = False
STATIC_ROOT = VAR_DIR / "static"
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
