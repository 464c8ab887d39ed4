"""What the register announces."""

from django.dispatch import Signal

register_changed = Signal()
"""Sent inside the transaction with ``journal`` and its new ``changes`` (a list of Change)."""
