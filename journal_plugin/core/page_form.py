"""The form of every page type: its address is never a reason to refuse what was written."""

from wagtail.admin.forms import WagtailAdminPageForm

from journal_plugin.core.slugs import free_slug


class PageForm(WagtailAdminPageForm):
    """Gives a new page a latin address, made of the title when the browser sent none, and numbers a taken one.

    Wagtail fills the address by a script that may not have been loaded when the title was typed, keeps its Cyrillic
    letters, and would refuse the second «Расписание на неделю» under the same parent.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self._is_new and "slug" in self.fields:
            self.fields["slug"].required = False

    @property
    def _is_new(self) -> bool:
        return self.instance.pk is None

    def clean(self):
        """Set ``slug`` before Wagtail asks whether it is free."""
        if self._is_new and "slug" in self.cleaned_data:
            wanted = self.cleaned_data["slug"] or self.cleaned_data.get("title", "")
            self.cleaned_data["slug"] = free_slug(self.parent_page, wanted)
        return super().clean()
