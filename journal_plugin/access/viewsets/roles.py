"""The list of roles in the Wagtail admin."""

from journal_plugin.access.actions.roles import assign_role, end_role
from journal_plugin.access.forms.closed import ClosedForm
from journal_plugin.access.forms.roles import RoleForm
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.viewsets.lists import ClosedModelViewSet


class RoleViewSet(ClosedModelViewSet):
    """Roles by order, with dates (I04, L04, L05). A role is ended, never deleted: the row says who was what."""

    model = RoleAssignment
    icon = "key"
    form_class = RoleForm
    form_fields = ("person", "role", "department", "group", "order_no", "order_date", "since", "until")
    list_display = ("person", "role", "department", "group", "order_no", "order_date", "since", "until")
    list_filter = ("role", "department", "group")
    list_related = ("person", "department", "group")
    ordering = ("person__sort_key", "-since")
    search_keys = ("person__search_key",)

    def save(self, *, form: ClosedForm, by) -> RoleAssignment:
        """By the actions that demand an order."""
        if form.instance.pk is None:
            given = {name: form.cleaned_data[name] for name in self.form_fields}
            return assign_role(institution=form.instance.institution, by=by, **given)
        until, order_no = form.cleaned_data["until"], form.cleaned_data["order_of_end"]
        if "until" in form.changed_data:
            end_role(assignment=form.instance, until=until, order_no=order_no, by=by)
        return form.instance

    def get_urlpatterns(self) -> list:
        """No address for deleting."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows such an address."""
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": None}
