"""Slots of the timetable in the Wagtail admin (C04)."""

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.timetable.actions import save_slot
from journal_plugin.timetable.forms import SlotForm
from journal_plugin.timetable.models import Slot


class SlotViewSet(ClosedModelViewSet):
    """The weekly timetable of a term."""

    model = Slot
    icon = "calendar"
    form_class = SlotForm
    form_fields = (
        "term",
        "week",
        "weekday",
        "number",
        "group",
        "element",
        "activity",
        "technology",
        "room",
        "teachers",
        "since",
        "until",
    )
    list_display = ("group", "weekday", "number", "week", "element", "activity", "room", "since", "until")
    list_filter = ("term", "week", "weekday", "group", "room")
    list_related = ("group", "element", "room", "term__year")
    ordering = ("group__sort_key", "weekday", "number")
    search_keys = ("group__search_key", "element__search_key")

    def save(self, *, form: SlotForm, by) -> Slot:
        """By the action that looks for clashes and lets the dated lessons follow."""
        return save_slot(row=form.instance, teachers=form.cleaned_data["teachers"], by=by)
