"""The place of the lists in the Wagtail admin."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from journal_plugin.exchange import views
from journal_plugin.exchange.exporters import XLSX
from journal_plugin.exchange.rules import keeps_lists


class ListsMenuItem(MenuItem):
    """Seen by those who keep a list."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user keeps a list at any institution."""
        return keeps_lists(request.user)


class ListsViewSet(ViewSet):
    """«Списки»: import and export."""

    name = "journal_lists"
    url_prefix = "journal/lists"
    icon = "table"
    menu_label = _("Lists")
    menu_icon = "table"
    menu_name = "journal-lists"
    menu_order = 340
    menu_item_class = ListsMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        """Choose, one list with its sample and export as CSV and XLSX, the preview of what was sent in."""
        return [
            path("", views.ChooseList.as_view(), name="index"),
            path("sent/<int:pk>/", views.PreviewList.as_view(), name="preview"),
            path("<int:institution>/<slug:what>/", views.OneList.as_view(), name="list"),
            path("<int:institution>/<slug:what>/sample/", views.SampleFile.as_view(), name="sample"),
            path("<int:institution>/<slug:what>/export/", views.ExportFile.as_view(), name="export"),
            path("<int:institution>/<slug:what>/sample/xlsx/", views.SampleFile.as_view(form=XLSX), name="sample_xlsx"),
            path("<int:institution>/<slug:what>/export/xlsx/", views.ExportFile.as_view(form=XLSX), name="export_xlsx"),
        ]
