"""What the institution room announces."""

from django.dispatch import Signal

settings_changed = Signal()
"""Sent inside the transaction with the ``institution`` and ``changed``: field of its settings -> (old, new)."""

institution_founded = Signal()
"""Sent inside the transaction with the new ``institution``; the rooms above fill in their own reference data."""
