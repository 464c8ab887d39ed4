"""What the directories tell: a row was saved or deleted by hand or by a list of rows."""

from django.dispatch import Signal

row_changed = Signal()
"""Sent by the model with ``old`` (None: it is new) and ``row`` (None: it was deleted), after it was written."""
