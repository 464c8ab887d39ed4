"""What the room of people announces."""

from django.dispatch import Signal

groups_formed = Signal()
"""Sent inside the transaction with the ``institution`` whose list of groups was entered."""
