"""Addresses of the timetable."""

from django.urls import path

from journal_plugin.timetable.views import feeds, pages

DAY, WEEK = {"span": "day"}, {"span": "week"}

urlpatterns = [
    path("", pages.own, name="timetable"),
    path("groups/", pages.groups, name="timetable_groups"),
    path("groups/<int:pk>/", pages.of_group, DAY, name="timetable_group"),
    path("groups/<int:pk>/week/", pages.of_group, WEEK, name="timetable_group_week"),
    path("groups/<int:pk>/feed/", feeds.of_group, name="timetable_group_feed"),
    path("learners/<int:pk>/", pages.of_learner, DAY, name="timetable_learner"),
    path("learners/<int:pk>/week/", pages.of_learner, WEEK, name="timetable_learner_week"),
    path("learners/<int:pk>/feed/", feeds.of_learner, name="timetable_learner_feed"),
    path("teachers/<int:pk>/", pages.of_teacher, DAY, name="timetable_teacher"),
    path("teachers/<int:pk>/week/", pages.of_teacher, WEEK, name="timetable_teacher_week"),
    path("teachers/<int:pk>/feed/", feeds.of_teacher, name="timetable_teacher_feed"),
    path("rooms/<int:pk>/", pages.of_room, DAY, name="timetable_room"),
    path("rooms/<int:pk>/week/", pages.of_room, WEEK, name="timetable_room_week"),
    path("feeds/<int:pk>/revoke/", feeds.revoke, name="timetable_feed_revoke"),
    path("feed/<str:token>.ics", feeds.calendar, name="timetable_feed"),
]
