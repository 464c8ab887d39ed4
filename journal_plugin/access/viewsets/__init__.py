"""What the lists and choosers of every room are made of, and the list of roles."""

from journal_plugin.access.viewsets.choosers import ClosedChooserViewSet
from journal_plugin.access.viewsets.lists import ClosedIndexView, ClosedModelViewSet, ReadOnlyViewSet
from journal_plugin.access.viewsets.roles import RoleViewSet

__all__ = ["ClosedChooserViewSet", "ClosedIndexView", "ClosedModelViewSet", "ReadOnlyViewSet", "RoleViewSet"]
