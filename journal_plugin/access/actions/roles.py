"""Assigning and ending roles, each by an order (I04, L05)."""

from datetime import date

from django.db import models, transaction

from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.audit import record


@transaction.atomic
def assign_role(
    *,
    person: models.Model,
    institution: models.Model,
    role: str,
    order_no: str,
    order_date: date,
    since: date,
    until: date | None = None,
    department: models.Model | None = None,
    group: models.Model | None = None,
    by=None,
) -> RoleAssignment:
    """The role of ``person`` at ``institution`` by that order; a curator has a group, a head a department (I04).

    Raises ValidationError without an order, for a wrong scope, or for the same assignment twice.
    """
    assignment = RoleAssignment(
        person=person,
        institution=institution,
        role=role,
        department=department,
        group=group,
        order_no=order_no,
        order_date=order_date,
        since=since,
        until=until,
    )
    assignment.full_clean()
    assignment.save()
    record(
        assignment,
        "journal.role.assign",
        by=by,
        role=str(role),
        person=person.pk,
        order_no=order_no,
        order_date=order_date.isoformat(),
        since=since.isoformat(),
        until=until and until.isoformat(),
    )
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, until: date | None, order_no: str, by=None) -> None:
    """``until`` is the role's last day (None: it goes on), by that order; the row stays as the history of who was what (L05)."""
    assignment.until = until
    assignment.full_clean()
    assignment.save(update_fields=["until"])
    record(
        assignment,
        "journal.role.end",
        by=by,
        person=assignment.person_id,
        order_no=order_no,
        until=until and until.isoformat(),
    )
