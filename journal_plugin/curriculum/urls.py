"""Addresses of the curriculum."""

from django.urls import path

from journal_plugin.curriculum.views import learner, opening, programmes

urlpatterns = [
    path("next-year/", opening.next_year, name="next_year"),
    path("learners/<int:pk>/", learner.of_learner, name="learner_curriculum"),
    path("programmes/<int:pk>/change/", programmes.change, name="programme_change"),
    path("programmes/<int:pk>/copy/", programmes.copy, name="programme_copy"),
]
