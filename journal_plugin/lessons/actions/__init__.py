"""The verbs of the register: writing into a journal's cells, laying out a term."""

from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.actions.texts import TextCells

__all__ = ["Cells", "Register", "TextCells", "already_written", "open_register"]
