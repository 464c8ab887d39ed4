"""One line of environment names the database: JOURNAL_DATABASE."""

from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000"
"""FULL: what was answered as saved is on the disk. NORMAL would leave it there only when the log is emptied into the file."""

PLAN_AFTER = 5
"""A statement that came so often on a connection is kept planned; only those of core/prepared.py are bound by the server."""

POSTGRESQL_START = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
"""A kept plan serves any values: left to itself the server often plans such a statement anew, for longer than it runs.

The default price of a page out of turn is that of a turning disk; with it, whole tables are read for a hundred rows.
"""


def database_from_address(address: str, *, pool: bool = True) -> dict[str, Any]:
    """Return Django's DATABASES entry for `sqlite:///path` or `postgresql://user:password@host:port/name`.

    SQLite gets WAL, immediate transactions and a busy timeout of 20 s, so several workers may write in turn, and each
    thread keeps its connection: opening one reads the whole schema, closing the last one empties the log into the file.
    PostgreSQL gets psycopg's pool (sized for one process of eight threads) unless `pool` is off.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": {"prepare_threshold": PLAN_AFTER, "options": POSTGRESQL_START}
            | ({"pool": {"min_size": 1, "max_size": 10}} if pool else {}),
        }
    message = f"JOURNAL_DATABASE: unknown scheme {parts.scheme!r}, expected sqlite or postgresql"
    raise ValueError(message)
