"""The place of the lists in the Wagtail admin."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.exchange.exporters import XLSX
from journal_plugin.exchange.rules import keeps_lists
from journal_plugin.exchange.views import lists, packages, plans


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
        """Choose, one list with its sample and export as CSV and XLSX, the preview of what was sent in, packages."""
        return [
            path("", lists.ChooseList.as_view(), name="index"),
            path("sent/<int:pk>/", lists.PreviewList.as_view(), name="preview"),
            path("package/<int:pk>/", packages.PreviewPackage.as_view(), name="package_preview"),
            path("<int:institution>/oneroster/", packages.Packages.as_view(), name="package"),
            path("<int:institution>/oneroster/export/", packages.TakeOut.as_view(), name="package_export"),
            path("<int:institution>/<slug:what>/", lists.OneList.as_view(), name="list"),
            path("<int:institution>/<slug:what>/sample/", lists.SampleFile.as_view(), name="sample"),
            path("<int:institution>/<slug:what>/export/", lists.ExportFile.as_view(), name="export"),
            path("<int:institution>/<slug:what>/sample/xlsx/", lists.SampleFile.as_view(form=XLSX), name="sample_xlsx"),
            path("<int:institution>/<slug:what>/export/xlsx/", lists.ExportFile.as_view(form=XLSX), name="export_xlsx"),
        ]


class PlansViewSet(ViewSet):
    """A table of topics into a work programme, and out of it; reached from the programme's editor."""

    name = "journal_plans"
    url_prefix = "journal/plans"

    def get_urlpatterns(self) -> list:
        """The form with its preview, and the table as it stands."""
        return [
            path("<int:pk>/", plans.PlanFile.as_view(), name="file"),
            path("<int:pk>/xlsx/", plans.PlanBook.as_view(), name="book"),
        ]


class PlanFileButton(Button):
    """Leads from a programme's editor to its table of topics."""

    label = _("Table of topics from a file")
    icon_name = "table"
    allow_in_dropdown = True

    def __init__(self, *, page, user):
        super().__init__(priority=25)
        self.page, self.user = page, user

    @property
    def url(self) -> str:
        """The form that takes the file."""
        return reverse("journal_plans:file", args=[self.page.pk])

    @property
    def show(self) -> bool:
        """On programmes that the user may write."""
        return (
            isinstance(self.page.specific, WorkProgrammePage)
            and self.page.specific.permissions_for_user(self.user).can_edit()
        )
