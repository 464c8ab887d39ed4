"""What the institution room announces."""

from django.dispatch import Signal

institution_founded = Signal()
"""Sent inside the transaction with the new ``institution``; the rooms above fill in their own reference data."""
