"""Pages of the access room."""

from django.urls import path

from journal_plugin.access import views

urlpatterns = [
    path("rights/", views.rights, name="rights"),
]
