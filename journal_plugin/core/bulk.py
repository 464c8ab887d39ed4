"""Rows written by a statement that is made once a process: for batches where building a query costs more than running it.

Measured, processor time a row: ``bulk_update`` of three columns 0.35 ms, ``bulk_create`` of fourteen 0.14 ms, these 0.02.
No signals are sent, rows get no keys. Fields are called as instances call their columns: a foreign key by its ``_id``.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connections, models, router

from journal_plugin.core.db import bound_cursor


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Sets the columns ``names`` in rows of ``model``; each of ``rows`` is (pk, value, value, ...)."""
    alias = router.db_for_write(model)
    sql, adapt = _update(model, tuple(names), alias)
    keys, values = [], []
    for pk, *row in rows:
        keys.append(pk)
        values.append(row)
    _run(alias, sql, [(*row, pk) for row, pk in zip(adapt(values), keys, strict=True)])


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Inserts rows of values of the columns ``names``, the other columns by their fields' defaults.

    One that meets a row with equal columns ``unique`` only sets its columns ``update``; neither goes without the other.
    No two of ``rows`` may meet the same row.
    """
    if bool(unique) != bool(update):
        raise ValueError("What meets a row must be told what to set in it.")
    alias = router.db_for_write(model)
    sql, rest, adapt = _insert(model, tuple(names), tuple(unique), tuple(update), alias)
    defaults = [field.get_default() for field in rest]
    values = adapt([[*row, *defaults] for row in rows])
    if values and connections[alias].vendor == "postgresql":
        values = [tuple(_array(column) for column in zip(*values, strict=True))]
    _run(alias, sql, values)


def _run(alias: str, sql: str, values: list[tuple]) -> None:
    if not values:
        return
    with bound_cursor(connections[alias]) as cursor:
        if len(values) == 1:
            # psycopg's executemany opens a pipeline, which costs more than the statement.
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)


_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField)
"""Texts, numbers and keys, which every database takes as Python has them."""

Adapt = Callable[[Sequence[Sequence[Any]]], list[tuple]]
"""Rows of values of fields -> rows of values as the database takes them."""


@lru_cache(maxsize=64)
def _update(model: type[models.Model], names: tuple[str, ...], alias: str) -> tuple[str, Adapt]:
    quote = connections[alias].ops.quote_name
    by_name = _columns(model)
    fields = [by_name[name] for name in names]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"UPDATE {table} SET {columns} WHERE {key} = %s", _adapter(fields, alias)


@lru_cache(maxsize=64)
def _insert(
    model: type[models.Model], names: tuple[str, ...], unique: tuple[str, ...], update: tuple[str, ...], alias: str
) -> tuple[str, list[models.Field], Adapt]:
    quote = connections[alias].ops.quote_name
    by_name = _columns(model)
    rest = [field for name, field in by_name.items() if name not in names]
    fields = [*(by_name[name] for name in names), *rest]
    column = {field.attname: quote(field.column) for field in fields}
    columns = ", ".join(column.values())
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {_source(fields, alias)}"
    if unique:
        same = ", ".join(column[name] for name in unique)
        sql += f" ON CONFLICT ({same}) DO UPDATE SET "
        sql += ", ".join(f"{column[name]} = EXCLUDED.{column[name]}" for name in update)
    return sql, rest, _adapter(fields, alias)


def _source(fields: Sequence[models.Field], alias: str) -> str:
    """Where a row's values come from: on PostgreSQL from an array a column, so that all rows are one statement."""
    if connections[alias].vendor != "postgresql":
        return f"VALUES ({', '.join(['%s'] * len(fields))})"
    # The type without its length: a cast to varchar(4) cuts in silence, such a column refuses.
    types = (str(field.db_type(connections[alias])).partition("(")[0] for field in fields)
    return f"SELECT * FROM unnest({', '.join(f'%s::{name}[]' for name in types)})"


def _array(column: Iterable[Any]) -> str:
    """An array as PostgreSQL writes it; the driver's own writing looks at each value's type and costs thrice as much."""
    return "{" + ",".join(map(_element, column)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _columns(model: type[models.Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}


def _adapter(fields: Sequence[models.Field], alias: str) -> Adapt:
    connection = connections[alias]
    places = [
        (place, field.get_db_prep_save, isinstance(field, models.DateTimeField))
        for place, field in enumerate(fields)
        if not isinstance(getattr(field, "target_field", field), _AS_THEY_ARE)
    ]

    def adapt(rows: Sequence[Sequence[Any]]) -> list[tuple]:
        moments: dict[Any, Any] = {}  # most rows of a batch have one
        adapted = [list(row) for row in rows]
        for row in adapted:
            for place, prepare, is_moment in places:
                value = row[place]
                if not is_moment:
                    row[place] = prepare(value, connection)
                    continue
                if value not in moments:
                    moments[value] = prepare(value, connection)
                row[place] = moments[value]
        return [tuple(row) for row in adapted]

    return adapt
