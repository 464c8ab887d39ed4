"""What every page with an audience has: its scope, taken from its place in the tree, and a closed address."""

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from journal_plugin.institution.models import Institution
from news.enums import Audience
from news.rules import may_read


class ForAudience(models.Model):
    """A mixin for pages. ``institution`` and ``group`` are derived at every save: from the parent's ``group``, if any."""

    audience = models.CharField(_("for whom"), max_length=16, choices=Audience.choices, default=Audience.ALL)
    institution = models.ForeignKey(
        "journal.Institution", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    group = models.ForeignKey("journal.Group", models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    audience_panel = FieldPanel("audience")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Take the scope from the tree anew: a stored revision may remember an older place."""
        self.take_scope()
        super().save(*args, **kwargs)

    def take_scope(self) -> None:
        """Set ``group`` and ``institution`` from the parent and the site; without a site nobody but the author's own is left."""
        parent = self.get_parent()
        self.group = getattr(parent.specific, "group", None) if parent else None
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        above = [self.path[:end] for end in steps]
        self.institution = Institution.objects.filter(site__root_page__path__in=above).first()

    def route(self, request: HttpRequest, path_components: list[str]):
        """Answer 404 to a reader for whom this page is not: he shall not learn that it exists."""
        if not type(self).objects.filter(may_read(request.user), pk=self.pk).exists():
            raise Http404
        return super().route(request, path_components)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, object]]:
        """Only what is for everybody may be listed for robots."""
        return super().get_sitemap_urls(request) if self.audience == Audience.ALL else []


def refresh_scopes(page: Page) -> None:
    """Save anew the scope of every page with an audience under a moved ``page``, itself included."""
    for model in (model for model in ForAudience.__subclasses__() if not model._meta.abstract):
        for row in model.objects.descendant_of(page, inclusive=True):
            row.take_scope()
            model.objects.filter(pk=row.pk).update(group=row.group, institution=row.institution)
