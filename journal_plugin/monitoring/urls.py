"""Pages of the reports."""

from django.urls import path

from journal_plugin.monitoring.views import accumulation, closing, education, filling, finals, fulfilment, readiness

urlpatterns = [
    path("filling/", filling.filling, name="filling"),
    path("filling/<int:staff>/", filling.filling_of, name="filling-of"),
    path("fulfilment/", fulfilment.fulfilment, name="fulfilment"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("closing/", closing.closing, name="closing"),
    path("education/", education.educations, name="educations"),
    path("education/<int:pk>/", education.education, name="education"),
    path("finals/", finals.finals, name="finals-check"),
    path("accumulation/", accumulation.accumulation, name="accumulation"),
]
