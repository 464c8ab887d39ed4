"""Builds the demo: a college and a school with invented people, or prints its logins."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.build import Size, build_demo, is_empty
from portal.demo.people import PASSWORD, demo_logins


class Command(BaseCommand):
    """``journal_demo [--groups N] [--weeks N] [--seed N]`` on an empty database; ``--logins`` only prints."""

    help = "Builds the demo college and school in an empty database through the importers and the rooms' actions."

    def add_arguments(self, parser):
        """Size, seed, and the switch that only prints the logins."""
        parser.add_argument("--groups", type=int, default=14, help="groups of the college (40 for measuring)")
        parser.add_argument("--weeks", type=int, default=None, help="study weeks already behind (18 for measuring)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same data")
        parser.add_argument("--logins", action="store_true", help="only print the logins")

    def handle(self, *args, **options):
        """Builds or prints."""
        if not options["logins"]:
            if not is_empty():
                raise CommandError("База не пуста: демонстрационные данные загружаются только в пустую.")
            size = Size(groups=options["groups"], weeks=options["weeks"])
            with _unlogged():
                build_demo(size=size, seed=options["seed"], step=self._step)
        self._print_logins()

    def _step(self, title: str):
        def show(done: int, total: int) -> None:
            if sys.stderr.isatty():
                filled = 24 * done // total
                self.stderr.write(f"\r  [{'█' * filled}{'·' * (24 - filled)}] {done}/{total}", ending="")
                if done == total:
                    self.stderr.write("")

        self.stderr.write(f"· {title}")
        return show

    def _print_logins(self) -> None:
        for row in demo_logins():
            self.stdout.write(f"  {row.place:<20} {row.title:<24} {row.login:<20} {PASSWORD}   {row.name}")


@contextmanager
def _unlogged() -> Iterator[None]:
    """Under DEBUG Django keeps the text and time of every statement: here a quarter of a million, read by nobody."""
    kept, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = kept
