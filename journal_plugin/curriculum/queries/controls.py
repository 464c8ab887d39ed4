"""Named reads of forms of control: the directory, what curricula name, and the scale that follows for term marks (A11, E02)."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Q

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.controls import ControlCard, Place, TermControl, YearPlan, year_plan
from journal_plugin.curriculum.enums import SWITCHED, ResultScale
from journal_plugin.curriculum.models import ControlForm, CurriculumLine, IndividualLine
from journal_plugin.institution.models import Institution
from journal_plugin.people.enums import GATHERED
from journal_plugin.people.models import Group

_CARD = ("name", "short", "counts", "scale", "levels", "act", "archived")


def control_cards(institution: Institution) -> dict[str, ControlCard]:
    """The directory of forms of control as lines of a list: key -> line; one query."""
    rows = ControlForm.objects.filter(institution=institution).values_list(*_CARD)
    return {card.key: card for card in (ControlCard(*row) for row in rows)}


def control_ids(institution: Institution) -> dict[str, int]:
    """Ids of forms of control by name; one query."""
    return dict(ControlForm.objects.filter(institution=institution).values_list("name", "pk"))


def controls_of(group: Group, element_id: int, year_id: int) -> Mapping[int, TermControl]:
    """Study period -> the form of control of the element for the group, in order of time; two queries.

    The curricula are those of the group, of the whole that it is a part of, of the groups of a stream's members, and the
    members' individual ones. Where they do not agree on the scale, both may be written.
    """
    whole = group.parent_id or group.pk
    gathered = Q(curriculum__groups__memberships__learner__memberships__group=group)
    here = gathered if group.kind in GATHERED else Q(curriculum__groups=whole)
    lines = CurriculumLine.objects.filter(here, element=element_id, curriculum__year=year_id, control__isnull=False)
    own = IndividualLine.objects.filter(
        plan__learner__memberships__group=group, element=element_id, plan__year=year_id, control__isnull=False
    )
    fields = ("term__since", "term", "term__name", "control__name", "control__scale")
    rows = [*lines.values_list(*fields).distinct(), *own.values_list(*fields).distinct()]
    found: dict[int, TermControl] = {}
    for _since, pk, term, name, scale in sorted(rows, key=itemgetter(0)):
        known = found.setdefault(pk, TermControl(term, name, scale))
        if known.scale != scale:
            found[pk] = known._replace(scale=ResultScale.BOTH)
    return found


def without_control(year: AcademicYear) -> list[tuple[int, str, str]]:
    """Curricula and their elements that no study period of the year ends with a form of control; one query.

    (id of the curriculum, its name, name of the element); circles, sections and the like need none.
    """
    lines = CurriculumLine.objects.filter(curriculum__year=year).exclude(element__kind__in=SWITCHED).order_by()
    elements = lines.values("curriculum", "curriculum__name", "element__name").annotate(forms=Count("control"))
    found = elements.filter(forms=0).order_by("curriculum__sort_key", "element__sort_key")
    return list(found.values_list("curriculum", "curriculum__name", "element__name"))


def plans_of(year: AcademicYear) -> tuple[YearPlan, ...]:
    """Each programme's subjects by courses with their forms of control in ``year``; one query."""
    rows = CurriculumLine.objects.filter(curriculum__year=year).order_by(
        "curriculum__programme__sort_key", "curriculum__programme", "element__sort_key", "element", "term__since"
    )
    fields = (
        "curriculum__programme__name", "element__name", "element__kind", "curriculum", "curriculum__name",
        "curriculum__course", "term__name", "control__short",
    )  # fmt: skip
    places = (Place(*row) for row in rows.values_list(*fields))
    return tuple(year_plan(title, own) for title, own in groupby(places, key=lambda place: place.programme))
