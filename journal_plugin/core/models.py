"""Abstract bones of every room's tables; no table of its own."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.names import search_key, sort_key


def active_on(day: date | F, prefix: str = "") -> Q:
    """The condition "in force on ``day``" for a dated row, reached through ``prefix`` (ends with ``__`` or is empty).

    ``day`` may be a column, F or OuterRef. In Python: core/spans.py.
    """
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    )


class DatedQuerySet(models.QuerySet):
    """Rows with a first and a last day."""

    def on(self, day: date | F):
        """Rows in force on ``day``, both ends included."""
        return self.filter(active_on(day))

    def between(self, first: date, last: date):
        """Rows in force on at least one day of ``first``..``last``."""
        return self.filter(Q(since__lte=last) & (Q(until__isnull=True) | Q(until__gte=first)))


class Dated(models.Model):
    """A fact with a first and a last day; no last day means "until further notice"."""

    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message=_("The last day is before the first one."),
            )
        ]


class Named(models.Model):
    """A named row of a directory with stored keys for search and sorting (SQLite folds no Cyrillic)."""

    name = models.CharField(_("name"), max_length=255)
    search_key = models.CharField(max_length=255, editable=False, default="")
    sort_key = models.CharField(max_length=255, editable=False, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs):
        self.fill_keys()
        super().save(**kwargs)

    def fill_keys(self) -> None:
        """Computes the stored keys; whoever writes in bulk calls it, because that passes by ``save``."""
        self.search_key = search_key(self.name)
        self.sort_key = sort_key(self.name)


class Owned(models.Model):
    """A row of one institution; ``external_id`` keeps its identity in the lists that it is imported from."""

    institution = models.ForeignKey(
        "journal.Institution", models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    external_id = models.CharField(_("external id"), max_length=64, blank=True, default="")

    class Meta:
        abstract = True
