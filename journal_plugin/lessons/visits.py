"""An entry of a practice's schedule before it becomes a lesson (pure; B11)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from journal_plugin.timetable.enums import VisitKind

MOST_WEEKS = 20


@dataclass(frozen=True)
class Visit:
    """A consultation or a visit on a day at a lesson number; ``topic`` is what the plan of the journal offers then."""

    day: date
    number: int
    kind: VisitKind
    place: str
    topic: str

    @property
    def said(self) -> str:
        """The topic, or without one what is done and where."""
        if self.topic:
            return self.topic
        if self.kind == VisitKind.CONSULTATION:
            return _("Consultation on the practice")
        return _("Visit to the place of practice: %(place)s") % {"place": self.place}


def weekly(visit: Visit, weeks: int) -> tuple[Visit, ...]:
    """``visit`` and the same in each of the following weeks, ``weeks`` in all."""
    return tuple(
        Visit(visit.day + timedelta(weeks=week), visit.number, visit.kind, visit.place, visit.topic)
        for week in range(weeks)
    )
