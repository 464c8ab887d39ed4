"""What the calendar announces."""

from django.dispatch import Signal

year_closed = Signal()
"""Sent inside the transaction with the ``closing`` (YearClosing) by which a study year is read only from now on."""

year_reopened = Signal()
"""Sent inside the transaction with the ``closing`` that holds no longer."""

free_days_changed = Signal()
"""Free days were entered or moved by a list: ``institution_id`` and ``spans``, [(first, last)] of before and after."""
