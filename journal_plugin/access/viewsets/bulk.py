"""Many rows of a directory at once: changed in the fields that are ticked, or deleted (A22). A foreign row is 404."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.forms.models import modelform_factory
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from journal_plugin.access.actions.bulk import change_rows, delete_rows
from journal_plugin.access.forms.bulk import BulkForm, RowForm
from journal_plugin.access.policies import policy_of

MOST = 500


class _BulkView(WagtailAdminTemplateMixin, TemplateView):
    """The rows of ``?id=`` that the user writes, and a form; ``viewset`` is that of their list."""

    viewset = None
    right = "change"
    kept = gettext_lazy("Nothing was changed.")
    """What stands above the reasons of a refusal."""

    @cached_property
    def rows(self) -> list:
        """All of the rows asked for; 404 where one is foreign, none is named or the ids are no numbers."""
        asked = set(self.request.GET.getlist("id"))
        if not asked or len(asked) > MOST or not all(one.isdecimal() and len(one) < 19 for one in asked):
            raise Http404
        ordering = self.viewset.ordering
        names = (ordering,) if isinstance(ordering, str) else ordering
        found = list(self._mine().filter(pk__in=asked).order_by(*names))
        if len(found) != len(asked):
            raise Http404
        return found

    def _mine(self) -> QuerySet:
        policy = policy_of(self.viewset.model)
        return policy.rows(self.request.user, self.right).select_related(*policy.related)

    def get_breadcrumbs_items(self) -> list:
        """Home, the list, and what is done here."""
        index = {"url": self.index, "label": str(self.viewset.model._meta.verbose_name_plural).capitalize()}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.page_title)}]

    @cached_property
    def index(self) -> str:
        """The address of the list."""
        return reverse(self.viewset.get_url_name("index"))

    def get_context_data(self, **kwargs) -> dict:
        """``rows``, ``form`` and where to go back to."""
        context = {"rows": self.rows, "form": self.form(), "index": self.index, "header_icon": self.viewset.icon}
        return super().get_context_data(**context, **kwargs)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Does it and goes back to the list, or shows what is refused and why."""
        form = self.form(request.POST)
        try:
            if form.is_valid():
                messages.success(request, self.done(self.act(form)))
                return redirect(self.index)
        except ValidationError as refusal:
            form.add_error(None, [self.kept, *refusal.messages])
        return self.render_to_response(self.get_context_data(**kwargs) | {"form": form}, status=422)


class BulkChangeView(_BulkView):
    """Some fields of all these rows get the same value."""

    template_name = "journal/access/bulk_change.html"
    page_title = gettext_lazy("Change the chosen rows")

    @cached_property
    def institution_id(self) -> int | None:
        """The institution of all of the rows: what is offered is its own; 404 for rows of several."""
        policy = policy_of(self.viewset.model)
        (first, *others) = {policy.institution_id_of(row) for row in self.rows}
        if others:
            raise Http404
        return first

    def form(self, data=None) -> Form:
        """One for all of the rows."""
        sample = self._row_form(self.viewset.bulk_fields)(
            for_user=self.request.user, institution_id=self.institution_id
        )
        return BulkForm(data, sample=sample)

    def act(self, form: BulkForm) -> int:
        """A form for each row, with the fields that are ticked."""
        model_form = self._row_form(form.chosen(form.cleaned_data))
        user, where = self.request.user, self.institution_id
        forms = (model_form(self.request.POST, instance=row, for_user=user, institution_id=where) for row in self.rows)
        return change_rows(forms=forms, by=self.request.user)

    def done(self, count: int) -> str:
        """What is said of it."""
        return ngettext("%(n)s row is changed.", "%(n)s rows are changed.", count) % {"n": count}

    def _row_form(self, names) -> type[Any]:
        return modelform_factory(
            self.viewset.model, form=RowForm, fields=names, formfield_callback=self.viewset.formfield_for_dbfield
        )


class BulkDeleteView(_BulkView):
    """All of these rows are deleted, unless something stands on one of them."""

    template_name = "journal/access/bulk_delete.html"
    page_title = gettext_lazy("Delete the chosen rows")
    right = "delete"
    kept = gettext_lazy("Nothing was deleted.")

    def form(self, data=None) -> Form:
        """Nothing is asked."""
        return Form(data)

    def act(self, _form: Form) -> int:
        """All or none."""
        return delete_rows(rows=self.rows, by=self.request.user)

    def done(self, count: int) -> str:
        """What is said of it."""
        return ngettext("%(n)s row is deleted.", "%(n)s rows are deleted.", count) % {"n": count}
