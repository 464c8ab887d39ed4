"""Pages of the people room."""

from django.urls import path

from journal_plugin.people import views

urlpatterns = [path("contingent/admitted/", views.admitted, name="admitted")]
