"""Addresses of the library."""

from django.urls import path

from journal_plugin.library import views

urlpatterns = [
    path("", views.shelf, name="library"),
    path("new/", views.new, name="library-new"),
    path("<uuid:pk>/", views.opened, name="library-open"),
    path("<uuid:pk>/edit/", views.edit, name="library-edit"),
]
