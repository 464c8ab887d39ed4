"""Addresses of the curriculum."""

from django.urls import path

from journal_plugin.curriculum import views

urlpatterns = [
    path("learners/<int:pk>/", views.of_learner, name="learner_curriculum"),
]
