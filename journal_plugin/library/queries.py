"""The shelf as its readers see it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from journal_plugin.institution.models import Institution
from journal_plugin.library.models import Resource
from journal_plugin.library.rules import PUBLIC, may_open_resource

MOST = 200
"""So many entries stand on one page; a reader narrows the search."""


@dataclass(frozen=True)
class ShelfLine:
    """An entry ready to print; ``own`` says that it belongs to a subject of the reader's own."""

    pk: object
    title: str
    url: str
    kind: str
    about: str
    subjects: str
    note: str
    is_file: bool
    public: bool
    own: bool


def found_on_shelf(user, institution: Institution, own: Collection[int] = ()) -> QuerySet[Resource]:
    """What ``user`` may open there, those of the ``own`` subjects (ids of study elements) first, then by title."""
    mine = Resource.subjects.through.objects.filter(resource=OuterRef("pk"), studyelement__in=own)
    rows = Resource.objects.filter(may_open_resource(user), institution=institution, withdrawn=False)
    return rows.annotate(own=Exists(mine)).order_by("-own", "sort_key", "pk")


def lines_of(rows: QuerySet[Resource]) -> tuple[ShelfLine, ...]:
    """At most MOST entries ready to print; two queries."""
    found = rows.prefetch_related("subjects")[:MOST]
    return tuple(
        ShelfLine(
            pk=row.pk,
            title=row.name,
            url=row.address,
            kind=row.get_kind_display(),
            about=", ".join(str(part) for part in (row.author, row.year) if part),
            subjects=", ".join(sorted(subject.name for subject in row.subjects.all())),
            note=row.note,
            is_file=bool(row.file_id and not row.url),
            public=row.public,
            own=row.own,  # type: ignore[attr-defined]
        )
        for row in found
    )


def subjects_on_shelf(rows: QuerySet[Resource]) -> QuerySet:
    """The study elements that ``rows`` belong to, in their order."""
    elements = Resource._meta.get_field("subjects").related_model._default_manager
    return elements.filter(resources__in=rows.order_by().values("pk")).distinct().order_by("sort_key")


def text_of_library(institution: Institution) -> str:
    """What the site's search finds of the public entries: titles, authors, subjects; two queries."""
    rows = Resource.objects.filter(PUBLIC, institution=institution).prefetch_related("subjects")
    return " ".join(" ".join((row.name, row.author, *(subject.name for subject in row.subjects.all()))) for row in rows)
