"""Pages of academic debts."""

from django.urls import path

from journal_plugin.attestation import views

urlpatterns = [
    path("", views.debts, name="debts"),
    path("<int:pk>/", views.debt, name="debt"),
]
