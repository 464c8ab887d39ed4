"""Tells families and curators of unexplained absences; learners, families and teachers of tasks and changes of the day."""

import os
import time
from logging import getLogger

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.translation import gettext as _

from journal_plugin.messaging.actions import tell_of_absences, tell_of_changes, tell_of_tasks

_log = getLogger(__name__)


class Command(BaseCommand):
    """``journal_notices [--every SECONDS] [--with-parent]``: one round, or rounds until it is stopped."""

    help = (
        "Raises, withdraws and sends notices of absences, changes of the day and tasks; with --every again and again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds ``--every`` and ``--with-parent``."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, with so many seconds between rounds")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started this one ends"
        )

    def handle(self, *args, **options) -> None:
        """Prints a line for every round that has done something."""
        if not options["every"]:
            self._round(talks=True)
            return
        parent = os.getppid() if options["with_parent"] else None
        try:
            while True:
                self._try_round()
                if self._is_alone(parent, options["every"]):
                    return
        except KeyboardInterrupt:
            return

    def _try_round(self) -> None:
        """A round that fails, for example while the database restarts, does not end those that follow."""
        try:
            self._round(talks=False)
        except Exception:
            _log.exception("A round of notices has failed; the next one follows")

    def _round(self, *, talks: bool) -> None:
        done = tell_of_absences() + tell_of_changes() + tell_of_tasks()
        if talks or any(vars(done).values()):
            self.stdout.write(
                _("Raised %(raised)s, withdrawn %(withdrawn)s, letters %(sent)s, not taken %(failed)s") % vars(done)
            )

    def _is_alone(self, parent: int | None, seconds: int) -> bool:
        """Waits without a connection that has gone stale; whether the process ``parent`` has ended meanwhile."""
        close_old_connections()
        for _second in range(seconds):
            if parent is not None and os.getppid() != parent:
                return True
            time.sleep(1)
        return False
