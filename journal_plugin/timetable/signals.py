"""What the timetable announces."""

from django.dispatch import Signal

timetable_entered = Signal()
"""Sent inside the transaction with ``term`` and the first day ``since`` on which its slots differ from before.

Where only some groups and elements are touched, ``groups`` and ``elements`` hold their ids.
"""
