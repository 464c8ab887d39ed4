"""Departments, buildings, rooms and the institution itself in the Wagtail admin."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.institution.models import Building, Department, Institution, Room
from journal_plugin.institution.rules import sees_settings


class DepartmentViewSet(ClosedModelViewSet):
    """Departments."""

    model = Department
    icon = "group"
    bulk_fields = ()
    form_fields = ("name", "external_id")
    list_display = ("name", "external_id")
    ordering = "sort_key"
    search_keys = ("search_key",)


class BuildingViewSet(ClosedModelViewSet):
    """Buildings (A01)."""

    model = Building
    icon = "home"
    bulk_fields = ("address",)
    form_fields = ("name", "address", "external_id")
    list_display = ("name", "address")
    ordering = "sort_key"
    search_keys = ("search_key",)


class RoomViewSet(ClosedModelViewSet):
    """Rooms with their parameters (A02)."""

    model = Room
    icon = "table"
    bulk_fields = ("building", "kind", "capacity", "equipment")
    form_fields = ("name", "building", "kind", "capacity", "equipment", "external_id")
    list_display = ("name", "building", "kind", "capacity")
    list_filter = ("building",)
    list_related = ("building",)
    ordering = ("building__sort_key", "sort_key")
    search_keys = ("search_key", "building__search_key")


class InstitutionViewSet(ClosedModelViewSet):
    """Names and time of the institution (A23): it is founded by a command and never deleted."""

    model = Institution
    icon = "site"
    form_fields = ("name", "short_name", "founder", "city", "time_zone", "first_weekday")
    list_display = ("name", "city")
    ordering = "sort_key"
    menu_label = _("Institution")

    def get_urlpatterns(self) -> list:
        """No address for adding and deleting."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"add", "delete"}]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows such an address."""
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": None, "delete_url_name": None}


class SettingsMenuItem(MenuItem):
    """«Настройки», which stand on the journal's own page: seen by who reads the directories (A23)."""

    def __init__(self):
        super().__init__(
            _("Journal settings"),
            reverse_lazy("journal:settings"),
            name="journal-settings",
            icon_name="cogs",
            order=350,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user reads the settings of any institution."""
        return sees_settings(request.user)
