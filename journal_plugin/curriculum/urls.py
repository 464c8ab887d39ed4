"""Addresses of the curriculum."""

from django.urls import path

from journal_plugin.curriculum import views

urlpatterns = [
    path("next-year/", views.next_year, name="next_year"),
    path("learners/<int:pk>/", views.of_learner, name="learner_curriculum"),
]
