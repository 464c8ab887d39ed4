"""Two media for copies."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def media(tmp_path) -> Iterator[list[Path]]:
    """A folder on the disk and one in memory: two devices to the system."""
    (tmp_path / "one").mkdir()
    other = Path(tempfile.mkdtemp(prefix="journal-backup-", dir="/dev/shm"))
    (other / "two").mkdir()
    yield [tmp_path / "one", other / "two"]
    shutil.rmtree(other)
