"""The pages of lists and choosers."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class CountingPaginator(WagtailPaginator):
    """Says how many rows there are without a noun: the plural of «учебный план» is not the one after «10»."""

    @cached_property
    def items_count_label(self) -> str:
        """«всего: 10»."""
        return _("%(count)s in all") % {"count": self.count}
