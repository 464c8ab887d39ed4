"""A site whose database file is taken away does not go on writing into what nobody will open again."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import connections

from portal.databases import database_from_address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one table."""
    return made(tmp_path / "kept.sqlite3")


@pytest.fixture
def kept(file: Path, monkeypatch, django_db_blocker) -> Iterator[Any]:
    """A connection that the site keeps to that file."""
    settings = connections.configure_settings({"default": {}, "kept": database_from_address(f"sqlite:///{file}")})
    monkeypatch.setitem(connections.settings, "kept", settings["kept"])
    with django_db_blocker.unblock():
        yield connections["kept"]
        connections["kept"].close()
        del connections["kept"]


def made(path: Path) -> Path:
    """A file with an empty table of entries."""
    with sqlite3.connect(path) as new:
        new.execute("CREATE TABLE entry (value TEXT)")
    return path


def write(connection, value: str) -> None:
    """A row, as a request would write it."""
    request_started.send(sender=None)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry VALUES (%s)", [value])


def values(path: Path) -> list[str]:
    """What stands in the file that is at that address."""
    with sqlite3.connect(path) as found:
        return [value for (value,) in found.execute("SELECT value FROM entry")]


def test_connection_is_kept_while_the_file_is_the_same(kept, file: Path) -> None:
    write(kept, "5")
    opened = kept.connection
    write(kept, "4")
    assert (kept.connection is opened, values(file)) == (True, ["5", "4"])


def test_entry_goes_into_the_file_that_is_there_now(kept, file: Path, tmp_path: Path) -> None:
    write(kept, "5")
    os.replace(made(tmp_path / "restored.sqlite3"), file)
    for rest in ("-wal", "-shm"):
        Path(f"{file}{rest}").unlink(missing_ok=True)
    write(kept, "4")
    assert values(file) == ["4"]


def test_answered_entry_is_on_the_disk(kept) -> None:
    with kept.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert found == ["wal", 2]
