"""Programmes, study elements, curricula and the teaching load in the Wagtail admin (A03-A05, B01-B03)."""

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.curriculum.actions import save_curriculum, save_individual
from journal_plugin.curriculum.forms import CurriculumForm, IndividualForm, TermForm
from journal_plugin.curriculum.models import (
    ContentElement,
    ControlForm,
    Curriculum,
    IndividualCurriculum,
    Programme,
    StudyElement,
    TeachingAssignment,
)


class ProgrammeViewSet(ClosedModelViewSet):
    """Educational programmes."""

    model = Programme
    icon = "clipboard-list"
    bulk_fields = ("level",)
    form_fields = ("name", "code", "level", "external_id")
    list_display = ("name", "code", "level")
    ordering = "sort_key"
    search_keys = ("search_key",)


class ElementViewSet(ClosedModelViewSet):
    """Subjects, extra courses, МДК, practices, modules: with their official names."""

    model = StudyElement
    icon = "list-ul"
    bulk_fields = ("kind", "level", "module")
    form_fields = ("name", "kind", "code", "level", "module", "external_id")
    list_display = ("name", "kind", "code", "level", "module")
    list_filter = ("kind", "module")
    list_related = ("module",)
    ordering = "sort_key"
    search_keys = ("search_key",)


class ContentViewSet(ClosedModelViewSet):
    """Codifiers: elements of the content of study (КЭС), which lessons of work programmes name by code (B05)."""

    model = ContentElement
    icon = "tag"
    bulk_fields = ()
    form_fields = ("element", "code", "name", "external_id")
    list_display = ("code", "name", "element")
    list_filter = ("element",)
    list_related = ("element",)
    ordering = ("element__sort_key", "sort_key")
    search_keys = ("search_key", "element__search_key")


class ControlFormViewSet(ClosedModelViewSet):
    """Forms of control that the institution's local act names (A11)."""

    model = ControlForm
    icon = "check"
    bulk_fields = ("counts", "scale", "levels", "act", "archived")
    form_fields = ("name", "short", "counts", "scale", "levels", "act", "archived", "position", "external_id")
    list_display = ("name", "short", "counts", "scale", "levels", "act", "archived")
    list_filter = ("counts", "scale", "archived")
    ordering = ("position", "sort_key")
    search_keys = ("search_key",)


class CurriculumViewSet(ClosedModelViewSet):
    """Curricula with their lines."""

    model = Curriculum
    icon = "table"
    form_class = CurriculumForm
    bulk_fields = ()
    form_fields = ("name", "year", "programme", "course", "groups", "external_id")
    list_display = ("name", "year", "programme", "course")
    list_filter = ("year", "programme", "course")
    list_related = ("year", "programme")
    ordering = "sort_key"
    search_keys = ("search_key", "programme__search_key")

    def save(self, *, form: CurriculumForm, by) -> Curriculum:
        """By the action that announces it."""
        return save_curriculum(
            row=form.instance, links=form.links(), lines=form.changed_lines(), dropped=form.dropped_lines(), by=by
        )


class IndividualViewSet(ClosedModelViewSet):
    """Individual curricula (ИУП) with what differs from the group's (B02)."""

    model = IndividualCurriculum
    icon = "user"
    form_class = IndividualForm
    form_fields = ("learner", "year", "order_no", "order_date", "note")
    list_display = ("learner", "year", "order_no", "order_date")
    list_filter = ("year",)
    list_related = ("learner__person", "year")
    ordering = ("-year__since", "learner__person__sort_key")
    search_keys = ("learner__person__search_key",)

    def save(self, *, form: IndividualForm, by) -> IndividualCurriculum:
        """By the action that also marks the learner's card."""
        return save_individual(row=form.instance, lines=form.changed_lines(), dropped=form.dropped_lines(), by=by)


class LoadViewSet(ClosedModelViewSet):
    """The teaching load: the right to write a journal follows from it (L06)."""

    model = TeachingAssignment
    icon = "user"
    form_class = TermForm
    bulk_fields = ("staff", "hours", "lessons_per_cycle", "until")
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
