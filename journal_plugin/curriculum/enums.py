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


class Activity(TextChoices):
    """What a lesson is for the load: theory, practice, or a consultation held under the curriculum (B03)."""

    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")
    CONSULTATION = "consultation", _("consultation")


class ControlForm(TextChoices):
    """Form of control at the end of a term (A11)."""

    NONE = "", _("none")
    CREDIT = "credit", _("credit")
    GRADED_CREDIT = "graded-credit", _("graded credit")
    EXAM = "exam", _("exam")
    OTHER = "other", _("other")
