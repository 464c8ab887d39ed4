"""The form of a role by order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.enums import Role
from journal_plugin.access.forms.closed import ClosedForm
from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of


class RoleForm(ClosedForm):
    """A role is given by an order to a staff member of the institution; later only its last day is entered."""

    order_of_end = forms.CharField(label=_("number of the order that ends the role"), max_length=64, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in set(self.fields) - {"until", "order_of_end"}:
                self.fields[name].disabled = True
        else:
            del self.fields["order_of_end"]
            staff = self.fields["person"].queryset.filter(staff__institution_id=self.institution_id).distinct()
            self.fields["person"].queryset = self.fields["person"].widget.offered = staff

    def clean(self):
        """Nobody gives a role to himself; only who sets up roles makes administrators."""
        cleaned = super().clean()
        person, role = cleaned.get("person"), cleaned.get("role")
        if self.instance.pk:
            if "until" not in self.changed_data:
                return cleaned
            person, role = self.instance.person, self.instance.role
            if not cleaned.get("order_of_end"):
                self.add_error("order_of_end", _("Enter the number of the order."))
        if person and person.user_id == self.for_user.pk and not self._only_ends(cleaned):
            self.add_error("until" if self.instance.pk else "person", _("Nobody gives a role to himself."))
        keepers = {Role.ADMIN, Role.SYSTEM}
        if role in keepers and not may(roles_of(self.for_user), Area.ROLES, Right.SET_UP, self.institution_id):
            self.add_error("until" if self.instance.pk else "role", _("Only an administrator makes administrators."))
        return cleaned

    def _only_ends(self, cleaned: dict) -> bool:
        """Whether a role that stands is given an earlier last day: a later one, or none, gives it again."""
        until, stood = cleaned.get("until"), self.initial.get("until")
        return bool(self.instance.pk and until and (stood is None or until <= stood))
