"""A paper as computed, and what every paper names."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.names import initials
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import cover, form1, form2, journal, pack, roster


@dataclass(frozen=True)
class Drawn:
    """A paper as computed, and how many missed lessons have no recorded reason (Form 2)."""

    paper: form1.Paper | form2.Paper | journal.Paper | roster.Paper | cover.Paper | pack.Paper
    unexplained: int = 0


def curator_of(group: Group, day: date) -> str:
    """«Фамилия И. О.» of the group's curator on a day; empty where there is none. One read."""
    rows = RoleAssignment.objects.on(day).filter(role=Role.CURATOR, group=group).order_by("since")
    name = rows.values_list("person__last_name", "person__first_name", "person__patronymic").last()
    return initials(*name) if name else ""
