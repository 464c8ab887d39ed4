"""The verbs of the academic calendar."""

from journal_plugin.calendar.actions.closing import close_year, reopen_year
from journal_plugin.calendar.actions.days import enter_days
from journal_plugin.calendar.actions.directories import add_terms, enter_bells, open_year, set_mode

__all__ = ["add_terms", "close_year", "enter_bells", "enter_days", "open_year", "reopen_year", "set_mode"]
