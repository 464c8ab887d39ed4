"""Named reads for the screens of lists."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from journal_plugin.core.spreadsheet import SpreadsheetError
from journal_plugin.exchange.absent import absent_from
from journal_plugin.exchange.columns import Refusal
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.lists import IMPORTERS, context_of, plan_list
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.outcomes import NOBODY, Absent
from journal_plugin.exchange.plans import Changed, Created, Plan
from journal_plugin.exchange.rules import keeps_packages, lists_of, sees_upload
from journal_plugin.institution.models import Institution

SHOWN = 200
"""So many rows of each part are shown; all are counted."""


@dataclass(frozen=True)
class ListFile:
    """A list to download: «CSV» or «XLSX»."""

    form: str
    url: str


@dataclass(frozen=True)
class ListEntry:
    """A kind of list that the reader keeps at an institution."""

    label: str
    url: str
    samples: tuple[ListFile, ...]
    exports: tuple[ListFile, ...]


@dataclass(frozen=True)
class Place:
    """An institution and the lists that the reader keeps there."""

    name: str
    entries: tuple[ListEntry, ...]
    package_url: str = ""
    """The page of OneRoster packages, for whoever keeps all that they hold."""


@dataclass(frozen=True)
class Waiting:
    """A list that was sent in and is not confirmed; ``sender`` is empty for one from a folder."""

    label: str
    name: str
    place: str
    sender: str
    at: datetime
    url: str


@dataclass(frozen=True)
class Heading:
    """A column of a kind of list."""

    name: str
    aliases: str
    required: bool


@dataclass(frozen=True)
class Preview:
    """What a sent list would do, or why it cannot be read (``problem``); at most SHOWN rows of each part."""

    problem: str
    created: tuple[Created, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    ignored: str = ""
    count_created: int = 0
    count_changed: int = 0
    count_removed: int = 0
    count_refused: int = 0
    count_unchanged: int = 0
    absent: tuple[str, ...] = ()
    count_absent: int = 0
    count_standing: int = 0
    digest: str = ""
    may_confirm: bool = False
    applied_at: datetime | None = None


def places_of(user) -> tuple[Place, ...]:
    """Institutions with the lists that ``user`` keeps there; one query."""
    places = []
    for institution in Institution.objects.order_by("sort_key"):
        entries = tuple(_entry(what, institution.pk) for what in lists_of(user, institution.pk))
        if entries:
            packages = keeps_packages(user, institution.pk)
            url = reverse("journal_lists:package", args=[institution.pk]) if packages else ""
            places.append(Place(institution.short_name, entries, url))
    return tuple(places)


def _entry(what: Listing, institution_id: int) -> ListEntry:
    url = reverse("journal_lists:list", args=[institution_id, what])
    files = (files_of(name, institution_id, what) for name in ("sample", "export"))
    return ListEntry(str(what.label), url, *files)


def files_of(name: str, institution_id: int, what: str) -> tuple[ListFile, ...]:
    """The list ``what`` in both forms; ``name`` is "sample" or "export"."""
    return tuple(
        ListFile(form, reverse(f"journal_lists:{name}{suffix}", args=[institution_id, what]))
        for form, suffix in (("CSV", ""), ("XLSX", "_xlsx"))
    )


def waiting_lists(user) -> tuple[Waiting, ...]:
    """Lists of the kinds that ``user`` keeps which wait for a confirmation, the newest first; one query."""
    rows = (
        Upload.objects.filter(sees_upload(user), applied_at=None).select_related("institution", "by").defer("content")
    )
    return tuple(
        Waiting(
            label=row.get_what_display(),
            name=row.name,
            place=row.institution.short_name,
            sender=(row.by.get_full_name() or row.by.get_username()) if row.by else "",
            at=row.at,
            url=reverse(f"journal_lists:{'package_' * (row.what == Listing.ONEROSTER)}preview", args=[row.pk]),
        )
        for row in rows
    )


def headings_of(what: str) -> tuple[Heading, ...]:
    """The columns of the list ``what`` in order."""
    return tuple(
        Heading(column.heading, ", ".join(column.aliases), column.required) for column in IMPORTERS[what].columns
    )


def preview(upload: Upload) -> Preview:
    """What the sent list would do now, and for one from a folder who is not in it; a constant number of queries."""
    if upload.applied_at:
        return Preview("", applied_at=upload.applied_at)
    try:
        context = context_of(upload.what, upload.institution, since=upload.since, term=upload.term)
        plan = plan_list(upload.what, context, bytes(upload.content))
    except SpreadsheetError as error:
        return Preview(str(error))
    absent = NOBODY if upload.by_id else absent_from(upload.what, upload.institution, plan.cards)
    return shown(plan, absent)


def shown(plan: Plan, absent: Absent = NOBODY) -> Preview:
    """The plan as it is shown."""
    return Preview(
        problem="",
        created=plan.created[:SHOWN],
        changed=plan.changed[:SHOWN],
        removed=plan.removed[:SHOWN],
        refused=plan.refused[:SHOWN],
        ignored=", ".join(f"«{name}»" for name in plan.ignored),
        count_created=len(plan.created),
        count_changed=len(plan.changed),
        count_removed=len(plan.removed),
        count_refused=len(plan.refused),
        count_unchanged=plan.unchanged,
        absent=tuple(absent.missing.values())[:SHOWN],
        count_absent=len(absent.missing),
        count_standing=absent.standing,
        digest=plan.digest,
        may_confirm=not plan.refused and not plan.is_empty,
    )
