"""Addresses of the timetable."""

from django.urls import path

from journal_plugin.timetable.views import feeds, off, pages, proposals, raster

DAY, WEEK, MONTH = ({"span": span} for span in ("day", "week", "month"))

urlpatterns = [
    path("", pages.own, name="timetable"),
    path("groups/", pages.groups, name="timetable_groups"),
    path("groups/<int:pk>/", pages.of_group, DAY, name="timetable_group"),
    path("groups/<int:pk>/week/", pages.of_group, WEEK, name="timetable_group_week"),
    path("groups/<int:pk>/month/", pages.of_group, MONTH, name="timetable_group_month"),
    path("groups/<int:pk>/feed/", feeds.of_group, name="timetable_group_feed"),
    path("learners/<int:pk>/", pages.of_learner, DAY, name="timetable_learner"),
    path("learners/<int:pk>/week/", pages.of_learner, WEEK, name="timetable_learner_week"),
    path("learners/<int:pk>/month/", pages.of_learner, MONTH, name="timetable_learner_month"),
    path("learners/<int:pk>/feed/", feeds.of_learner, name="timetable_learner_feed"),
    path("teachers/<int:pk>/", pages.of_teacher, DAY, name="timetable_teacher"),
    path("teachers/<int:pk>/week/", pages.of_teacher, WEEK, name="timetable_teacher_week"),
    path("teachers/<int:pk>/month/", pages.of_teacher, MONTH, name="timetable_teacher_month"),
    path("teachers/<int:pk>/feed/", feeds.of_teacher, name="timetable_teacher_feed"),
    path("rooms/<int:pk>/", pages.of_room, DAY, name="timetable_room"),
    path("rooms/<int:pk>/week/", pages.of_room, WEEK, name="timetable_room_week"),
    path("rooms/<int:pk>/month/", pages.of_room, MONTH, name="timetable_room_month"),
    path("raster/", raster.current, name="raster"),
    path("raster/<int:pk>/", raster.of_term, name="raster_term"),
    path("raster/<int:pk>/verdicts/", raster.verdicts, name="raster_verdicts"),
    path("raster/<int:pk>/save/", raster.save, name="raster_save"),
    path("raster/lessons/<int:pk>/", raster.lesson, name="raster_lesson"),
    path("raster/<int:pk>/proposals/", proposals.of_term, name="proposals"),
    path("proposals/<int:pk>/", proposals.one, name="proposal"),
    path("proposals/<int:pk>/state/", proposals.state, name="proposal_state"),
    path("proposals/<int:pk>/stop/", proposals.act, {"what": "stop"}, name="proposal_stop"),
    path("proposals/<int:pk>/settle/", proposals.act, {"what": "settle"}, name="proposal_settle"),
    path("proposals/<int:pk>/take-back/", proposals.act, {"what": "back"}, name="proposal_back"),
    path("off/", off.index, name="off_times"),
    path("off/teachers/<int:pk>/", off.of_teacher, name="off_teachers"),
    path("off/rooms/<int:pk>/", off.of_room, name="off_rooms"),
    path("off/groups/<int:pk>/", off.of_group, name="off_groups"),
    path("feeds/<int:pk>/revoke/", feeds.revoke, name="timetable_feed_revoke"),
    path("feed/<str:token>.ics", feeds.calendar, name="timetable_feed"),
]
