"""What every screen of the library shows: the search and the shelf."""

from collections.abc import Collection, Mapping

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.names import search_key
from journal_plugin.institution.models import Institution
from journal_plugin.library.enums import ResourceKind
from journal_plugin.library.models import Resource
from journal_plugin.library.queries import found_on_shelf, lines_of, subjects_on_shelf


class ShelfFilter(django_filters.FilterSet):
    """What a reader looks for: words of title, author and subject, a subject, a kind, a course."""

    q = django_filters.CharFilter(method="with_words", label=_("Words"))
    subject = django_filters.ModelChoiceFilter(
        field_name="subjects", queryset=lambda request: None, label=_("Subject"), empty_label=_("all subjects")
    )
    kind = django_filters.ChoiceFilter(choices=ResourceKind.choices, label=_("Kind"), empty_label=_("all kinds"))
    course = django_filters.NumberFilter(method="for_course", label=_("Course or grade"), min_value=1, max_value=11)

    class Meta:
        model = Resource
        fields = ("q", "subject", "kind", "course")

    def __init__(self, *args, subjects: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["subject"].queryset = subjects

    def with_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word stands in the title, the author or the name of a subject."""
        for word in search_key(value[:100]).split():
            found = Resource.subjects.through.objects.filter(studyelement__search_key__contains=word)
            rows = rows.filter(Q(search_key__contains=word) | Q(pk__in=found.values("resource")))
        return rows

    def for_course(self, rows: QuerySet, name: str, value) -> QuerySet:
        """Of that course, and for all."""
        return rows.filter(Q(course=value) | Q(course=None))


def shelf_context(user, institution: Institution, asked: Mapping, own: Collection[int] = ()) -> dict[str, object]:
    """``search`` (a form), ``lines``, ``asked``: whether something is looked for; four queries."""
    rows = found_on_shelf(user, institution, own)
    found = ShelfFilter(asked, queryset=rows, subjects=subjects_on_shelf(rows))
    lines = lines_of(found.qs) if found.is_valid() else ()
    return {"search": found.form, "lines": lines, "asked": any(asked.get(name) for name in ShelfFilter.Meta.fields)}
