"""The verbs of the curriculum."""

from journal_plugin.curriculum.actions.plans import derive_plan

__all__ = ["derive_plan"]
