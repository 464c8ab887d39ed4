"""A learner's own curriculum."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.queries import current_year
from journal_plugin.curriculum.models import IndividualCurriculum
from journal_plugin.curriculum.queries import table_of_learner
from journal_plugin.curriculum.rules import may_read_learner_curriculum
from journal_plugin.people.models import Learner


@login_required
@require_safe
def of_learner(request: HttpRequest, pk: int) -> HttpResponse:
    """The current year; the order stands where there is an individual curriculum (B02, B16)."""
    learners = Learner.objects.select_related("person", "institution")
    learner = open_door(learners, may_read_learner_curriculum(request.user), pk=pk)
    year = current_year(learner.institution)
    context = {
        "learner": learner,
        "year": year,
        "plan": IndividualCurriculum.objects.filter(learner=learner, year=year).first(),
        "table": table_of_learner(learner, year) if year else None,
    }
    return render(request, "journal/curriculum/learner.html", context)
