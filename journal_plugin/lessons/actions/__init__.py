"""The verbs of the register: writing into a journal's cells, laying out a term."""

from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.actions.kinds import seed_work_kinds
from journal_plugin.lessons.actions.layout import LaidOut, lay_out_term
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.actions.texts import PresenceCells, TextCells

__all__ = [
    "Cells",
    "LaidOut",
    "Register",
    "TextCells",
    "already_written",
    "lay_out_term",
    "open_register",
    "seed_work_kinds",
]
