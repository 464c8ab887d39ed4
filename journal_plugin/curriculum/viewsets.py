"""Programmes, study elements, curricula and the teaching load in the Wagtail admin (A03-A05, B01, B03)."""

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.curriculum.forms import CurriculumForm, TermForm
from journal_plugin.curriculum.models import Curriculum, Programme, StudyElement, TeachingAssignment


class ProgrammeViewSet(ClosedModelViewSet):
    """Educational programmes."""

    model = Programme
    icon = "clipboard-list"
    form_fields = ("name", "code", "level", "external_id")
    list_display = ("name", "code", "level")
    ordering = "sort_key"
    search_keys = ("search_key",)


class ElementViewSet(ClosedModelViewSet):
    """Subjects, extra courses, МДК, practices, modules: with their official names."""

    model = StudyElement
    icon = "list-ul"
    form_fields = ("name", "kind", "code", "level", "module", "external_id")
    list_display = ("name", "kind", "code", "level", "module")
    list_filter = ("kind", "module")
    list_related = ("module",)
    ordering = "sort_key"
    search_keys = ("search_key",)


class CurriculumViewSet(ClosedModelViewSet):
    """Curricula with their lines."""

    model = Curriculum
    icon = "table"
    form_class = CurriculumForm
    form_fields = ("name", "year", "programme", "course", "groups", "external_id")
    list_display = ("name", "year", "programme", "course")
    list_filter = ("year", "programme", "course")
    list_related = ("year", "programme")
    ordering = "sort_key"
    search_keys = ("search_key", "programme__search_key")


class LoadViewSet(ClosedModelViewSet):
    """The teaching load: the right to write a journal follows from it (L06)."""

    model = TeachingAssignment
    icon = "user"
    form_class = TermForm
    form_fields = (
        "term",
        "group",
        "element",
        "staff",
        "activity",
        "hours",
        "lessons_per_cycle",
        "since",
        "until",
    )
    list_display = ("staff", "element", "group", "term", "activity", "hours", "since", "until")
    list_filter = ("term", "group", "element", "staff", "activity")
    list_related = ("staff__person", "element", "group", "term__year")
    ordering = ("staff__person__sort_key", "element__sort_key", "group__sort_key")
    search_keys = ("staff__person__search_key", "element__search_key", "group__search_key")
