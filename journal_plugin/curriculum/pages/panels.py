"""Panels of the editor of work programmes."""

from wagtail.admin.panels import Panel

from journal_plugin.curriculum.models import ContentElement


class CodifierPanel(Panel):
    """The codifier of the programme's element: what may stand in the field of content elements (B05)."""

    class BoundPanel(Panel.BoundPanel):
        """For the saved element: which one a new programme is about is not known yet."""

        template_name = "journal/curriculum/codifier_panel.html"

        def get_context_data(self, parent_context=None):
            """Adds ``codes`` (code, name) in their order; one query."""
            context = super().get_context_data(parent_context)
            rows = ContentElement.objects.filter(element=self.instance.element_id).order_by("sort_key")
            return context | {"codes": list(rows.values_list("code", "name")), "saved": bool(self.instance.pk)}
