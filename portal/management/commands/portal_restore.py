"""portal_restore: a copy back into an empty database and empty folders."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.backup.copies import read_copy
from portal.backup.plan import BackupProblem, current_plan
from portal.backup.restore import restore_copy
from portal.databases import database_from_address


class Command(BaseCommand):
    """``portal_restore FOLDER [--database ADDRESS] [--files FOLDER] [--only database|files]``; exit code 1 for a refusal."""

    help = "Restores a copy that portal_backup has made. Nothing that is there is overwritten."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which copy, and where to; without an address the database and folders of the settings."""
        parser.add_argument("copy", type=Path, help="the folder of the copy, named by its moment")
        parser.add_argument("--database", help="address of an empty database, as in JOURNAL_DATABASE")
        parser.add_argument("--files", type=Path, help="a folder for media and private")
        parser.add_argument("--only", choices=["database", "files"], help="restore one of the two")

    def handle(self, *args, **options) -> None:
        """Prints what is restored and what to do next."""
        plan = current_plan()
        entry = database_from_address(options["database"], pool=False) if options["database"] else plan.database
        folder = options["files"]
        roots = {name: folder / name for name in plan.roots} if folder else plan.roots
        room = plan.state.parent
        try:
            room.mkdir(parents=True, exist_ok=True)
            copy = read_copy(options["copy"])
            restore_copy(
                copy,
                entry=None if options["only"] == "files" else entry,
                roots={} if options["only"] == "database" else roots,
                key=plan.key,
                room=room,
            )
        except BackupProblem as problem:
            raise CommandError(str(problem), returncode=1) from problem
        said = {"rows": sum(copy.manifest.rows.values()), "files": copy.manifest.files}
        self.stdout.write(_("Restored, as many as in the copy: rows %(rows)s, files %(files)s.") % said)
        self.stdout.write(_("Now: migrate, journal_verify, journal_files."))
