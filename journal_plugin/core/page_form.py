"""The form of every page type: its address is never a reason to refuse what was written."""

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm

LONGEST_SLUG = 255
UNNAMED = "page"


class PageForm(WagtailAdminPageForm):
    """Takes the address of a new page from its title when the browser sent none, and numbers a taken one.

    Wagtail fills the address by a script that may not have been loaded when the title was typed, and would refuse
    the second «Расписание на неделю» under the same parent.
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
            title = self.cleaned_data.get("title", "")
            wanted = self.cleaned_data["slug"] or slugify(title, allow_unicode=True) or UNNAMED
            self.cleaned_data["slug"] = self._free(wanted)
        return super().clean()

    def _free(self, wanted: str) -> str:
        taken = set(self.parent_page.get_children().values_list("slug", flat=True))
        slug, number = wanted, 1
        while slug in taken:
            number += 1
            slug = f"{wanted[: LONGEST_SLUG - 5]}-{number}"
        return slug
