"""What the register announces."""

from django.dispatch import Signal

register_changed = Signal()
"""Sent inside the transaction with ``journal`` and its new ``changes`` (a list of Change)."""

lessons_laid_out = Signal()
"""Sent inside the transaction with ``term`` and ``since``: its lessons from that day on follow the timetable again."""

lesson_moved = Signal()
"""Sent inside the transaction, after the journal has been closed, with ``lesson``: it stands at another time now."""
