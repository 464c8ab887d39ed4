"""Addresses of the curriculum."""

from django.urls import path

from journal_plugin.curriculum.views import controls, learner, opening, programmes

urlpatterns = [
    path("controls/", controls.controls, name="controls"),
    path("controls/<int:pk>/", controls.controls_of, name="controls_of"),
    path("next-year/", opening.next_year, name="next_year"),
    path("learners/<int:pk>/", learner.of_learner, name="learner_curriculum"),
    path("programmes/<int:pk>/change/", programmes.change, name="programme_change"),
    path("programmes/<int:pk>/withdraw/", programmes.withdraw, name="programme_withdraw"),
    path("programmes/<int:pk>/copy/", programmes.copy, name="programme_copy"),
]
