"""The choice of files in a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.conf import FILE_MAX_BYTES, FILES_MOST
from journal_plugin.files.sent import ACCEPT, Sent, take, take_all


class SeveralFiles(forms.ClearableFileInput):
    """A choice of files; what was chosen is not shown again, a browser would not give it twice."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Files that may be kept, as a list of Sent; every one that may not be is named with the reason."""

    widget = SeveralFiles

    def __init__(self, **options):
        text = _("Up to %(most)s files of %(size)s MB: documents, pictures, audio, text, ZIP")
        options.setdefault("help_text", text % {"most": FILES_MOST, "size": FILE_MAX_BYTES // 1024**2})
        super().__init__(required=False, **options)
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, data, initial=None) -> list[Sent]:
        """The chosen files; an empty list for none."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return take_all([file for file in files if file])


class OneFileField(forms.FileField):
    """A file that may be kept, as Sent; None where none was chosen."""

    widget = forms.FileInput

    def __init__(self, **options):
        text = _("Up to %(size)s MB: a document, picture, audio, text or ZIP")
        options.setdefault("help_text", text % {"size": FILE_MAX_BYTES // 1024**2})
        super().__init__(required=False, **options)
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, data, initial=None) -> Sent | None:
        """The chosen file, read from the beginning."""
        return take(data) if data else None
