"""The cast stays on the stage while one test after another asks for it: making it costs more than most tests.

Each test gets a copy of the objects, and what it writes is taken back to where the cast came on. A test that does not
ask for the cast finds an empty house, and one that commits finds it empty too and makes a cast of its own.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}


class Stage:
    """Empty until `set_up(True)`; `made` is what stands there."""

    def __init__(self, make: Callable[[], Any], at: Any, blocker: DjangoDbBlocker) -> None:
        self._make, self._at, self._blocker = make, at, blocker
        self._kept: transaction.Atomic | None = None
        self._made: Any = None

    def set_up(self, wanted: bool) -> None:
        """Bring the cast on, or send it home: only between two tests."""
        if wanted != (self._kept is not None):
            with self._blocker.unblock():
                self._come() if wanted else self._go()

    def copy(self) -> Any:
        """What stands there, for one test to change; made for this test alone where the house is empty."""
        return self._make() if self._kept is None else deepcopy(self._made)

    def _come(self) -> None:
        self._kept = transaction.atomic()
        self._kept.__enter__()
        with time_machine.travel(self._at, tick=False):
            self._made = self._make()

    def _go(self) -> None:
        kept, self._kept, self._made = self._kept, None, None
        transaction.set_rollback(True)
        if kept is not None:
            kept.__exit__(None, None, None)


def asks_for(item: pytest.Item, name: str) -> bool:
    """Whether the test uses the fixture ``name`` in a transaction that is taken back."""
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return name in names and not names & COMMITTING and not (marker and marker.kwargs.get("transaction"))
