"""Pages of the curator, and the list of absentees."""

from django.urls import path

from journal_plugin.curatorship.views.absentees import absentees
from journal_plugin.curatorship.views.consents import consents, withdraw_one
from journal_plugin.curatorship.views.desk import desk, own_desk, reason
from journal_plugin.curatorship.views.notices import notices, withdraw
from journal_plugin.curatorship.views.start import start

urlpatterns = [
    path("", own_desk, name="curator"),
    path("absentees/", absentees, name="absentees"),
    path("<int:group>/", desk, name="curator-desk"),
    path("<int:group>/reason/<int:learner>/", reason, name="curator-reason"),
    path("<int:group>/start/", start, name="curator-start"),
    path("<int:group>/consents/", consents, name="curator-consents"),
    path("<int:group>/consents/<int:consent>/withdraw/", withdraw_one, name="consent-withdraw"),
    path("<int:group>/notices/", notices, name="curator-notices"),
    path("<int:group>/notices/<int:notice>/withdraw/", withdraw, name="curator-withdraw"),
]
