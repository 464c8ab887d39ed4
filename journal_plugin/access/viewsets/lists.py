"""The closed base of every list in the Wagtail admin: index, filters, export, forms, delete, history, inspect.

Wagtail's generic views ask only model permissions; here each of them fetches its rows by the room's rule.
"""

from collections import Counter
from functools import reduce
from operator import or_

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import BooleanField, ProtectedError, Q, QuerySet, RestrictedError
from django.forms.models import modelform_factory
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ModelChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Site

from journal_plugin.access.actions.rows import delete_row, save_row
from journal_plugin.access.forms.closed import ClosedForm
from journal_plugin.access.matrix import Right, roles_with
from journal_plugin.access.policies import policy_of
from journal_plugin.access.queries import roles_of
from journal_plugin.access.viewsets.bulk import BulkChangeView, BulkDeleteView
from journal_plugin.access.viewsets.paginator import CountingPaginator
from journal_plugin.core.names import search_key
from journal_plugin.core.spreadsheet import csv_text

SAVED = gettext_lazy("“%(object)s” is saved.")
NOT_SAVED = gettext_lazy("Nothing was saved: mend what is marked in the form.")
"""Without the name of the model: Wagtail's own sentences decline neither its case nor its gender in Russian."""


def institution_at_hand(request, model) -> int | None:
    """Where a new row of ``model`` goes: the institution of this site when the user writes there, else his own.

    Raises PermissionDenied when he writes nowhere.
    """
    site = Site.find_for_request(request)
    here = getattr(getattr(site, "journal_institution", None), "pk", None)
    roles = roles_of(request.user)
    if roles.is_superuser:
        return here
    own = roles.institutions(*roles_with(policy_of(model).area, Right.WRITE))
    if not own:
        raise PermissionDenied
    return here if here in own else min(own)


class ClosedFilterSet(WagtailFilterSet):
    """Filters that offer only what their user reads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choice in self.filters.items():
            if isinstance(choice, ModelChoiceFilter | ModelMultipleChoiceFilter):
                policy = policy_of(self._meta.model._meta.get_field(name).related_model)
                choice.queryset = policy.rows(self.request.user, "choose").select_related(*policy.related)


class ClosedIndexView(generic.IndexView):
    """The list, its search, filters and export: the rows that the user reads."""

    paginator_class = CountingPaginator
    base_filterset_class = ClosedFilterSet
    search_keys: tuple[str, ...] = ()
    list_related: tuple[str, ...] = ()
    add_item_label = gettext_lazy("Add")
    bulk_url_names: tuple[tuple[str, object], ...] = ()

    @cached_property
    def columns(self) -> list:
        """A tick before each row, for who may change rows here."""
        return [*([BulkActionsCheckboxColumn("bulk", obj_type="row")] if self._writes else []), *super().columns]

    @cached_property
    def _writes(self) -> bool:
        return bool(self.bulk_url_names) and policy_of(self.model).user_has_permission(self.request.user, "change")

    def _get_title_column(self, *args, **kwargs):
        return super()._get_title_column(*args, **kwargs, get_title_id=lambda row: f"row_{row.pk}_title")

    def get_context_data(self, *args, **kwargs) -> dict:
        """``bulk_urls``: what may be done to many rows, as (address, words)."""
        names = self.bulk_url_names if self._writes else ()
        return super().get_context_data(*args, **kwargs) | {
            "bulk_urls": [(reverse(name), label) for name, label in names]
        }

    def _get_custom_column(self, field_name, column_class=Column, **kwargs):
        ticks = {field.name for field in self.model._meta.concrete_fields if isinstance(field, BooleanField)}
        yes_or_no = field_name in ticks and column_class is Column
        return super()._get_custom_column(field_name, BooleanColumn if yes_or_no else column_class, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        """The rows that the user reads."""
        return policy_of(self.model).rows(self.request.user, "view").select_related(*self.list_related)

    def to_row_dict(self, item) -> dict[str, object]:
        """A row of the table that is taken away: words of a choice, not its code."""
        row = super().to_row_dict(item)
        words = {name: getattr(item, f"get_{name}_display", None) for name in row}
        return row | {name: str(word()) for name, word in words.items() if word}

    def preprocess_field_value(self, field, value, export_format):
        """A text in CSV stays a text in an office program, whatever it begins with."""
        cell = super().preprocess_field_value(field, value, export_format)
        return csv_text(cell) if export_format == self.FORMAT_CSV and isinstance(cell, str) else cell

    @cached_property
    def is_searchable(self) -> bool:
        """Search goes by the stored keys, which fold Cyrillic on every database."""
        return bool(self.search_keys)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Rows whose key holds every word of the query."""
        for word in search_key(self.search_query).split():
            queryset = queryset.filter(reduce(or_, (Q(**{f"{key}__contains": word}) for key in self.search_keys)))
        return queryset


class _WriteMixin:
    """Create and edit: the closed form, saved by an action."""

    save_with = None

    def get_form_kwargs(self) -> dict:
        """The form knows its user and its institution."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "for_user": self.request.user, "institution_id": self.get_institution_id()}

    def save_instance(self):
        """Save by the room's action, which returns the row."""
        return self.save_with(form=self.form, by=self.request.user)

    def form_valid(self, form):
        """Save; what the action refuses is shown on the form."""
        try:
            return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class ClosedCreateView(_WriteMixin, generic.CreateView):
    """A new row at the user's institution."""

    success_message = SAVED
    error_message = NOT_SAVED

    def get_institution_id(self) -> int | None:
        """The institution that the user writes at."""
        return institution_at_hand(self.request, self.model)


class ClosedEditView(_WriteMixin, generic.EditView):
    """A row that the user writes; another's is 404."""

    success_message = SAVED
    error_message = NOT_SAVED

    def get_queryset(self) -> QuerySet:
        """The rows that the user writes."""
        return policy_of(self.model).rows(self.request.user, "change")

    def get_institution_id(self) -> int | None:
        """The institution of the row."""
        return policy_of(self.model).institution_id_of(self.object)

    def get_context_data(self, **kwargs) -> dict:
        """``shut`` says above the form why nothing of it will be taken."""
        return super().get_context_data(**kwargs) | {"shut": policy_of(self.model).shut(self.object)}


class ClosedDeleteView(generic.DeleteView):
    """Deleting a row that the user writes; one that is in use stays, with the reason."""

    def get_queryset(self) -> QuerySet:
        """The rows that the user writes."""
        return policy_of(self.model).rows(self.request.user, "delete")

    def form_valid(self, form) -> HttpResponseRedirect:
        """Delete by the action, or say what stands on the row."""
        try:
            delete_row(row=self.object, by=self.request.user)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))
        except (ProtectedError, RestrictedError) as refusal:
            held = refusal.args[1]
            kinds = Counter(str(row._meta.verbose_name_plural) for row in held)
            users = ", ".join(f"{kind} – {count}" for kind, count in sorted(kinds.items()))
            text = _("“%(row)s” is in use and was not deleted: %(users)s.")
            messages.error(self.request, text % {"row": self.object, "users": users})
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())


class ClosedHistoryView(history.HistoryView):
    """What was done to a row that the user reads."""

    any_permission_required = ("view",)

    def get_base_object_queryset(self) -> QuerySet:
        """The rows that the user reads."""
        return policy_of(self.model).rows(self.request.user, "view")


class ClosedInspectView(generic.InspectView):
    """A row that the user reads."""

    any_permission_required = ("view",)

    def get_object(self, queryset=None):
        """The row, or 404."""
        return get_object_or_404(policy_of(self.model).rows(self.request.user, "inspect"), pk=self.pk)


class ClosedModelViewSet(ModelViewSet):
    """A list in the admin whose every view asks the rule of ``journal_plugin/policies.py``.

    ``search_keys`` are paths to stored keys, ``list_related`` what the columns need, ``form_class`` a ClosedForm with
    more than ``form_fields``. Copying and usage have no address; nothing is granted by hand-made auth groups.
    """

    index_view_class = ClosedIndexView
    add_view_class = ClosedCreateView
    edit_view_class = ClosedEditView
    delete_view_class = ClosedDeleteView
    history_view_class = ClosedHistoryView
    inspect_view_class = ClosedInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    create_template_name = edit_template_name = "journal/access/form.html"
    index_template_name = "journal/access/index.html"
    bulk_fields: tuple[str, ...] | None = None
    """What may be changed in many rows at once; nothing: they are only deleted together; None: neither."""
    list_per_page = 50
    search_keys: tuple[str, ...] = ()
    list_related: tuple[str, ...] = ()
    form_class: type[ClosedForm] = ClosedForm
    form_fields: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The namespace of the addresses: journal_<model>."""
        return f"journal_{self.model_name}"

    @cached_property
    def url_prefix(self) -> str:
        """The address: /admin/journal/<model>/."""
        return f"journal/{self.model_name}"

    @cached_property
    def inspect_view_fields(self) -> list[str]:
        """What the form shows."""
        return list(self.form_fields)

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the list."""
        return [column for column in self.list_display if isinstance(column, str)]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows an address of usage."""
        shared = {"save_with": self.save, "search_keys": self.search_keys, "list_related": self.list_related}
        return {**super().get_common_view_kwargs(**kwargs), **shared, "usage_url_name": None}

    def get_index_view_kwargs(self, **kwargs) -> dict:
        """The list knows what may be done to many of its rows."""
        names = ((self.get_url_name("bulk_delete"), gettext_lazy("Delete")),) if self.bulk_fields is not None else ()
        names = ((self.get_url_name("bulk_change"), gettext_lazy("Change")), *names) if self.bulk_fields else names
        return {**super().get_index_view_kwargs(**kwargs), "bulk_url_names": names}

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The closed form of the model."""
        return modelform_factory(
            self.model, form=self.form_class, fields=self.form_fields, formfield_callback=self.formfield_for_dbfield
        )

    def formfield_for_dbfield(self, db_field, **kwargs):
        """Wagtail's widgets for dates, times and choosers."""
        return formfield_for_dbfield(db_field, **kwargs)

    def save(self, *, form: ClosedForm, by):
        """The action behind the form; a room with a verb of its own overrides it."""
        return save_row(
            row=form.instance, by=by, links=form.links(), lines=form.changed_lines(), dropped=form.dropped_lines()
        )

    def register_permissions(self) -> None:
        """Nothing: rights come from roles, not from auth permissions."""

    def get_urlpatterns(self) -> list:
        """All addresses but usage, and those for many rows."""
        own = [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
        if self.bulk_fields:
            own.append(path("bulk/", BulkChangeView.as_view(viewset=self), name="bulk_change"))
        if self.bulk_fields is not None:
            own.append(path("bulk/delete/", BulkDeleteView.as_view(viewset=self), name="bulk_delete"))
        return own


class ReadOnlyViewSet(ClosedModelViewSet):
    """A list that is only looked at: its rows are changed elsewhere, by verbs with dates and orders."""

    def get_urlpatterns(self) -> list:
        """No address for a change."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"add", "edit", "delete"}]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows an address for a change."""
        nothing = {"add_url_name": None, "edit_url_name": None, "delete_url_name": None}
        return {**super().get_common_view_kwargs(**kwargs), **nothing}

    def register_admin_url_finder(self) -> None:
        """Nothing: there is no edit page to find."""
