"""The verbs of the register: writing into a journal's cells, laying out a term, arranging who writes what and when."""

from journal_plugin.lessons.actions.cells import Cells
from journal_plugin.lessons.actions.changes import cancel_lesson, change_room, move_lesson
from journal_plugin.lessons.actions.clashing import Clashing
from journal_plugin.lessons.actions.compositions import (
    confirm_composition,
    propose_composition,
    refuse_composition,
    set_composition,
)
from journal_plugin.lessons.actions.corrections import (
    MOST_DAYS,
    WIDER,
    Place,
    ask_correction,
    give_leave,
    open_place,
    refuse_correction,
    shut_place,
)
from journal_plugin.lessons.actions.journals import change_journal_kind
from journal_plugin.lessons.actions.kinds import seed_work_kinds
from journal_plugin.lessons.actions.layout import LaidOut, lay_out_term
from journal_plugin.lessons.actions.minutes import MinutesCells
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.actions.shifting import Shifted, shift_back, shift_plan
from journal_plugin.lessons.actions.substitutes import end_substitution, give_lesson, name_substitute
from journal_plugin.lessons.actions.technology import TechnologyCells
from journal_plugin.lessons.actions.texts import PresenceCells, TextCells, note_presence
from journal_plugin.lessons.actions.undoing import undo_change
from journal_plugin.lessons.actions.visits import drop_visit, plan_visits
from journal_plugin.lessons.actions.works import add_work, change_work

__all__ = [
    "MOST_DAYS",
    "WIDER",
    "Cells",
    "Clashing",
    "LaidOut",
    "MinutesCells",
    "Place",
    "PresenceCells",
    "Register",
    "Shifted",
    "TechnologyCells",
    "TextCells",
    "add_work",
    "already_written",
    "ask_correction",
    "cancel_lesson",
    "change_journal_kind",
    "change_room",
    "change_work",
    "confirm_composition",
    "drop_visit",
    "end_substitution",
    "give_leave",
    "give_lesson",
    "lay_out_term",
    "move_lesson",
    "name_substitute",
    "note_presence",
    "open_place",
    "open_register",
    "plan_visits",
    "propose_composition",
    "refuse_composition",
    "refuse_correction",
    "seed_work_kinds",
    "set_composition",
    "shift_back",
    "shift_plan",
    "shut_place",
    "undo_change",
]
