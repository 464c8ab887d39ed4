"""The folders of files in one tar and back."""

import contextlib
import shutil
import tarfile
from pathlib import Path

from django.utils.translation import gettext as _

from portal.backup.plan import BackupProblem


def pack(roots: dict[str, Path], target: Path) -> int:
    """Writes the folders into the new tar under their names; how many files. One removed meanwhile is left out."""
    packed = 0
    with tarfile.open(target, "w") as tar:
        for name, root in roots.items():
            for path in sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink()):
                with contextlib.suppress(FileNotFoundError):
                    tar.add(path, arcname=f"{name}/{path.relative_to(root)}", recursive=False)
                    packed += 1
    return packed


def refuse_filled(roots: dict[str, Path]) -> None:
    """Raises BackupProblem where one of the folders holds anything."""
    for root in roots.values():
        if root.exists() and any(root.iterdir()):
            raise BackupProblem(_("The folder %(name)s is not empty: move it away first.") % {"name": root})


def unpack(source: Path, roots: dict[str, Path]) -> int:
    """Puts the files into the empty folders, all or none; how many files. Raises BackupProblem."""
    refuse_filled(roots)
    laid = 0
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                name, _slash, rest = member.name.partition("/")
                if name in roots and member.isfile():
                    roots[name].mkdir(parents=True, exist_ok=True)
                    tar.extract(member.replace(name=rest), roots[name], filter="data")
                    laid += 1
    except (tarfile.TarError, OSError) as error:
        for root in roots.values():
            for path in root.iterdir() if root.exists() else ():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise BackupProblem(_("The files are not restored: %(error)s") % {"error": error}) from error
    return laid
