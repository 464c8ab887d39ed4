"""Addresses of private files."""

from django.urls import path

from journal_plugin.assignments import views

urlpatterns = [
    path("material/<uuid:pk>/", views.material, name="task-material"),
    path("work/<uuid:pk>/", views.handed_in, name="task-work-file"),
]
