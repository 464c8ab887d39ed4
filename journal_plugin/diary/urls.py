"""The short way to the diary: an address under a diary page goes straight to the lean screens, past the page tree.

Any other address is left to Wagtail. Where the plugin is not mounted at the root, the page serves itself.
"""

from django.urls import path, register_converter

from journal_plugin.diary import views
from journal_plugin.diary.queries.addresses import Addresses, addresses, is_under_a_diary


class UnderDiary:
    """A path at or below the address of a diary page of any site."""

    regex = r"(?:[\w-]+/)+"

    def to_python(self, value: str) -> tuple[str, Addresses]:
        """The path and the table that knows it; ValueError lets the next pattern try."""
        table = addresses()
        if not is_under_a_diary(table, f"/{value}"):
            raise ValueError(value)
        return value, table

    def to_url(self, value: str) -> str:
        """The path without its first slash."""
        return value.lstrip("/")


register_converter(UnderDiary, "under_diary")

urlpatterns = [
    path("<under_diary:under>", views.front, name="diary"),
]
