"""Where databases differ: a row's lock (a journal has its own: lessons/actions/register.py), days, a cursor that keeps plans."""

import sqlite3
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn


def lock_row(queryset: models.QuerySet, **lookup):
    """The single row of ``queryset`` locked until the end of the transaction.

    PostgreSQL: SELECT ... FOR UPDATE of that table alone. SQLite: the immediate transaction already holds the
    database's write lock. Raises the model's DoesNotExist; must be called inside ``transaction.atomic``.
    """
    if not transaction.get_connection(queryset.db).in_atomic_block:
        raise transaction.TransactionManagementError("lock_row needs a transaction")
    return queryset.select_for_update(of=("self",)).get(**lookup)


def locking(model: type[models.Model], alias: str, strength: str = "UPDATE") -> str:
    """What makes a SELECT lock its rows of ``model`` and no row joined to them; nothing on SQLite, see ``lock_row``.

    With the strength "KEY SHARE" others may do the same, and only ``lock_row`` waits for the end of all of them.
    """
    connection = connections[alias]
    if not connection.features.has_select_for_update_of:
        return ""
    return f" FOR {strength} OF {connection.ops.quote_name(model._meta.db_table)}"


def held_rows(queryset: models.QuerySet) -> list:
    """The rows as they stand now; inside a transaction nobody takes one by ``lock_row`` until it ends. One query."""
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return []
    if transaction.get_connection(queryset.db).in_atomic_block:
        sql += locking(queryset.model, queryset.db, "KEY SHARE")
    return list(queryset.model._default_manager.using(queryset.db).raw(sql, params))


class DaysAfter(models.Func):
    """The day that comes so many days after another: ``DaysAfter("date", "days")``."""

    arity = 2
    arg_joiner = " + "
    template = "(%(expressions)s)"
    output_field = models.DateField()

    def as_sqlite(self, compiler, connection, **extra):
        """SQLite keeps days as text."""
        return self.as_sql(
            compiler, connection, template="date(%(expressions)s || ' days')", arg_joiner=", '+' || ", **extra
        )


@models.DateField.register_lookup
class UpTo(models.lookups.LessThanOrEqual):
    """``date__up_to``: as ``lte``, but no end of a span in the eyes of PostgreSQL's planner.

    A lasting plan takes any span of dates for half a percent of all rows, and would rather read a week of the whole
    institution than the same week in twenty journals of a group.
    """

    lookup_name = "up_to"

    def get_rhs_op(self, connection, rhs):
        """On PostgreSQL an array of one day, which the same index compares."""
        return f"<= ANY(ARRAY[{rhs}])" if connection.vendor == "postgresql" else f"<= {rhs}"


_HELD = range(-(2**63), 2**63)
"""Numbers that the widest column holds."""


def _is_held(value: Any) -> bool:
    return type(value) is not int or value in _HELD


class _HeldIn:
    """``in`` of a list that an address or a form may have filled: SQLite refuses a number that no column holds."""

    def get_prep_lookup(self) -> Any:
        """Without these numbers; Django itself does so for ``exact`` alone."""
        found = super().get_prep_lookup()  # type: ignore[misc]
        return [value for value in found if _is_held(value)] if isinstance(found, list) else found


@models.IntegerField.register_lookup
class NumberIn(_HeldIn, models.lookups.In):
    """A number of a list."""


@models.ForeignKey.register_lookup
class KeyIn(_HeldIn, RelatedIn):
    """The key of a row of a list."""


@models.ForeignKey.register_lookup
class KeyExact(RelatedExact):
    """The key of a row; no row has one that no column holds."""

    def as_sql(self, compiler, connection):
        """Nothing for such a number."""
        if not _is_held(self.rhs):
            raise EmptyResultSet
        return super().as_sql(compiler, connection)


class _PlainCursor(sqlite3.Cursor):
    """Takes statements without a literal percent sign: Django's own looks for one by a regular expression each time."""

    def execute(self, sql, values=()):
        return super().execute(sql.replace("%s", "?"), values)

    def executemany(self, sql, rows):
        return super().executemany(sql.replace("%s", "?"), rows)


def bound_cursor(connection: Any) -> CursorWrapper:
    """On PostgreSQL a cursor whose values are bound by the server, which may then keep the plan of a statement.

    Django's own binds them itself, and binding all by the server is refused by queries of Wagtail's. On SQLite a plain
    one. Where queries are logged, they are wanted as they read: with their values.
    """
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    own = connection.connection
    if connection.vendor == "postgresql":
        return connection.make_cursor(connection.Database.Cursor(own))
    return connection.make_cursor(own.cursor(_PlainCursor))
