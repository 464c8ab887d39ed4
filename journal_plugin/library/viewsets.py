"""The library in the Wagtail admin, and the choice of an entry in a work programme (B20, B21)."""

from journal_plugin.access.viewsets import ClosedChooserViewSet, ClosedModelViewSet
from journal_plugin.library.actions import save_resource
from journal_plugin.library.forms import FIELDS, ResourceForm
from journal_plugin.library.models import Resource


class ResourceViewSet(ClosedModelViewSet):
    """Entries of the library; one is taken off the shelf, never deleted: programmes may name it."""

    model = Resource
    icon = "doc-full"
    form_class = ResourceForm
    form_fields = FIELDS
    list_display = ("name", "kind", "author", "year", "course", "public", "withdrawn")
    list_filter = ("kind", "course", "public", "withdrawn")
    ordering = "sort_key"
    search_keys = ("search_key",)

    def save(self, *, form: ResourceForm, by) -> Resource:
        """By the action that keeps the file."""
        return save_resource(by=by, **form.said())

    def get_urlpatterns(self) -> list:
        """No address for deleting."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows such an address."""
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": None}


class ResourceChooserViewSet(ClosedChooserViewSet):
    """The choice of an entry: of the institutions where the author works."""

    model = Resource
    icon = "doc-full"


resource_chooser = ResourceChooserViewSet("journal_resource_chooser", url_prefix="journal/resource-chooser")
