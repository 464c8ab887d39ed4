"""Entries of the digital library."""

from journal_plugin.files.sent import Sent
from journal_plugin.institution.models import Institution
from journal_plugin.library.actions import save_resource
from journal_plugin.library.models import Resource


def make_resource(
    institution: Institution, by, name: str = "Атлас", *, file: Sent | None = None, subjects=(), **fields
):
    """An entry that ``by`` has added; without a file it leads to a site."""
    usual = {} if file else {"url": "https://example.org/atlas"}
    row = Resource(institution=institution, name=name, **usual | fields)
    return save_resource(row=row, subjects=subjects, by=by, file=file)
