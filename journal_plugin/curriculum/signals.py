"""What the curriculum announces."""

from django.dispatch import Signal

plan_derived = Signal()
"""Sent inside the transaction with the ``plan`` (ThematicPlan) of a work programme that has just been published."""
