"""Pages of the statements room."""

from django.urls import path

from journal_plugin.statements import views

urlpatterns = [
    path("", views.statements, name="statements"),
    path("substitutions/", views.substitutions, name="substitutions"),
    path("substitutions.<str:form>", views.substitutions_file, name="substitutions-file"),
    path("programmes/<int:pk>.pdf", views.programme_pdf, name="programme_pdf"),
    path("programmes/<int:pk>/draft.pdf", views.programme_draft_pdf, name="programme_draft_pdf"),
    path("journals/<int:pk>/", views.journal_print, name="journal-print"),
    path("journals/<int:pk>.<str:form>", views.journal_print_file, name="journal-print-file"),
    path("groups/<int:group>/", views.group_print, name="group-print"),
    path("groups/<int:group>/<slug:kind>.<str:form>", views.group_print_file, name="group-print-file"),
    path("check/<str:token>/", views.check, name="statement-check"),
    path("issued/<int:pk>/", views.issued, name="statement-issued"),
    path("issued/<int:pk>.<str:form>", views.issued_file, name="statement-issued-file"),
    path("<int:group>/<slug:kind>/", views.statement, name="statement"),
    path("<int:group>/<slug:kind>.<str:form>", views.statement_file, name="statement-file"),
]
