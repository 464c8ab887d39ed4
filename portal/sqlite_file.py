"""A database file that is moved away or replaced while the site runs: nothing more may be written into the old one."""

import os
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created, dispatch_uid="portal_sqlite_file_opened")
def remember_file(sender, connection, **kwargs):
    """Which file a connection has opened: it is kept from request to request."""
    if connection.vendor == "sqlite":
        connection.opened_file = _file_at(connection)


@receiver(request_started, dispatch_uid="portal_sqlite_file_replaced")
def leave_replaced_file(sender, **kwargs):
    """Closes a connection whose file is another by now: the request opens the new one, or fails, and what it brings is kept."""
    connection: Any
    for connection in connections.all(initialized_only=True):
        if (
            connection.vendor == "sqlite"
            and connection.connection
            and getattr(connection, "opened_file", None) != _file_at(connection)
        ):
            connection.close()


def _file_at(connection: Any) -> tuple[int, int] | None:
    """Device and number of the file; None where there is none, as in memory."""
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
