"""The verbs of the curriculum."""

from journal_plugin.curriculum.actions.approval import give_approval
from journal_plugin.curriculum.actions.authors import authors_desk, sync_author
from journal_plugin.curriculum.actions.content import enter_content
from journal_plugin.curriculum.actions.controls import enter_controls, seed_controls, set_controls
from journal_plugin.curriculum.actions.curricula import save_curriculum
from journal_plugin.curriculum.actions.editions import approve_edition, open_change, withdraw_change
from journal_plugin.curriculum.actions.individual import save_individual
from journal_plugin.curriculum.actions.lists import assign_load, enter_curricula, enter_elements
from journal_plugin.curriculum.actions.opening import open_next_year
from journal_plugin.curriculum.actions.plans import derive_plan

__all__ = [
    "approve_edition",
    "assign_load",
    "authors_desk",
    "derive_plan",
    "enter_content",
    "enter_controls",
    "enter_curricula",
    "enter_elements",
    "give_approval",
    "open_change",
    "open_next_year",
    "save_curriculum",
    "save_individual",
    "seed_controls",
    "set_controls",
    "sync_author",
    "withdraw_change",
]
