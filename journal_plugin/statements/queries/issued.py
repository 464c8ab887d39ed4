"""The archive of issued copies, and the groups that have statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from journal_plugin.core.names import initials
from journal_plugin.people.models import Group
from journal_plugin.statements.models import Issued
from journal_plugin.statements.payload import seal

MOST = 200
"""Copies of a list: some eight years of a group's two forms a month."""


@dataclass(frozen=True)
class IssuedRow:
    """A line of the archive."""

    pk: int
    kind: str
    number: int
    group_id: int
    group: str
    since: date
    until: date
    at: date
    author: str
    sha256: str
    corrected: int
    journal: str
    """The discipline, of printed pages of a journal."""


def issued_of(group: int) -> Q:
    """The copies of a group's papers, and of the pages of its journals and those of its parts."""
    return Q(group=group) | Q(group__parent=group)


def issued_rows(rule: Q, institution) -> tuple[IssuedRow, ...]:
    """The archive of an institution as ``rule`` shows it, the latest MOST copies first; one read."""
    rows = Issued.objects.filter(rule, institution=institution).order_by("-at", "-pk")
    return tuple(
        IssuedRow(*row[:8], initials(*row[8:11]), row[11], len(row[12]), row[13] or "")
        for row in rows.values_list(
            "pk",
            "kind",
            "number",
            "group_id",
            "group__name",
            "since",
            "until",
            "at",
            "author__last_name",
            "author__first_name",
            "author__patronymic",
            "sha256",
            "corrections",
            "journal__element__name",
        )[:MOST]
    )


def altered_copies() -> Iterator[int]:
    """The issued copies (ids) that do not agree with their own SHA-256: changed behind the program's back; one read."""
    return (copy.pk for copy in Issued.objects.order_by("pk").iterator() if seal(copy) != copy.sha256)


def readable_groups(rule: Q, institution, day: date) -> tuple[tuple[int, str], ...]:
    """The groups of an institution as ``rule`` shows them that exist on ``day``: (id, name) in order; one read."""
    rows = Group.objects.on(day).filter(rule, institution=institution).order_by("sort_key", "pk")
    return tuple(rows.values_list("pk", "name"))
