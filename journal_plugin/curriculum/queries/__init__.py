"""Named reads of the curriculum: lines of lists, and whole curricula as tables."""

from journal_plugin.curriculum.queries.controls import (
    control_cards,
    control_ids,
    controls_of,
    plans_of,
    without_control,
)
from journal_plugin.curriculum.queries.lists import (
    content_cards,
    curriculum_cards,
    curriculum_hours,
    editions_of,
    element_cards,
    element_ids,
    load_cards,
    published_elements,
    unknown_codes,
    written_elements,
)
from journal_plugin.curriculum.queries.tables import (
    Shelf,
    curricula_of,
    frame_of,
    groups_before,
    in_last_course,
    shelves_of,
    table_of_curriculum,
    table_of_learner,
    text_of_curricula,
)

__all__ = [
    "Shelf",
    "content_cards",
    "control_cards",
    "control_ids",
    "controls_of",
    "curricula_of",
    "curriculum_cards",
    "curriculum_hours",
    "editions_of",
    "element_cards",
    "element_ids",
    "frame_of",
    "groups_before",
    "in_last_course",
    "load_cards",
    "plans_of",
    "published_elements",
    "shelves_of",
    "table_of_curriculum",
    "table_of_learner",
    "text_of_curricula",
    "unknown_codes",
    "without_control",
    "written_elements",
]
