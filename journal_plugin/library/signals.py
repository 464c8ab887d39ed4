"""What the library announces."""

from django.dispatch import Signal

library_changed = Signal()
"""Sent inside the transaction with the ``institution`` whose library got or lost an entry, or has a changed one."""
