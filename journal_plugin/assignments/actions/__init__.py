"""The verbs of tasks: giving, changing, withdrawing; handing in; saying what one thinks of it."""

from journal_plugin.assignments.actions.tasks import change_task, give_task, withdraw_task
from journal_plugin.assignments.actions.works import give_verdict, hand_in

__all__ = ["change_task", "give_task", "give_verdict", "hand_in", "withdraw_task"]
