"""Pages of the curator."""

from django.urls import path

from journal_plugin.curatorship import views

urlpatterns = [
    path("journal/curator/", views.own_desk, name="curator"),
    path("journal/curator/<int:group>/", views.desk, name="curator-desk"),
    path("journal/curator/<int:group>/reason/<int:learner>/", views.reason, name="curator-reason"),
]
