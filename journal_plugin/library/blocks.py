"""The choice of an entry of the library inside a page."""

from uuid import UUID

from django.utils.functional import cached_property
from wagtail.blocks import ChooserBlock

from journal_plugin.library.models import Resource


class ResourceChooserBlock(ChooserBlock):
    """An entry of the library: only what its author may choose is offered."""

    @cached_property
    def target_model(self) -> type[Resource]:
        """The entries."""
        return Resource

    @cached_property
    def widget(self):
        """The chooser's window."""
        from journal_plugin.library.viewsets import resource_chooser  # noqa: PLC0415 - the viewset reads models of pages

        return resource_chooser.widget_class()

    def bulk_to_python(self, values):
        """The entries; a page keeps their ids as texts."""
        return super().bulk_to_python([value and UUID(str(value)) for value in values])

    def get_form_state(self, value):
        """What the window shows for the chosen entry; its id as a text, for the editor is told of it in JSON."""
        shown = self.widget.get_value_data(value)
        return shown and shown | {"id": str(shown["id"])}

    class Meta:
        icon = "doc-full"
