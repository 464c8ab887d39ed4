"""The college of the browser tests is built once: before each test a picture of the whole database is laid over its tables.

Browser tests commit, so nothing can be rolled back, and building the college with its site anew takes a quarter of their time.
"""

import sqlite3
from collections.abc import Callable
from copy import deepcopy

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.cast import Cast


class Snapshot:
    """Empty until the first `lay`; on PostgreSQL, which copies no database in a moment, the college is built each time."""

    def __init__(self) -> None:
        self._rows: sqlite3.Connection | None = None
        self._cast: Cast | None = None

    def lay(self, build: Callable[[], Cast]) -> Cast:
        """Have in the database what ``build`` makes, and return its objects."""
        if connection.vendor != "sqlite":
            return build()
        connection.ensure_connection()
        if self._rows is None:
            self._cast = build()
            self._rows = sqlite3.connect(":memory:")
            connection.connection.backup(self._rows)
        else:
            self._rows.backup(connection.connection)
            ContentType.objects.clear_cache()
        return deepcopy(self._cast)

    def forget(self) -> None:
        """Close the picture."""
        if self._rows is not None:
            self._rows.close()
