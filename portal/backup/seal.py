"""Sealing with a key in the age format: without the portal, the program `age` opens it too."""

import os
from pathlib import Path

import pyrage
from django.utils.translation import gettext as _

from portal.backup.plan import BackupProblem

ENDING = ".age"


def new_key() -> str:
    """A key that nobody has."""
    return str(pyrage.x25519.Identity.generate())


def seal(source: Path, key: str) -> Path:
    """Puts a sealed file in the place of ``source``, and opens it once to the end; its path. Raises BackupProblem, OSError."""
    identity = _identity(key)
    sealed = source.with_name(source.name + ENDING)
    try:
        # Python's files tell of a full disk; those that the library opens itself lose the end without a word.
        with source.open("rb") as inside, sealed.open("wb") as outside:
            pyrage.encrypt_io(inside, outside, [identity.to_public()])
        with sealed.open("rb") as inside, open(os.devnull, "wb") as outside:
            pyrage.decrypt_io(inside, outside, [identity])
    except (pyrage.EncryptError, pyrage.DecryptError) as error:
        raise BackupProblem(_("The copy cannot be sealed: %(error)s") % {"error": error}) from error
    source.unlink()
    return sealed


def unseal(source: Path, target: Path, key: str) -> None:
    """Writes what is sealed in ``source`` into ``target``. Raises BackupProblem for no key or another one, OSError."""
    if not key:
        raise BackupProblem(_("The copy is sealed: set JOURNAL_BACKUP_KEY to the key that it was made with."))
    identity = _identity(key)
    try:
        with source.open("rb") as inside, target.open("wb") as outside:
            pyrage.decrypt_io(inside, outside, [identity])
    except pyrage.DecryptError as error:
        text = _("The key does not open this copy: JOURNAL_BACKUP_KEY must be the one that it was made with.")
        raise BackupProblem(text) from error


def _identity(key: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(key)
    except pyrage.IdentityError as error:
        text = _("JOURNAL_BACKUP_KEY is no key: `portal_backup --new-key` prints one, it begins with AGE-SECRET-KEY.")
        raise BackupProblem(text) from error
