"""A read whose SQL is made once a process: for screens on which Django's building of a query costs more than the query.

Measured: six reads of the diary cost 9 ms of processor time to build and 1 ms to run.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import QuerySet

from journal_plugin.core.db import bound_cursor, locking

_FIRST_NUMBER = 32_700
_FIRST_DAY = date(1583, 1, 1)
"""Stand-ins of values while the SQL is made: every integer and date column holds them, no constant of a query is one."""

_LARGEST = 2**63 - 1
"""An address may hold a longer number; no row has it and SQLite does not take it."""

_REMEMBERED = 2000
"""Converted values kept a column: days and bells repeat from row to row, and reading a date is dearer than finding it."""

_SHOWN = 8
"""Values of a list that stand one by one for PostgreSQL."""

Name = int | str


def is_stand_in(number: int) -> bool:
    """Whether a query whose constants hold ``number`` could mistake it for a parameter: such a one is not prepared."""
    return _FIRST_NUMBER <= number < _FIRST_NUMBER + 64


class Prepared:
    """``build`` makes a ``values_list`` queryset of stand-ins; ``rows`` gives its rows for real values.

    Each parameter is declared by its type, in place or by name: ``int``, ``date``, ``datetime``, ``UUID``, and ``[int]``
    or ``[date]`` for the right side of ``__in``. A callable, for example ``timezone.localdate``, stands for a value that
    ``build`` asks for itself: it is asked again at each reading. A parameter may stand only where SQL takes a value.
    ``lock`` is a model whose rows stay locked until the end of the transaction, ``held`` one whose rows nobody else locks
    so until then: Django locks no values of joined tables.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet],
        *kinds: Any,
        lock: type[models.Model] | None = None,
        held: type[models.Model] | None = None,
        **named: Any,
    ):
        self.build = build
        self.locks = {"UPDATE": lock, "KEY SHARE": held}
        self.kinds: dict[Name, Any] = dict(enumerate(kinds)) | named
        self._plan: _Plan | None = None

    def rows(self, *values: Any, **named: Any) -> list[tuple]:
        """The rows as tuples; none where a list of values is empty."""
        return self._read(values, named, convert=True)

    def raw(self, *values: Any, **named: Any) -> list[tuple]:
        """The rows as the database gives them, quicker: SQLite's truths are 0 and 1, its texts of UUIDs stay texts."""
        return self._read(values, named, convert=False)

    def _read(self, values: tuple, named: dict[str, Any], *, convert: bool) -> list[tuple]:
        asked = {name: kind() for name, kind in self.kinds.items() if not isinstance(kind, type | list)}
        if self._plan is None:
            self._plan = _Plan(self.build, self.kinds, asked, self.locks)
        return self._plan.read(dict(enumerate(values)) | named | asked, convert=convert)


class _Plan:
    """The SQL in pieces, which parameter stands at which place, and the converters of columns."""

    def __init__(
        self,
        build: Callable[..., QuerySet],
        kinds: dict[Name, Any],
        asked: dict[Name, Any],
        locks: dict[str, type[models.Model] | None],
    ):
        stand_ins = {name: _stand_in(kind, index) for index, (name, kind) in enumerate(kinds.items())} | asked
        given = {
            name: [stand_ins[name]] if isinstance(kind, list) else stand_ins[name]
            for name, kind in kinds.items()
            if name not in asked
        }
        queryset = build(
            *(value for name, value in given.items() if isinstance(name, int)),
            **{name: value for name, value in given.items() if isinstance(name, str)},
        )
        self.alias = queryset.db
        connection = connections[self.alias]
        compiler = queryset.query.get_compiler(self.alias)
        sql, params = compiler.as_sql()
        sql += "".join(locking(model, self.alias, strength) for strength, model in locks.items() if model)
        self.pieces = sql.split("%s")
        if len(self.pieces) != len(params) + 1:
            raise ValueError("The SQL holds a literal percent sign.")
        names = {_adapt(value, connection): name for name, value in stand_ins.items()}
        self.places: list[tuple[Name | None, Any]] = [(names.get(value), value) for value in params]
        missing = set(kinds) - {name for name, _value in self.places}
        if missing:
            raise ValueError(f"The SQL does not use {missing}.")
        self.lists = frozenset(name for name, kind in kinds.items() if isinstance(kind, list))
        self.arrays = connection.vendor == "postgresql"
        if self.arrays:
            self._take_arrays()
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        self.converted = [
            (index, _Converted(functions, expression, self.alias))
            for index, (functions, expression) in compiler.get_converters(columns).items()
        ]

    def _take_arrays(self) -> None:
        """Each list becomes an array: the server keeps few plans of the statement, however many values a list has."""
        for place, (name, _fixed) in enumerate(self.places):
            if name in self.lists:
                self.pieces[place] = self.pieces[place].removesuffix("IN (") + "= ANY("

    def read(self, values: dict[Name, Any], *, convert: bool) -> list[tuple]:
        """The rows for these values; none for a number that no column holds."""
        if any(type(value) is int and value > _LARGEST for value in values.values()):
            return []
        connection = connections[self.alias]
        sql, params = [self.pieces[0]], []
        for (name, fixed), piece in zip(self.places, self.pieces[1:], strict=True):
            if name in self.lists:
                if not values[name]:
                    return []
                text, adapted = _listed([_adapt(value, connection) for value in values[name]], self.arrays)
                sql.append(text)
                params += adapted
            else:
                sql.append("%s")
                params.append(fixed if name is None else _adapt(values[name], connection))
            sql.append(piece)
        with bound_cursor(connection) as cursor:
            cursor.execute("".join(sql), params)
            found: Sequence[tuple] = cursor.fetchall()
        return list(self._convert(found)) if convert and self.converted else list(found)

    def _convert(self, found: Sequence[tuple]) -> Iterator[tuple]:
        for row in found:
            values = list(row)
            for index, converted in self.converted:
                values[index] = converted[values[index]]
            yield tuple(values)


def _listed(values: list[Any], arrays: bool) -> tuple[str, list[Any]]:
    """What stands for a list in the SQL, and its parameters.

    A short array shows its length: of one that is a single parameter PostgreSQL thinks that it holds ten values. Lengths
    are rounded up by repeating the last value, so that few statements are kept.
    """
    if not arrays:
        return ", ".join(["%s"] * len(values)), values
    if len(values) > _SHOWN:
        return "%s", [values]
    length = 1 << (len(values) - 1).bit_length()
    return f"ARRAY[{', '.join(['%s'] * length)}]", values + values[-1:] * (length - len(values))


class _Converted(dict[Any, Any]):
    """What the database gives in a column -> what it means, remembered; threads share it."""

    def __init__(self, functions: Sequence[Callable], expression: Any, alias: str):
        super().__init__()
        self.functions, self.expression, self.alias = functions, expression, alias

    def __missing__(self, raw: Any) -> Any:
        value = raw
        for function in self.functions:
            value = function(value, self.expression, connections[self.alias])
        if len(self) >= _REMEMBERED:
            self.clear()
        self[raw] = value
        return value


def _adapt(value: Any, connection: Any) -> Any:
    """``value`` as the database takes it; the connection is handed over, because finding it costs more than the rest."""
    kind = type(value)
    if kind is int:
        return value
    if kind is date:
        return connection.ops.adapt_datefield_value(value)
    if kind is datetime:
        return connection.ops.adapt_datetimefield_value(value)
    return value.hex if kind is UUID and not connection.features.has_native_uuid_field else value


def _stand_in(kind: Any, index: int) -> Any:
    if kind in (date, [date]):
        return _FIRST_DAY + timedelta(days=index)
    if kind is datetime:
        return datetime(_FIRST_DAY.year, 1, 1, tzinfo=UTC) + timedelta(days=index)
    if kind in (UUID, [UUID]):
        return UUID(int=_FIRST_NUMBER + index)
    return _FIRST_NUMBER + index
