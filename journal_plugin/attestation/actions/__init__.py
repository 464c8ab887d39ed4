"""Writes of attestation: term marks as cells of the register, debts that arise from them."""

from journal_plugin.attestation.actions.debts import charge_with, examine, extend_debt, plan_passing, take_measure
from journal_plugin.attestation.actions.finals import FinalCells

__all__ = ["FinalCells", "charge_with", "examine", "extend_debt", "plan_passing", "take_measure"]
