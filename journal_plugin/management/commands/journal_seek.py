"""journal_seek ID: the process behind a timetable that is proposed on the web."""

import os

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal_plugin.timetable.actions.seeking import seek_proposal
from journal_plugin.timetable.models import TimetableProposal

POLITE = 10
"""How much the search gives way to requests (nice)."""


class Command(BaseCommand):
    """Seeks the timetable that a row asks for; started by the page, may be started by hand."""

    help = "Seeks the timetable that a row of proposed timetables asks for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proposal", type=int)

    def handle(self, *, proposal: int, **options) -> None:
        """Raises CommandError where there is no such row."""
        os.nice(POLITE)
        try:
            seek_proposal(pk=proposal)
        except TimetableProposal.DoesNotExist as error:
            raise CommandError("There is no such proposal.") from error
