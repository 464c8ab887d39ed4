"""Verbs of the timetable, one file a subject."""

from journal_plugin.timetable.actions.feeds import make_feed, note_reading, revoke_feed
from journal_plugin.timetable.actions.lists import enter_slots
from journal_plugin.timetable.actions.off import set_off_times
from journal_plugin.timetable.actions.proposals import (
    ask_proposal,
    settle_proposal,
    stop_proposal,
    take_back_proposal,
)
from journal_plugin.timetable.actions.raster import (
    change_lesson,
    last_edit,
    place_lesson,
    remove_lesson,
    undo_edit,
)
from journal_plugin.timetable.actions.slots import save_slot

__all__ = [
    "ask_proposal",
    "change_lesson",
    "enter_slots",
    "last_edit",
    "make_feed",
    "note_reading",
    "place_lesson",
    "remove_lesson",
    "revoke_feed",
    "save_slot",
    "set_off_times",
    "settle_proposal",
    "stop_proposal",
    "take_back_proposal",
    "undo_edit",
]
