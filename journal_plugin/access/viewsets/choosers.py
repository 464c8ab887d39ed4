"""The closed base of every chooser in the Wagtail admin: it offers, finds and names only what its user reads."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from journal_plugin.access.forms.closed import ClosedChooser
from journal_plugin.access.policies import policy_of
from journal_plugin.access.viewsets.paginator import CountingPaginator
from journal_plugin.core.names import search_key


class KeySearchForm(BaseFilterForm):
    """Search in a chooser by the stored key."""

    q = forms.CharField(label=gettext_lazy("Search term"), required=False)
    search_key_path = "search_key"

    def filter(self, objects: QuerySet) -> QuerySet:
        """Rows whose key holds every word."""
        self.search_query = self.cleaned_data.get("q") or ""
        self.is_searching = bool(self.search_query)
        for word in search_key(self.search_query).split():
            objects = objects.filter(**{f"{self.search_key_path}__contains": word})
        return objects


class _OfferedMixin:
    def offered(self) -> QuerySet:
        """The rows that the user reads."""
        policy = policy_of(self.model_class)
        return policy.rows(self.request.user, "choose").select_related(*policy.related)

    def get_object_list(self) -> QuerySet:
        """Listing and search."""
        return self.offered()

    def get_object(self, pk):
        """The chosen row; 404 for what is no id."""
        try:
            return self.offered().get(pk=pk)
        except (ValueError, ValidationError) as no_id:
            raise Http404 from no_id

    def get_objects(self, pks) -> QuerySet:
        """Several chosen rows; 404 for what is no id."""
        try:
            return self.offered().filter(pk__in=pks)
        except (ValueError, ValidationError) as no_id:
            raise Http404 from no_id

    def can_create(self) -> bool:
        """Choosers never create."""
        return False


class ClosedChooseView(_OfferedMixin, chooser.ChooseView):
    """The chooser's window."""

    paginator_class = CountingPaginator


class ClosedChooseResultsView(_OfferedMixin, chooser.ChooseResultsView):
    """The chooser's list."""

    paginator_class = CountingPaginator


class ClosedChosenView(_OfferedMixin, chooser.ChosenView):
    """The row that was chosen; a foreign one is 404."""


class ClosedChosenMultipleView(_OfferedMixin, chooser.ChosenMultipleView):
    """The rows that were chosen, without foreign ones."""


class ClosedChooserViewSet(ChooserViewSet):
    """A chooser that offers, finds and names only the rows that its user reads."""

    choose_view_class = ClosedChooseView
    choose_results_view_class = ClosedChooseResultsView
    chosen_view_class = ClosedChosenView
    chosen_multiple_view_class = ClosedChosenMultipleView
    base_widget_class = ClosedChooser
    search_key_path = "search_key"
    ordering = "sort_key"

    @cached_property
    def filter_form_class(self) -> type[KeySearchForm]:
        """Search by the key of the model."""
        return type("FilterForm", (KeySearchForm,), {"search_key_path": self.search_key_path})

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """The search form and the order of names."""
        own = {"filter_form_class": self.filter_form_class, "ordering": self.ordering}
        return super().get_common_view_kwargs(**{**own, **kwargs})

    def get_urlpatterns(self) -> list:
        """All addresses but creation."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
