"""Copies in a place: laid down whole or not at all, listed, checked, thinned out."""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from portal.backup.plan import BackupProblem

MANIFEST = "manifest.json"
_NAME, _STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z"), "%Y-%m-%dT%H%M%SZ"
_UNFINISHED = ".unfinished-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Part:
    """A file of a copy: its size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself: the kind of database, the rows of each table, how many files, its parts."""

    made: str
    database: str
    rows: dict[str, int]
    files: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Copy:
    """A finished copy and its moment."""

    folder: Path
    at: datetime
    manifest: Manifest

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(part.size for part in self.manifest.parts)


def part_of(path: Path) -> Part:
    """The part that a file is; it is read from the medium, not from what the system remembers of it."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return Part(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def name_at(moment: datetime) -> str:
    """The name of the folder of a copy made then."""
    return moment.astimezone(UTC).strftime(_STAMP)


def read_copy(folder: Path) -> Copy:
    """The copy in a folder. Raises BackupProblem where there is no whole manifest."""
    try:
        said = json.loads((folder / MANIFEST).read_text())
        parts = tuple(Part(**part) for part in said.pop("parts"))
        manifest = Manifest(**said, parts=parts)
        return Copy(folder, datetime.fromisoformat(manifest.made), manifest)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupProblem(_("%(folder)s is no copy: it has no whole manifest.") % {"folder": folder}) from error


def names_in(place: Path) -> list[str]:
    """Names of folders that should be copies, the latest first. Raises BackupProblem for an absent place."""
    if not place.is_dir():
        raise BackupProblem(_("The place %(place)s is absent: is the medium connected?") % {"place": place})
    return [name for name in sorted(os.listdir(place), reverse=True) if _NAME.fullmatch(name)]


def copies_in(place: Path) -> list[Copy]:
    """The finished copies, the latest first; a folder without a whole manifest is none. Raises BackupProblem."""
    found = []
    for name in names_in(place):
        with contextlib.suppress(BackupProblem):
            found.append(read_copy(place / name))
    return found


def check(copy: Copy) -> None:
    """Reads every part to its end. Raises BackupProblem, which names the first that is not what was written."""
    for part in copy.manifest.parts:
        place = copy.folder / part.name
        if Path(part.name).name != part.name or not place.is_file():
            raise BackupProblem(_("%(place)s is missing from the copy.") % {"place": place})
        found = part_of(place)
        said = {"place": place, "found": found.size, "size": part.size}
        if found.size != part.size:
            raise BackupProblem(_("%(place)s is cut: %(found)s bytes of %(size)s.") % said)
        if found != part:
            raise BackupProblem(_("%(place)s has been altered: its SHA-256 is another one.") % said)


def lay_down(place: Path, staged: Path, manifest: Manifest, name: str) -> Copy:
    """Copies the prepared parts into ``place``, reads them back and only then gives the copy its name.

    Raises BackupProblem; then nothing of it stays.
    """
    names_in(place)
    beside = place / f"{_UNFINISHED}{name}"
    try:
        for rest in place.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(rest)
        beside.mkdir(mode=0o700)
        for part in manifest.parts:
            shutil.copyfile(staged / part.name, beside / part.name)
            _settle(beside / part.name)
        (beside / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        _settle(beside / MANIFEST)
        _settle(beside)
        check(read_copy(beside))
        os.rename(beside, place / name)
        _settle(place)
    except OSError as error:
        raise BackupProblem(said_of(error, place)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return read_copy(place / name)


def said_of(error: OSError, place: Path) -> str:
    """The trouble with a disk in words."""
    if error.errno in _FULL:
        return _("There is no room at %(place)s: nothing is left of the copy there.") % {"place": place}
    return _("Cannot write at %(place)s: %(error)s") % {"place": place, "error": error.strerror}


def thin_out(place: Path, now: datetime, *, days: int, months: int) -> None:
    """Removes what is older than ``days``, but the first copy of each of the last ``months`` months and the latest one."""
    copies = copies_in(place)
    first = {copy.at.strftime("%Y-%m"): copy.folder for copy in copies}
    monthly = {first[month] for month in sorted(first)[-months:]} if months else set()
    for copy in copies[1:]:
        if copy.at < now - timedelta(days=days) and copy.folder not in monthly:
            aside = copy.folder.with_name(f"{_UNFINISHED}{copy.folder.name}")
            os.rename(copy.folder, aside)
            shutil.rmtree(aside)


def _settle(path: Path) -> None:
    """Returns when the file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
