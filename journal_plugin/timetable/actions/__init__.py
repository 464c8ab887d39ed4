"""Verbs of the timetable, one file a subject."""

from journal_plugin.timetable.actions.feeds import make_feed, note_reading, revoke_feed
from journal_plugin.timetable.actions.lists import enter_slots
from journal_plugin.timetable.actions.slots import save_slot

__all__ = ["enter_slots", "make_feed", "note_reading", "revoke_feed", "save_slot"]
