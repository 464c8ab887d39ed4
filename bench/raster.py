"""The raster of a built demo: who keeps it, which lesson is picked up, where it is dropped."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from bench.scene import login_of
from journal_plugin.calendar.queries import current_term
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Person
from journal_plugin.timetable.models import Slot


@dataclass
class Week:
    """The raster's addresses, and a lesson that goes to and fro between two places."""

    dispatcher: Person
    host: str
    page: str
    verdicts: str
    save: str
    slots: int
    columns: int
    journal: int
    slot: int
    since: str
    places: list[tuple[int, int]]
    dropped: int = field(default=0)

    def drop(self) -> bytes:
        """The wish that takes the lesson to its other place; the reason lets it stand wherever that is."""
        self.dropped += 1
        weekday, number = self.places[self.dropped % 2]
        row = Slot.objects.filter(group_id=self._group, element_id=self._element, since__gte=self.since).last()
        slot = row or Slot.objects.get(pk=self.slot)
        wish = {"what": "change", "key": str(uuid4()), "since": self.since, "reason": "bench"}
        wish |= {"slot": slot.pk, "version": slot.version, "weekday": weekday, "number": number}
        return json.dumps(wish).encode()

    def __post_init__(self):
        self._group, self._element = Slot.objects.values_list("group_id", "element_id").get(pk=self.slot)


def week() -> Week:
    """The first institution's term of today, by the course with most groups; its first whole group's last lesson."""
    institution = Institution.objects.select_related("site").order_by("pk")[0]
    term = current_term(institution)
    if term is None:
        raise RuntimeError("The demo has no study period.")
    since = max(term.since, institution.today() + timedelta(days=1))
    slots = Slot.objects.filter(term=term).between(since, term.until)
    whole = slots.filter(group__kind=GroupKind.GROUP).order_by("group__sort_key", "pk")
    alone = [row for row in whole if slots.filter(group=row.group_id, element=row.element_id).count() == 1]
    slot = alone[0]
    groups = Group.objects.filter(institution=institution, kind=GroupKind.GROUP)
    courses = {course: groups.filter(course=course).count() for course in groups.values_list("course", flat=True)}
    course = max(courses, key=lambda one: (courses[one], -one))
    query = f"since={since}"
    return Week(
        dispatcher=login_of("диспетчер", institution),
        host=institution.site.hostname,
        page=f"{reverse('journal:raster_term', args=[term.pk])}?{query}&by=groups&of=c{course}",
        verdicts=f"{reverse('journal:raster_verdicts', args=[term.pk])}?{query}&slot={slot.pk}",
        save=reverse("journal:raster_save", args=[term.pk]),
        slots=slots.count(),
        columns=courses[course],
        journal=Journal.objects.get(year=term.year_id, group=slot.group_id, element=slot.element_id).pk,
        slot=slot.pk,
        since=since.isoformat(),
        places=[(slot.weekday, slot.number), (6, 1)],
    )
