"""Addresses of the timetable."""

from django.urls import path

from journal_plugin.timetable import views

urlpatterns = [
    path("", views.own, name="timetable"),
    path("groups/", views.groups, name="timetable_groups"),
    path("groups/<int:pk>/", views.group_day, name="timetable_group"),
    path("groups/<int:pk>/week/", views.group_week, name="timetable_group_week"),
    path("learners/<int:pk>/", views.learner_day, name="timetable_learner"),
    path("learners/<int:pk>/week/", views.learner_week, name="timetable_learner_week"),
    path("teachers/<int:pk>/", views.teacher_day, name="timetable_teacher"),
    path("teachers/<int:pk>/week/", views.teacher_week, name="timetable_teacher_week"),
]
