"""Verbs of the access room: roles by order, and the rows of the closed lists."""

from journal_plugin.access.actions.roles import assign_role, end_role
from journal_plugin.access.actions.rows import delete_row, save_row

__all__ = ["assign_role", "delete_row", "end_role", "save_row"]
