"""Roles by order."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.access.actions import assign_role, end_role
from journal_plugin.access.models import AuditEntry, RoleAssignment

ORDER = {"order_no": "77-о", "order_date": date(2026, 11, 19), "since": date(2026, 11, 20)}


@pytest.mark.row("L05")
def test_role_is_given_by_an_order_and_logged(cast):
    person = cast.teacher.journal_person
    role = assign_role(person=person, institution=cast.institution, role="deputy", by=cast.admin, **ORDER)
    assert (role.order_no, role.order_date, role.until) == ("77-о", date(2026, 11, 19), None)
    entry = AuditEntry.objects.filter(action="journal.role.assign", user=cast.admin).get()
    assert (entry.data["role"], entry.data["person"], entry.data["order_no"]) == ("deputy", person.pk, "77-о")


@pytest.mark.parametrize(
    "wrong",
    [{"order_no": ""}, {"role": "curator"}, {"role": "head"}, {"until": date(2026, 11, 19)}],
)
def test_role_without_order_or_scope_or_with_crossed_dates_is_refused(cast, wrong):
    before = RoleAssignment.objects.count()
    with pytest.raises(ValidationError):
        assign_role(
            **{
                "person": cast.teacher.journal_person,
                "institution": cast.institution,
                "role": "deputy",
                **ORDER,
                **wrong,
            }
        )
    assert RoleAssignment.objects.count() == before


def test_ended_role_stays_as_history(cast):
    assignment = RoleAssignment.objects.get(person=cast.secretary.journal_person)
    end_role(assignment=assignment, until=date(2026, 11, 19), order_no="78-о", by=cast.admin)
    assert RoleAssignment.objects.on(date(2026, 11, 19)).filter(pk=assignment.pk).count() == 1
    assert RoleAssignment.objects.on(date(2026, 11, 20)).filter(pk=assignment.pk).count() == 0
    assert AuditEntry.objects.get(action="journal.role.end").data["order_no"] == "78-о"
