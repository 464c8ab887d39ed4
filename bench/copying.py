"""The rows of a built SQLite file into PostgreSQL: `python -m bench.copying SERVER EMPTY TARGET FILE`.

The addresses name a maintenance database, the migrated template (made when missing) and the database to fill.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator

import django
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections

from bench.progress import bar

_OWN_ON_EACH = {"wagtailsearch.IndexEntry"}
"""Tables whose columns differ between the databases; no measured screen asks them."""


def main(server: str, empty: str, target: str, file: str) -> None:
    """Makes TARGET anew from EMPTY and fills it."""
    template, name = (address.rpartition("/")[2] for address in (empty, target))
    with psycopg.connect(server, autocommit=True) as maintenance:
        known = {row[0] for row in maintenance.execute("SELECT datname FROM pg_database")}
        if template not in known:
            maintenance.execute(f'CREATE DATABASE "{template}"')
            _migrate(empty)
        maintenance.execute(f'DROP DATABASE IF EXISTS "{name}"')
        maintenance.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _fill(target, file)


def _migrate(address: str) -> None:
    os.environ["JOURNAL_DATABASE"] = address
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]


def _fill(address: str, file: str) -> None:
    if not apps.ready:
        django.setup()
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in _OWN_ON_EACH
    ]
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with psycopg.connect(address) as target, target.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        names = ", ".join(f'"{model._meta.db_table}"' for model in models)
        cursor.execute(f"TRUNCATE {names} CASCADE".encode())
        for done, model in enumerate(models, start=1):
            table = model._meta.db_table
            columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN'.encode()) as copy:
                for row in _rows(source, table, columns):
                    copy.write_row(row)
            bar("tables", done, len(models))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement.encode())
        cursor.execute("SET session_replication_role = DEFAULT")
    with psycopg.connect(address, autocommit=True) as target:
        target.execute("VACUUM ANALYZE")


def _rows(source: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple]:
    """Values as SQLite holds them: texts and numbers that PostgreSQL reads as its own types."""
    yield from source.execute(f'SELECT {columns} FROM "{table}"')


if __name__ == "__main__":
    main(*sys.argv[1:])
