"""The map of the diary's screens, relative to the address of its page; served by the page and by ``urls.py`` alike."""

from django.urls import path

from journal_plugin.diary import views

urlpatterns = [
    path("", views.week),
    path("<int:learner>/", views.week),
    path("<int:learner>/marks/", views.marks),
    path("<int:learner>/marks/<slug:period>/", views.marks),
    path("<int:learner>/subject/<int:element>/<slug:period>/", views.subject),
    path("<int:learner>/absences/", views.absences),
    path("<int:learner>/absences/notice/", views.notice),
    path("<int:learner>/absences/notice/<int:notice>/withdraw/", views.withdraw),
    path("<int:learner>/absences/<slug:period>/", views.absences),
    path("<int:learner>/mark/<int:mark>/", views.mark),
    path("<int:learner>/tasks/", views.tasks),
    path("<int:learner>/tasks/<int:task>/", views.task),
    path("<int:learner>/library/", views.library),
    path("<int:learner>/courses/", views.courses),
    path("<int:learner>/courses/<int:run>/", views.course),
    path("<int:learner>/told/", views.told),
    path("<int:learner>/<slug:day>/", views.week),
]
