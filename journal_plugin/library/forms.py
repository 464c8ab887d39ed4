"""Adding and changing an entry."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.forms import ClosedForm
from journal_plugin.files.forms import OneFileField

FIELDS = ("name", "kind", "author", "year", "subjects", "course", "url", "note", "public", "withdrawn")


class ResourceForm(ClosedForm):
    """An entry with its file; subjects are those of its institution, also for a teacher who keeps no directories."""

    sent = OneFileField(label=_("File"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # its id is there before it is saved
            self.instance.institution_id = self.institution_id
        self.fields["subjects"].widget = forms.CheckboxSelectMultiple(choices=self.fields["subjects"].choices)
        standing = self.instance.file
        if standing is not None:
            self.fields["sent"].help_text = _("Now: %(name)s. A new file takes its place.") % {"name": standing.name}
        self.order_fields(["name", "kind", "author", "year", "subjects", "course", "url", "sent"])
        if self.instance._state.adding:
            self.fields.pop("withdrawn", None)

    def _close(self, field: forms.ModelChoiceField) -> None:
        rows = field.queryset.model._default_manager.filter(institution=self.institution_id)
        field.queryset = rows.order_by("sort_key")

    def clean(self):
        """Something must open."""
        cleaned = super().clean() or {}
        unsaid = "sent" not in self.errors and "url" not in self.errors
        if unsaid and not (cleaned.get("url") or cleaned.get("sent") or self.instance.file_id):
            raise ValidationError(_("Give an address or choose a file: an entry has to open something."))
        return cleaned

    def said(self) -> dict:
        """The entry in the words of ``save_resource``."""
        return {"row": self.instance, "subjects": self.cleaned_data["subjects"], "file": self.cleaned_data["sent"]}
