"""Pages of the curator."""

from django.urls import path

from journal_plugin.curatorship import views

urlpatterns = [
    path("", views.own_desk, name="curator"),
    path("<int:group>/", views.desk, name="curator-desk"),
    path("<int:group>/reason/<int:learner>/", views.reason, name="curator-reason"),
]
