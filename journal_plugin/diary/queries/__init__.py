"""Reads of the diary, one file a screen; the door to a child stands in ``children.py``."""

from journal_plugin.diary.queries.addresses import diary_address
from journal_plugin.diary.queries.fresh import fresh_for

__all__ = ["diary_address", "fresh_for"]
