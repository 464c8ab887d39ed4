"""Words of the curriculum (A05, A11)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ElementKind(TextChoices):
    """Study elements of vocational education and school (A03-A05)."""

    DISCIPLINE = "discipline", _("discipline")
    COURSE = "mdk", _("interdisciplinary course (МДК)")
    MODULE = "pm", _("professional module (ПМ)")
    STUDY_PRACTICE = "study-practice", _("study practice")
    WORK_PRACTICE = "work-practice", _("industrial practice")
    PROFILE_PRACTICE = "profile-practice", _("practice by profile")
    COURSE_WORK = "course-work", _("course work")
    PROJECT = "project", _("individual project")
    EXTRA_COURSE = "extra-course", _("extra course")
    EXTRACURRICULAR = "extracurricular", _("course of extracurricular activity")
    ADDITIONAL = "additional", _("additional programme")
    UPBRINGING = "upbringing", _("work of an educator")


SWITCHED = {
    ElementKind.EXTRACURRICULAR: "extracurricular_journals",
    ElementKind.ADDITIONAL: "additional_journals",
    ElementKind.UPBRINGING: "educator_journals",
}
"""Kinds of elements whose journals are kept only where the institution has switched them on: kind -> its setting (A24)."""


PRACTICES = (ElementKind.STUDY_PRACTICE, ElementKind.WORK_PRACTICE, ElementKind.PROFILE_PRACTICE)


class Activity(TextChoices):
    """What a lesson is for the load: theory, practice, or a consultation held under the curriculum (B03)."""

    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")
    CONSULTATION = "consultation", _("consultation")


class Counted(TextChoices):
    """What a form of control counts as for the norms: so many exams and credits in a year (A11, B01)."""

    EXAM = "exam", _("an exam")
    CREDIT = "credit", _("a credit")
    NEITHER = "", _("neither")


class ResultScale(TextChoices):
    """How the result of a form of control is written down (E02)."""

    MARKS = "marks", _("a mark")
    CREDIT = "credit", _("passed or not")
    BOTH = "both", _("a mark, or passed or not")
