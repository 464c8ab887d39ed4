"""Pages of a group's plan of events."""

from django.urls import path

from journal_plugin.extracurricular import views

urlpatterns = [
    path("<int:group>/", views.plan, name="group-events"),
    path("<int:group>/new/", views.new, name="group-event-new"),
    path("<int:group>/copy/", views.copy, name="group-events-copy"),
    path("<int:group>/<int:event>/", views.event, name="group-event"),
]
