"""Pages of the accounts room."""

from django.urls import path

from journal_plugin.accounts import views

urlpatterns = [
    path("own-password/", views.own_password, name="own_password"),
    path("logins/", views.logins, name="logins"),
    path("logins/<int:group_id>/", views.logins, name="group_logins"),
]
