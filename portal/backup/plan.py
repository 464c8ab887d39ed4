"""What the settings say of backup, in one place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from journal_plugin.conf import PRIVATE_ROOT


class BackupProblem(Exception):
    """Why a copy could not be made, is no copy or could not be restored: a sentence for a person."""


class NotSetUp(BackupProblem):
    """The settings name nowhere to put copies."""


@dataclass(frozen=True)
class Plan:
    """Where copies go, what they are sealed with ("" for nothing), how many days and months of them stay."""

    places: tuple[Path, ...]
    key: str
    days: int
    months: int
    state: Path
    """The file that remembers the last run; beside it copies are prepared."""
    roots: dict[str, Path]
    """Name in the copy -> folder of files."""
    database: dict[str, Any]
    """Django's DATABASES entry of what is copied."""


def current_plan() -> Plan:
    """The plan of the settings in force."""
    return Plan(
        places=tuple(map(Path, settings.BACKUP_PLACES)),
        key=settings.BACKUP_KEY,
        days=settings.BACKUP_DAYS,
        months=settings.BACKUP_MONTHS,
        state=Path(settings.BACKUP_STATE),
        roots={"media": Path(settings.MEDIA_ROOT), "private": PRIVATE_ROOT},
        database=connections["default"].settings_dict,
    )
