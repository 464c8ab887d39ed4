"""The cast stays on the stage while one test after another asks for it: making it costs more than most tests.

Each test gets a copy of the objects, and what it writes is taken back to where the cast came on. A test that does not
ask for the cast finds an empty house; so does one that commits or is about the real migrations, and makes its own cast.
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
    """Empty until `play(name)`: ``plays`` are fixtures that may stand there, a greater one after those that it contains."""

    def __init__(self, plays: dict[str, Callable[[], Any]], at: Any, blocker: DjangoDbBlocker) -> None:
        self._plays, self._at, self._blocker = plays, at, blocker
        self._name = ""
        self._made: Any = None
        self._kept: transaction.Atomic | None = None

    def wanted(self, item: pytest.Item) -> str:
        """Name the greatest play that the test asks for and leaves as it was; "" when there is none."""
        marker = item.get_closest_marker("django_db")
        names = set(getattr(item, "fixturenames", ()))
        if names & COMMITTING or (marker and marker.kwargs.get("transaction")) or item.get_closest_marker("migrations"):
            return ""
        return next((name for name in reversed(self._plays) if name in names), "")

    def play(self, name: str) -> None:
        """Bring ``name`` on in place of what stands there: only between two tests."""
        if name != self._name:
            with self._blocker.unblock():
                self._clear()
                if name:
                    self._bring(name)

    def copy(self, name: str) -> Any:
        """What stands there, for one test to change; made for this test alone where the house is empty."""
        assert self._name in {"", name}, f"{self._name} stands here and has its own {name}"
        return deepcopy(self._made) if self._name else self._plays[name]()

    def _bring(self, name: str) -> None:
        kept = transaction.atomic()
        kept.__enter__()
        self._kept, self._name = kept, name
        with time_machine.travel(self._at, tick=False):
            self._made = self._plays[name]()

    def _clear(self) -> None:
        if self._kept is not None:
            transaction.set_rollback(True)
            self._kept.__exit__(None, None, None)
        self._kept, self._name, self._made = None, "", None
