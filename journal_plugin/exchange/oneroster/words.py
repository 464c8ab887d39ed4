"""Words of the binding <-> our own (pure)."""

from datetime import date, timedelta

from journal_plugin.access.enums import Role
from journal_plugin.calendar.enums import TermKind
from journal_plugin.people.enums import Relation

NO_NAME = "—"
"""Stands for a first name that is not known: the binding wants one of everybody."""

HOMEROOM, SCHEDULED = "homeroom", "scheduled"
STUDENT, TEACHER = "student", "teacher"

SESSIONS = {
    TermKind.QUARTER: "gradingPeriod",
    TermKind.TRIMESTER: "term",
    TermKind.HALF: "semester",
    TermKind.SEMESTER: "semester",
    TermKind.YEAR: "term",
    TermKind.STUDY: "term",
}
SCHOOL_YEAR = "schoolYear"

ROLES = {
    Role.DIRECTOR: "principal",
    Role.SYSTEM: "systemAdministrator",
    Role.DEPUTY: "siteAdministrator",
    Role.ADMIN: "siteAdministrator",
}
"""Roles by order that the binding has a word for; any other staff member is a teacher there."""

OF_STAFF = frozenset({*ROLES.values(), TEACHER, "aide", "counselor", "proctor", "districtAdministrator"})
"""Words that make a user of a package a staff member."""

RELATIONS = {
    Relation.MOTHER: "parent",
    Relation.FATHER: "parent",
    Relation.GUARDIAN: "guardian",
    Relation.TRUSTED: "relative",
}
REPRESENTS = {"parent": Relation.GUARDIAN, "guardian": Relation.GUARDIAN}
"""What a foreign package's word makes of an agent: a relative alone has no right to the diary."""


def after(last: date | None) -> str:
    """A last day as the binding ends a stretch: by the first day that is no longer in it; empty without an end."""
    return (last + timedelta(days=1)).isoformat() if last else ""


def listed(values) -> str:
    """Several values in one cell."""
    return ",".join(values)
