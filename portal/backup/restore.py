"""A copy back into an empty database and empty folders."""

import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from portal.backup import database, files
from portal.backup.copies import Copy, check, said_of
from portal.backup.plan import BackupProblem
from portal.backup.seal import ENDING, unseal


def restore_copy(copy: Copy, *, entry: dict[str, Any] | None, roots: dict[str, Path], key: str, room: Path) -> None:
    """Checks the copy, then fills the database ``entry`` and the folders ``roots`` (either may be left out).

    ``room`` is a folder with place for the opened copy. Raises BackupProblem: before anything is written, where the copy
    is not whole, the key is another one or something is not empty.
    """
    check(copy)
    if entry and database.kind_of(entry) != copy.manifest.database:
        said = {"copy": copy.manifest.database, "wanted": database.kind_of(entry)}
        raise BackupProblem(_("The copy is of %(copy)s, the database is %(wanted)s: they are not exchanged.") % said)
    if entry:
        database.refuse_filled(entry)
    files.refuse_filled(roots)
    try:
        with tempfile.TemporaryDirectory(prefix="restore-", dir=room) as folder:
            opened = {
                part.name.removesuffix(ENDING): _opened(copy, part.name, Path(folder), key)
                for part in copy.manifest.parts
            }
            if entry:
                _compare(database.load(entry, opened["database"]), copy)
            if roots and files.unpack(opened["files.tar"], roots) != copy.manifest.files:
                raise BackupProblem(_("The files are restored, but not as many as the copy had."))
    except OSError as error:
        raise BackupProblem(said_of(error, room)) from error


def _opened(copy: Copy, name: str, folder: Path, key: str) -> Path:
    if not name.endswith(ENDING):
        return copy.folder / name
    target = folder / name.removesuffix(ENDING)
    unseal(copy.folder / name, target, key)
    return target


def _compare(rows: dict[str, int], copy: Copy) -> None:
    other = sorted(name for name in {*rows, *copy.manifest.rows} if rows.get(name) != copy.manifest.rows.get(name))
    if other:
        said = {"tables": ", ".join(other)}
        raise BackupProblem(
            _("The database is restored, but the rows of these tables are not as many: %(tables)s.") % said
        )
