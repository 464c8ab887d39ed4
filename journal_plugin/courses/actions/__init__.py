"""The verbs of courses: writing one, opening it to a journal, giving its tasks, studying it."""

from journal_plugin.courses.actions.learning import mark_studied
from journal_plugin.courses.actions.running import change_run, open_course, renew_run
from journal_plugin.courses.actions.tasks import give_step_task, tie_task
from journal_plugin.courses.actions.writing import copy_course, drop_part, move_part, put_section, put_step, save_course

__all__ = [
    "change_run",
    "copy_course",
    "drop_part",
    "give_step_task",
    "mark_studied",
    "move_part",
    "open_course",
    "put_section",
    "put_step",
    "renew_run",
    "save_course",
    "tie_task",
]
