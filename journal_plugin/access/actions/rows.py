"""Verbs for one row of reference data: save with its lines, delete. Rooms with verbs of their own use those instead."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from wagtail.permissions import policy_registry

from journal_plugin.access.matrix import Right, may
from journal_plugin.access.policies import RulePolicy, policy_of
from journal_plugin.access.queries import roles_of
from journal_plugin.access.signals import row_changed
from journal_plugin.core.audit import record

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def save_row(
    *,
    row: Row,
    by,
    links: Mapping[str, Iterable[models.Model]] | None = None,
    lines: Iterable[models.Model] = (),
    dropped: Iterable[models.Model] = (),
) -> Row:
    """Saves a validated ``row``, its many-to-many ``links`` and its lines, and logs what changed (A22).

    Raises PermissionDenied when ``by`` may not write there, or when the row points into another institution, ValidationError
    where the row is shut for everybody.
    """
    _check(row, by)
    lines, dropped = list(lines), list(dropped)
    old = type(row)._default_manager.filter(pk=row.pk).first()
    _check_open(*filter(None, (old, row)))
    row.save()
    for name, targets in (links or {}).items():
        getattr(row, name).set(targets)
    for line in dropped:
        line.delete()
    for line in lines:
        line.save()
    changes = _changes(old, row)
    changes |= {"lines": [f"-{len(dropped)}", f"+{len(lines)}"]} if lines or dropped else {}
    record(row, "journal.row.edit" if old else "journal.row.add", by=by, changes=changes)
    row_changed.send(sender=type(row), old=old, row=row)
    return row


@transaction.atomic
def delete_row(*, row: models.Model, by) -> None:
    """Deletes ``row``; raises ProtectedError when something stands on it, ValidationError where it is shut: nothing is lost."""
    _check(row, by)
    _check_open(row)
    record(row, "journal.row.delete", by=by)
    old = copy(row)
    row.delete()
    row_changed.send(sender=type(old), old=old, row=None)


def _check(row: models.Model, by) -> None:
    policy = policy_of(type(row))
    if not policy.path:
        if not policy.user_has_permission_for_instance(by, "change", row):
            raise PermissionDenied
        return
    institution_id = policy.institution_id_of(row)
    if policy.writes is None or not may(roles_of(by), policy.area, Right.WRITE, institution_id):
        raise PermissionDenied
    for field in row._meta.concrete_fields:
        target = getattr(row, field.name) if field.is_relation and getattr(row, field.attname) else None
        other = target is not None and policy_registry.get_by_type(type(target), fallback=False)
        if isinstance(other, RulePolicy) and other.path and other.institution_id_of(target) != institution_id:
            raise PermissionDenied


def _check_open(*rows: models.Model) -> None:
    for row in rows:
        why = policy_of(type(row)).shut(row)
        if why:
            raise ValidationError(why)


def _changes(old: models.Model | None, new: models.Model) -> dict[str, list[str]]:
    changes = {}
    for field in new._meta.concrete_fields:
        if field.editable and not field.primary_key:
            before = "" if old is None else _printed(field.value_from_object(old))
            after = _printed(field.value_from_object(new))
            if before != after:
                changes[field.name] = [before, after]
    return changes


def _printed(value) -> str:
    return "" if value is None else str(value)
