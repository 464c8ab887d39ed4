"""Pages of the institution room."""

from django.urls import path

from journal_plugin.institution import views

urlpatterns = [
    path("journal/settings/", views.settings, name="settings"),
    path("appearance/", views.appearance, name="appearance"),
]
