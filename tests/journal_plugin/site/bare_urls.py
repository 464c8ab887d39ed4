"""Wagtail's addresses and the plugin's: one line of ours."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("journal/", include("journal_plugin.urls")),
    path("", include(wagtail_urls)),
]
