"""Events of groups' plans."""

from datetime import date
from uuid import uuid4

from journal_plugin.calendar.queries import current_year
from journal_plugin.extracurricular.actions import plan_event
from journal_plugin.extracurricular.enums import Direction
from journal_plugin.extracurricular.models import GroupEvent
from journal_plugin.extracurricular.plan import Planned
from journal_plugin.people.models import Group


def said(
    title: str = "Экскурсия на завод", since: date = date(2026, 11, 25), until: date | None = None, **fields
) -> Planned:
    """What a plan says of an event."""
    return Planned(
        **{"direction": Direction.LABOUR, "place": "Завод «Мотор»"} | fields,
        title=title,
        since=since,
        until=until or since,
    )


def make_event(group: Group, curator, planned: Planned | None = None) -> GroupEvent:
    """An event in the plan of the group, put there by the login of its curator."""
    year = current_year(group.institution)
    assert year is not None
    return plan_event(group=group, year=year, said=planned or said(), actor=curator.journal_person, key=uuid4())
