"""Pages of the statements room."""

from django.urls import path

from journal_plugin.statements import views

urlpatterns = [
    path("journal/statements/", views.statements, name="statements"),
    path("journal/statements/issued/<int:pk>/", views.issued, name="statement-issued"),
    path("journal/statements/issued/<int:pk>.<str:form>", views.issued_file, name="statement-issued-file"),
    path("journal/statements/<int:group>/<slug:kind>/", views.statement, name="statement"),
    path("journal/statements/<int:group>/<slug:kind>.<str:form>", views.statement_file, name="statement-file"),
]
