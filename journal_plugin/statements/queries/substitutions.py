"""What the list of substitutions is made of (C06)."""

from datetime import date

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.names import initials
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import DayChange
from journal_plugin.lessons.queries.changed import ChangeFact, changes_between
from journal_plugin.statements.documents.substitutions import Paper, Row
from journal_plugin.timetable.enums import ChangeKind


def list_of(institution: Institution, since: date, until: date, composed: str) -> Paper:
    """The changes of the institution that touch those days and stand; three reads for any number of them."""
    today = institution.today()
    changes = DayChange.objects.filter(lesson__journal__institution=institution)
    return Paper(
        institution=institution.name,
        since=since,
        until=until,
        formed=today,
        rows=tuple(_row(fact) for fact in changes_between(changes, since, until)),
        director=director_of(institution, today),
        composed=composed,
    )


def _row(fact: ChangeFact) -> Row:
    place = fact.place
    is_moved = place.kind == ChangeKind.MOVED
    return Row(
        day=fact.day,
        number=fact.number,
        group=fact.group,
        element=fact.element,
        own=", ".join(fact.own),
        kind=place.kind,
        reason=place.reason,
        holds=fact.who or ", ".join(fact.holds),
        room=place.room,
        order_no=fact.order_no,
        moved_to=place.date if is_moved else None,
        moved_number=place.number if is_moved else 0,
        was_room=place.was_room,
    )


def director_of(institution: Institution, day: date) -> str:
    """«Фамилия И. О.» of the director on ``day``; empty where nobody is. One query."""
    rows = RoleAssignment.objects.on(day).filter(institution=institution, role=Role.DIRECTOR).order_by("since")
    name = rows.values_list("person__last_name", "person__first_name", "person__patronymic").last()
    return initials(*name) if name else ""
