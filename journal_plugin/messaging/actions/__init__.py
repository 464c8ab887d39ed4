"""The verbs of notices: telling of absences, of changes of the day and of tasks, taking note of what one was told."""

from journal_plugin.messaging.actions.absences import read_notices, tell_of_absences
from journal_plugin.messaging.actions.changes import tell_of_changes
from journal_plugin.messaging.actions.rounds import Round
from journal_plugin.messaging.actions.tasks import tell_of_tasks

__all__ = ["Round", "read_notices", "tell_of_absences", "tell_of_changes", "tell_of_tasks"]
