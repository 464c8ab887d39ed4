"""The world of doors and the private files, for every test of the plugin that asks for them."""

from pathlib import Path

import pytest

from journal_plugin.conf import PRIVATE_ROOT
from tests.doors import _world, world  # noqa: F401 - fixtures


@pytest.fixture
def kept():
    """``kept()`` is the set of private files that lie on the disk now and did not before the test."""
    before = _files()
    return lambda: _files() - before


def _files() -> set[Path]:
    return {path for path in Path(PRIVATE_ROOT).rglob("*") if path.is_file()}
