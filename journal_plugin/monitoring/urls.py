"""Pages of the reports."""

from django.urls import path

from journal_plugin.monitoring import views

urlpatterns = [
    path("filling/", views.filling, name="filling"),
    path("filling/<int:staff>/", views.filling_of, name="filling-of"),
    path("scarce/", views.scarce, name="scarce"),
]
