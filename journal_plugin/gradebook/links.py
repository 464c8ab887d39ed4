"""Links of a journal's pages, ready to print (pure)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from journal_plugin.gradebook.queries.grid import Table
from journal_plugin.gradebook.queries.heads import Head
from journal_plugin.gradebook.queries.periods import Span
from journal_plugin.lessons.queries import Glance


@dataclass(frozen=True)
class Link:
    """A link, and whether it leads to what is shown."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter of the page: its name, its value, its choices."""

    label: str
    value: str
    links: tuple[Link, ...]


_WITH_PERIOD = frozenset({"grid", "grid-topics"})


def tabs_of(look: Glance, current: str, span: Span) -> tuple[Link, ...]:
    """The pages of a journal, for the same period where they have one; without marks there are two (D17)."""
    tabs: tuple[tuple[str, str], ...] = (
        ("grid", _("Marks")),
        ("grid-topics", _("Topics and homework")),
        ("grid-tasks", _("Tasks")),
        ("grid-courses", _("Courses")),
        ("grid-required", _("Required works")),
        ("grid-finals", _("Finals")),
    )
    if not look.is_marked:
        tabs = (("grid", _("Attendance")), ("grid-topics", _("Topics")))
    query = f"?{urlencode({'period': span.key})}"
    return tuple(
        Link(
            label, reverse(f"journal:{name}", args=[look.pk]) + (query if name in _WITH_PERIOD else ""), name == current
        )
        for name, label in tabs
    )


def period_filter(spans: tuple[Span, ...], span: Span) -> Filter:
    """The choice of a study period."""
    links = (Link(one.name, f"?{urlencode({'period': one.key})}", one == span) for one in spans)
    return Filter(_("Period"), span.name, tuple(links))


def filters_of(head: Head, table: Table, spans: tuple[Span, ...], span: Span, kind: int | None) -> tuple[Filter, ...]:
    """Period, kinds of work, subgroups; a filter with nothing to choose is left out."""
    query = {"period": span.key}
    names = dict(table.kinds)
    works = (
        Link(_("all"), f"?{urlencode(query)}", kind is None),
        *(Link(name, f"?{urlencode({**query, 'kind': pk})}", pk == kind) for pk, name in table.kinds),
    )
    parts = tuple(
        Link(name, f"{reverse('journal:grid', args=[pk])}?{urlencode(query)}", chosen)
        for pk, name, chosen in head.parts
    )
    filters = (
        period_filter(spans, span),
        Filter(_("Works"), names.get(kind or 0, _("all")), works),
        Filter(_("Group"), head.group, parts),
    )
    return tuple(one for one in filters if len(one.links) > 1)


def ask_url(journal: int, lesson: int | None = None, learner: int | None = None, term: int | None = None) -> str:
    """Where leave to correct a place of the journal is asked for."""
    place = {"lesson": lesson, "learner": learner, "term": term}
    query = urlencode({name: pk for name, pk in place.items() if pk})
    return reverse("journal:correction-ask", args=[journal]) + (f"?{query}" if query else "")
