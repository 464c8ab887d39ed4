"""Addresses of the curriculum."""

from django.urls import path

from journal_plugin.curriculum.views import learner, opening

urlpatterns = [
    path("next-year/", opening.next_year, name="next_year"),
    path("learners/<int:pk>/", learner.of_learner, name="learner_curriculum"),
]
