"""The verbs for people: entering staff, groups and learners, moving a learner with a date."""

from journal_plugin.people.actions.admission import place_admitted
from journal_plugin.people.actions.endings import end_learners, end_staff
from journal_plugin.people.actions.groups import form_groups
from journal_plugin.people.actions.learners import enter_learners
from journal_plugin.people.actions.movements import distribute_learner, end_study, give_leave, move_learner
from journal_plugin.people.actions.register import enter_moves
from journal_plugin.people.actions.staff import enter_staff

__all__ = [
    "distribute_learner",
    "end_learners",
    "end_staff",
    "end_study",
    "enter_learners",
    "enter_moves",
    "enter_staff",
    "form_groups",
    "give_leave",
    "move_learner",
    "place_admitted",
]
