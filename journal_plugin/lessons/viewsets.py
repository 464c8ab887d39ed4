"""Kinds of work in the Wagtail admin (D11, D27)."""

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.lessons.models import WorkKind


class WorkKindViewSet(ClosedModelViewSet):
    """Kinds of work with their signs and weights."""

    model = WorkKind
    icon = "tag"
    bulk_fields = ("weight", "written", "monitoring", "required")
    form_fields = (
        "name",
        "code",
        "weight",
        "tint",
        "written",
        "monitoring",
        "monthly",
        "required",
        "done_only",
        "position",
    )
    list_display = ("name", "code", "weight", "written", "monitoring", "required", "position")
    ordering = ("position", "pk")
    search_keys = ("search_key",)
