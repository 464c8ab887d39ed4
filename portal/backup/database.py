"""A database in one file and back: SQLite's own backup interface, PostgreSQL's pg_dump and pg_restore."""

import contextlib
import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from psycopg import sql

from portal.backup.plan import BackupProblem

Rows = dict[str, int]
"""Table -> number of its rows."""


def kind_of(entry: dict[str, Any]) -> str:
    """«sqlite» or «postgresql» of a DATABASES entry."""
    return "sqlite" if "sqlite" in entry["ENGINE"] else "postgresql"


def dump(entry: dict[str, Any], target: Path) -> Rows:
    """Writes the database, as it is at one moment, into the new file; the rows of each table at that moment.

    The site goes on writing meanwhile. Raises BackupProblem.
    """
    return _dump_sqlite(entry, target) if kind_of(entry) == "sqlite" else _dump_postgresql(entry, target)


def load(entry: dict[str, Any], source: Path) -> Rows:
    """Fills the empty database from the file, all or nothing; the rows of each table. Raises BackupProblem."""
    return _load_sqlite(entry, source) if kind_of(entry) == "sqlite" else _load_postgresql(entry, source)


def refuse_filled(entry: dict[str, Any]) -> None:
    """Raises BackupProblem where the database has tables, or is not there to be filled."""
    if kind_of(entry) == "sqlite":
        place = Path(entry["NAME"])
        if place.exists() and place.stat().st_size:
            raise BackupProblem(_("The database %(name)s is not empty: move it away first.") % {"name": place})
        return
    with _connected(entry) as connection:
        if _tables(connection):
            said = {"name": entry["NAME"]}
            raise BackupProblem(_("The database %(name)s is not empty: name an empty one.") % said)


def _dump_sqlite(entry: dict[str, Any], target: Path) -> Rows:
    if not Path(entry["NAME"]).is_file():
        raise BackupProblem(_("There is no database %(name)s.") % {"name": entry["NAME"]})
    try:
        with (
            contextlib.closing(sqlite3.connect(entry["NAME"], timeout=20)) as source,
            contextlib.closing(sqlite3.connect(target)) as made,
        ):
            source.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
        return _sound_rows(target)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, str(error)) from error
        raise BackupProblem(_("The database cannot be copied: %(error)s") % {"error": error}) from error


def _sound_rows(place: Path) -> Rows:
    """The rows of an SQLite file that SQLite finds whole."""
    with contextlib.closing(sqlite3.connect(place)) as made:
        found = made.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupProblem(_("The database is damaged: %(error)s") % {"error": found})
        names = made.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: made.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}


def _load_sqlite(entry: dict[str, Any], source: Path) -> Rows:
    target = Path(entry["NAME"])
    beside = target.with_name(f"{target.name}.restoring")
    try:
        shutil.copyfile(source, beside)
        rows = _sound_rows(beside)
        for rest in ("-wal", "-shm"):
            target.with_name(target.name + rest).unlink(missing_ok=True)
        os.replace(beside, target)
    except sqlite3.Error as error:
        raise BackupProblem(_("The copy of the database is damaged: %(error)s") % {"error": error}) from error
    finally:
        beside.unlink(missing_ok=True)
    return rows


def _dump_postgresql(entry: dict[str, Any], target: Path) -> Rows:
    with _connected(entry) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        _run(
            "pg_dump",
            entry,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={moment}",
            f"--file={target}",
        )
        _run("pg_restore", entry, "--list", str(target), connects=False)
        return _tables(connection)


def _load_postgresql(entry: dict[str, Any], source: Path) -> Rows:
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", entry, *options, str(source))
    with _connected(entry) as connection:
        return _tables(connection)


@contextlib.contextmanager
def _connected(entry: dict[str, Any]) -> Iterator[psycopg.Connection]:
    said = {"dbname": entry["NAME"], "user": entry["USER"], "password": entry["PASSWORD"]}
    said |= {"host": entry["HOST"], "port": entry["PORT"]}
    try:
        with psycopg.connect(**{name: value for name, value in said.items() if value}) as connection:  # type: ignore[arg-type]
            yield connection
    except psycopg.Error as error:
        raise BackupProblem(_("The database does not answer: %(error)s") % {"error": str(error).strip()}) from error


def _tables(connection: psycopg.Connection) -> Rows:
    names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    rows: Rows = {}
    for (name,) in names:
        counted = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name)))
        (rows[name],) = counted.fetchone() or (0,)
    return rows


def _run(name: str, entry: dict[str, Any], *options: str, connects: bool = True) -> None:
    """One of PostgreSQL's programs; the password goes by the environment, where no list of processes shows it."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": entry["PASSWORD"]} if entry["PASSWORD"] else {})
    named = {"host": entry["HOST"], "port": entry["PORT"], "username": entry["USER"], "dbname": entry["NAME"]}
    where = [f"--{key}={value}" for key, value in named.items() if value and connects]
    done = subprocess.run(
        [_program(name), "--no-password", *where, *options] if connects else [_program(name), *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"{name}: {done.stderr.strip()[-500:]}")


def _program(name: str) -> str:
    """The newest one installed: a program older than the server refuses to copy it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parent.parent.name))
    place = shutil.which(name, path=settings.BACKUP_PROGRAMS) or (str(found[-1]) if found else shutil.which(name))
    if place is None:
        said = {"name": name}
        raise BackupProblem(_("There is no program %(name)s: install Debian's package postgresql-client.") % said)
    return place
