"""What the tests of tasks ask of the disk."""

from pathlib import Path

import pytest

from journal_plugin.conf import PRIVATE_ROOT


@pytest.fixture
def kept():
    """``kept()`` is the set of private files that lie on the disk now and did not before the test."""
    before = _files()
    return lambda: _files() - before


def _files() -> set[Path]:
    return {path for path in Path(PRIVATE_ROOT).rglob("*") if path.is_file()}
