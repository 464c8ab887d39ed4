"""The verbs of the register: writing into a journal's cells, laying out a term."""

from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.actions.kinds import seed_work_kinds
from journal_plugin.lessons.actions.layout import LaidOut, lay_out_term
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.actions.texts import PresenceCells, TextCells, note_presence
from journal_plugin.lessons.actions.works import add_work, change_work

__all__ = [
    "Cells",
    "LaidOut",
    "PresenceCells",
    "Register",
    "TextCells",
    "add_work",
    "already_written",
    "change_work",
    "lay_out_term",
    "note_presence",
    "open_register",
    "seed_work_kinds",
]
