"""The diary on other pages: the band of the home page."""

from django import template
from wagtail.models import Site

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.core import plurals
from journal_plugin.diary.links import Place
from journal_plugin.diary.queries.addresses import diary_address
from journal_plugin.diary.queries.fresh import Fresh, fresh_for

register = template.Library()
SHOWN = 4


@register.inclusion_tag("journal/diary/band.html", takes_context=True)
def diary_band(context) -> dict[str, object]:
    """``{% diary_band %}``: a line a child with what is new and a link; nothing for who reads no diary. Two queries."""
    request = context["request"]
    site = Site.find_for_request(request)
    address = diary_address(site) if site is not None and hasattr(request, "user") else ""
    place = Place(address, "")
    return {"children": [_line(fresh, place) for fresh in fresh_for(request.user)] if address else []}


def _line(fresh: Fresh, place: Place) -> dict[str, object]:
    """What the band says about one child: name, group, counted news, the latest marks as (code, subject)."""
    child = fresh.child
    group = child.group_on(child.school.today())
    counted = []
    if fresh.marks:
        counted.append(plurals.counted(len(fresh.marks), "mark"))
    missed = sum(absence.code in ABSENT_CODES for absence in fresh.absences)
    if missed:
        counted.append(plurals.counted(missed, "absence"))
    return {
        "name": child.first_name,
        "group": group.name if group else "",
        "since": fresh.since,
        "news": ", ".join(counted),
        "is_alarmed": any(not alarm.withdrawn for alarm in fresh.alarms),
        "marks": [(mark.code, mark.subject) for mark in fresh.marks[:SHOWN]],
        "url": place.week(child.pk),
    }
