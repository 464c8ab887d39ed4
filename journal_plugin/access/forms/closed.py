"""Forms of the admin's lists: every choice stays inside one institution and inside what its user reads."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms.models import inlineformset_factory
from django.utils.text import capfirst
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets.chooser import BaseChooser

from journal_plugin.access.policies import rows_for_choice


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

    def changed_lines(self) -> list[Any]:
        """New and changed lines, not saved; a form without lines has none."""
        return []

    def dropped_lines(self) -> list[Any]:
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

    def changed_lines(self) -> list[Any]:
        """New and changed lines, not saved."""
        return self.lines.save(commit=False)

    def dropped_lines(self) -> list[Any]:
        """Lines ticked for deletion (after ``changed_lines``)."""
        return self.lines.deleted_objects
