"""Writes of attestation: term marks as cells of the register, debts that arise from them."""

from journal_plugin.attestation.actions.debts import examine, extend_debt, take_measure
from journal_plugin.attestation.actions.finals import FinalCells

__all__ = ["FinalCells", "examine", "extend_debt", "take_measure"]
