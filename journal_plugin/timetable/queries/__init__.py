"""Named reads of the timetable, one file a subject."""

from journal_plugin.timetable.queries.days import (
    Course,
    courses_of,
    days_of_learner,
    days_of_room,
    days_of_teacher,
    groups_with_timetable,
    held_of_learner,
    held_of_teacher,
    rooms_with_timetable,
    teacher_of,
)
from journal_plugin.timetable.queries.doors import readable_group
from journal_plugin.timetable.queries.feeds import entries_of, feed_behind, may_subscribe, standing_feed
from journal_plugin.timetable.queries.group_days import (
    Standing,
    day_of_group,
    days_of_group,
    held_of_group,
    standing_of_group,
)
from journal_plugin.timetable.queries.slots import clashes_of, slot_cards, slots_between

__all__ = [
    "Course",
    "Standing",
    "clashes_of",
    "courses_of",
    "day_of_group",
    "days_of_group",
    "days_of_learner",
    "days_of_room",
    "days_of_teacher",
    "entries_of",
    "feed_behind",
    "groups_with_timetable",
    "held_of_group",
    "held_of_learner",
    "held_of_teacher",
    "may_subscribe",
    "readable_group",
    "rooms_with_timetable",
    "slot_cards",
    "slots_between",
    "standing_feed",
    "standing_of_group",
    "teacher_of",
]
