"""The plugin's pages on one screen: only includes, what is asked between lessons first."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "journal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("journal/", include("journal_plugin.gradebook.urls")),
    path("journal/files/", include("journal_plugin.assignments.urls")),
    path("journal/reports/", include("journal_plugin.monitoring.urls")),
    path("journal/statements/", include("journal_plugin.statements.urls")),
    path("journal/curator/", include("journal_plugin.curatorship.urls")),
    path("journal/debts/", include("journal_plugin.attestation.urls")),
    path("journal/events/", include("journal_plugin.extracurricular.urls")),
    path("courses/", include("journal_plugin.courses.urls")),
    path("curriculum/", include("journal_plugin.curriculum.urls")),
    path("library/", include("journal_plugin.library.urls")),
    path("timetable/", include("journal_plugin.timetable.urls")),
    path("", include("journal_plugin.institution.urls")),
    path("", include("journal_plugin.access.urls")),
    path("", include("journal_plugin.people.urls")),
    path("", include("journal_plugin.accounts.urls")),
    path("", include("journal_plugin.diary.urls")),
]
