"""Forms of the admin's lists: every choice stays inside one institution and inside what its user reads."""

from typing import ClassVar

from django import forms
from django.db.models import Model
from django.forms.models import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets.chooser import BaseChooser

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.policies import rows_for_choice
from journal_plugin.access.queries import roles_of


class ClosedChooser(BaseChooser):
    """A chooser that names only rows that its form may offer: a foreign id sent to the form is not even named."""

    offered = None

    def get_instance(self, value):
        """The row behind ``value`` when it is among those offered."""
        row = super().get_instance(value)
        return row if row is None or self.offered is None or self.offered.filter(pk=row.pk).exists() else None


class ClosedForm(forms.ModelForm):
    """A model form for ``for_user`` at one institution. ``institution`` is set from the role and never typed."""

    class Meta:
        formfield_callback = formfield_for_dbfield

    def __init__(self, *args, for_user, institution_id: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.institution_id = institution_id
        if self.instance.pk is None and any(field.name == "institution" for field in self._meta.model._meta.fields):
            self.instance.institution_id = institution_id
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                self._close(field)

    def _close(self, field: forms.ModelChoiceField) -> None:
        limits = field.get_limit_choices_to() or {}
        rows = rows_for_choice(field.queryset.model, self.for_user, self.institution_id)
        field.queryset = rows.complex_filter(limits)
        if isinstance(field.widget, ClosedChooser):
            field.widget.offered = field.queryset

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"institution"}

    def links(self) -> dict[str, list[Model]]:
        """Many-to-many fields of the form: name -> rows."""
        names = {field.name for field in self._meta.model._meta.many_to_many}
        return {name: list(value) for name, value in self.cleaned_data.items() if name in names}

    def changed_lines(self) -> list[Model]:
        """New and changed lines, not saved; a form without lines has none."""
        return []

    def dropped_lines(self) -> list[Model]:
        """Lines that are to be deleted."""
        return []


class FormWithLines(ClosedForm):
    """A form whose row has lines: the terms of a year, the bells of a schedule."""

    line_model: ClassVar[type[Model]]
    line_fields: ClassVar[tuple[str, ...]]
    line_form: ClassVar[type[ClosedForm]] = ClosedForm
    extra_lines = 4

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        factory = inlineformset_factory(
            self._meta.model,
            self.line_model,
            form=self.line_form,
            fields=self.line_fields,
            formfield_callback=formfield_for_dbfield,
            extra=self.extra_lines,
        )
        shared = {"for_user": self.for_user, "institution_id": self.institution_id}
        self.lines = factory(data, instance=self.instance, prefix="lines", form_kwargs=shared)

    @property
    def lines_title(self) -> str:
        """The heading over the lines."""
        return str(capfirst(self.line_model._meta.verbose_name_plural))

    @property
    def media(self):
        """Scripts and styles of the widgets of the form and of its lines."""
        return super().media + self.lines.media

    def is_valid(self) -> bool:
        """Whether the row and all its lines are right; both show their errors."""
        return all([super().is_valid(), self.lines.is_valid()])

    def changed_lines(self) -> list[Model]:
        """New and changed lines, not saved."""
        return self.lines.save(commit=False)

    def dropped_lines(self) -> list[Model]:
        """Lines ticked for deletion (after ``changed_lines``)."""
        return self.lines.deleted_objects


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
