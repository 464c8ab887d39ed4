"""The row lock by which those who change one row queue; a journal has its own (lessons/actions/register.py)."""

from django.db import models, transaction


def lock_row(queryset: models.QuerySet, **lookup):
    """The single row of ``queryset`` locked until the end of the transaction.

    PostgreSQL: SELECT ... FOR UPDATE of that table alone. SQLite: the immediate transaction already holds the
    database's write lock. Raises the model's DoesNotExist; must be called inside ``transaction.atomic``.
    """
    if not transaction.get_connection(queryset.db).in_atomic_block:
        raise transaction.TransactionManagementError("lock_row needs a transaction")
    return queryset.select_for_update(of=("self",)).get(**lookup)
