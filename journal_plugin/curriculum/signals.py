"""What the curriculum announces."""

from django.dispatch import Signal

curricula_entered = Signal()
"""Sent inside the transaction with the ``institution`` whose curricula were entered, changed or deleted."""

year_opened = Signal()
"""Sent inside the transaction with the years ``old`` and ``new`` and the ``user``, when programmes are to be copied."""

plan_derived = Signal()
"""Sent inside the transaction with the ``plan`` (ThematicPlan) of a work programme that has just been published."""
