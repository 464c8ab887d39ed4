"""Sealing with a key in the age format: without the portal, the program `age` opens it too."""

from pathlib import Path

import pyrage
from django.utils.translation import gettext as _

from portal.backup.plan import BackupProblem

ENDING = ".age"


def new_key() -> str:
    """A key that nobody has."""
    return str(pyrage.x25519.Identity.generate())


def seal(source: Path, key: str) -> Path:
    """Puts a sealed file in the place of ``source``, and opens it once to the end; its path. Raises BackupProblem."""
    identity = _identity(key)
    sealed = source.with_name(source.name + ENDING)
    pyrage.encrypt_file(str(source), str(sealed), [identity.to_public()])
    pyrage.decrypt_file(str(sealed), "/dev/null", [identity])
    source.unlink()
    return sealed


def unseal(source: Path, target: Path, key: str) -> None:
    """Writes what is sealed in ``source`` into ``target``. Raises BackupProblem for no key or another one."""
    if not key:
        raise BackupProblem(_("The copy is sealed: set JOURNAL_BACKUP_KEY to the key that it was made with."))
    try:
        pyrage.decrypt_file(str(source), str(target), [_identity(key)])
    except pyrage.DecryptError as error:
        text = _("The key does not open this copy: JOURNAL_BACKUP_KEY must be the one that it was made with.")
        raise BackupProblem(text) from error


def _identity(key: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(key)
    except pyrage.IdentityError as error:
        text = _("JOURNAL_BACKUP_KEY is no key: `portal_backup --new-key` prints one, it begins with AGE-SECRET-KEY.")
        raise BackupProblem(text) from error
