"""The settings of an institution by the main sections that they govern (pure; A23)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A part of the page of settings: its name, what it is about, the fields of InstitutionSettings."""

    title: str | Promise
    about: str | Promise
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        _("Entry and correction"),
        _("By when a lesson is filled in, and for how long it may be corrected."),
        (
            "entry_due",
            "written_due_days",
            "monitoring_due_days",
            "mark_window_days",
            "correction_days",
        ),
    ),
    Section(
        _("Scales and averages"),
        _("Which signs teachers may put, and how averages are counted."),
        (
            "mark_one_allowed",
            "owed_allowed",
            "monthly_marks",
            "weighted_average",
            "threshold_five",
            "threshold_four",
            "threshold_three",
        ),
    ),
    Section(
        _("Attestation"),
        _("Marks of study periods. Forms of control and their scales are a directory of their own."),
        ("least_marks", "final_due", "attestation_due_days", "final_window_days"),
    ),
    Section(_("Attendance"), _("By when absence is entered."), ("absence_due", "mark_with_absence")),
    Section(
        _("Homework and programmes"),
        _("Homework of a day, approval of work programmes."),
        ("homework_norm", "programmes_approved"),
    ),
    Section(
        _("Circles, sections, educators"),
        _("Journals that are kept when the institution is ready for them. They have no marks and no homework."),
        ("extracurricular_journals", "additional_journals", "educator_journals"),
    ),
    Section(
        _("Order and words"),
        _("The order by which the electronic journal is kept, and how people are called in the interface."),
        ("register_order", "register_order_date", "lesson_hours", "curator_title", "learner_word"),
    ),
)
"""Every setting stands in exactly one section."""
