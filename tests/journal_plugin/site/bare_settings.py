"""The smallest Wagtail site, then the three settings of the plugin's README: nothing of our host is installed."""

import os
from pathlib import Path

FOLDER = Path(os.environ["BARE_SITE_FOLDER"])

SECRET_KEY = "bare"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
ROOT_URLCONF = "bare_urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "bare.sqlite3"}}

LANGUAGE_CODE = "ru"
USE_TZ = True
TIME_ZONE = "Asia/Yekaterinburg"
STATIC_URL = "/static/"
MEDIA_ROOT = FOLDER / "media"
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_SITE_NAME = "Bare"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

INSTALLED_APPS = ["journal_plugin", *INSTALLED_APPS]
MIDDLEWARE = [*MIDDLEWARE, "journal_plugin.accounts.middleware.OwnPasswordFirst"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "journal_plugin.access.backends.StaffEntersAdmin",
]
