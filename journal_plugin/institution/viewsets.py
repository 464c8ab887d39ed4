"""Departments, buildings, rooms and the settings of the institution in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.institution.actions import change_settings
from journal_plugin.institution.models import Building, Department, Institution, InstitutionSettings, Room


class DepartmentViewSet(ClosedModelViewSet):
    """Departments."""

    model = Department
    icon = "group"
    form_fields = ("name", "external_id")
    list_display = ("name", "external_id")
    ordering = "sort_key"
    search_keys = ("search_key",)


class BuildingViewSet(ClosedModelViewSet):
    """Buildings (A01)."""

    model = Building
    icon = "home"
    form_fields = ("name", "address", "external_id")
    list_display = ("name", "address")
    ordering = "sort_key"
    search_keys = ("search_key",)


class RoomViewSet(ClosedModelViewSet):
    """Rooms with their parameters (A02)."""

    model = Room
    icon = "table"
    form_fields = ("name", "building", "kind", "capacity", "equipment", "external_id")
    list_display = ("name", "building", "kind", "capacity")
    list_filter = ("building",)
    list_related = ("building",)
    ordering = ("building__sort_key", "sort_key")
    search_keys = ("search_key", "building__search_key")


class _NeitherMadeNorDeleted(ClosedModelViewSet):
    """One row an institution: it is founded by a command and never deleted."""

    def get_urlpatterns(self) -> list:
        """No address for adding and deleting."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"add", "delete"}]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows such an address."""
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": None, "delete_url_name": None}


class InstitutionViewSet(_NeitherMadeNorDeleted):
    """Names and time of the institution (A23)."""

    model = Institution
    icon = "site"
    form_fields = ("name", "short_name", "founder", "city", "time_zone", "first_weekday")
    list_display = ("name", "city")
    ordering = "sort_key"
    menu_label = _("Institution")


class SettingsViewSet(_NeitherMadeNorDeleted):
    """Windows, due times, scales and words (A22, A23): every change is a line of the history."""

    model = InstitutionSettings
    icon = "cogs"
    form_fields = (
        "mark_window_days",
        "final_window_days",
        "entry_due",
        "absence_due",
        "written_due_days",
        "monitoring_due_days",
        "final_due",
        "attestation_due_days",
        "correction_days",
        "homework_norm",
        "monthly_marks",
        "least_marks",
        "mark_with_absence",
        "owed_allowed",
        "mark_one_allowed",
        "weighted_average",
        "threshold_five",
        "threshold_four",
        "threshold_three",
        "lesson_hours",
        "register_order",
        "register_order_date",
        "programmes_approved",
        "curator_title",
        "learner_word",
    )
    list_display = ("__str__", "mark_window_days", "final_window_days", "entry_due", "absence_due")
    list_related = ("institution",)
    ordering = "institution__sort_key"

    def save(self, *, form, by):
        """By the action that logs each changed value."""
        values = {name: form.cleaned_data[name] for name in self.form_fields}
        change_settings(institution=form.instance.institution, values=values, by=by)
        return form.instance
