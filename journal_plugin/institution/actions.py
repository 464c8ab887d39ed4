"""Founding an institution, changing its settings, entering its directories and rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Site

from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.cards import RoomCard
from journal_plugin.institution.enums import Preset
from journal_plugin.institution.models import Building, Department, Institution, InstitutionSettings, Room
from journal_plugin.institution.presets import KINDS, VALUES
from journal_plugin.institution.queries import directory_cards, room_cards
from journal_plugin.institution.signals import institution_founded, settings_changed


@transaction.atomic
def found_institution(
    *,
    site: Site,
    name: str,
    short_name: str,
    preset: str,
    city: str = "",
    founder: str = "",
    time_zone: str = "Asia/Yekaterinburg",
    by=None,
) -> Institution:
    """The institution of ``site`` with the settings of ``preset``; rooms above add their reference data (A13, P05)."""
    institution = Institution(
        site=site,
        name=name,
        short_name=short_name,
        city=city,
        founder=founder,
        time_zone=time_zone,
        kind=KINDS[Preset(preset)],
    )
    institution.full_clean()
    institution.save()
    InstitutionSettings.objects.create(institution=institution, preset=preset, **VALUES[Preset(preset)])
    institution_founded.send(sender=Institution, institution=institution)
    record(institution, "journal.found", by=by, preset=str(preset))
    return institution


@transaction.atomic
def change_settings(
    *, institution: Institution, values: Mapping[str, object], by=None
) -> dict[str, tuple[object, object]]:
    """Sets the named settings and logs each changed one, old and new; returns {field: (old, new)} (A13, A22).

    Raises ValidationError for a value that its field refuses; then nothing is written.
    """
    settings = InstitutionSettings.objects.select_for_update().get(institution=institution)
    before = {field: getattr(settings, field) for field in values}
    for field, value in values.items():
        setattr(settings, field, value)
    settings.full_clean(exclude=["institution"])
    changed = {
        field: (old, getattr(settings, field)) for field, old in before.items() if old != getattr(settings, field)
    }
    if changed:
        settings.save(update_fields=list(changed))
        record(
            institution,
            "journal.settings",
            by=by,
            changes={field: [str(old), str(new)] for field, (old, new) in changed.items()},
        )
        settings_changed.send(sender=InstitutionSettings, institution=institution, changed=changed)
    return changed


@transaction.atomic
def enter_departments(*, institution: Institution, names: Iterable[str]) -> dict[str, Department]:
    """The departments of those names, made where missing: name -> department."""
    known = {row.name: row for row in Department.objects.filter(institution=institution)}
    for name in dict.fromkeys(names):
        if name and name not in known:
            known[name] = Department.objects.create(institution=institution, name=name)
    return known


@transaction.atomic
def enter_directory(
    *, institution: Institution, rows: QuerySet, kind: type[Any], cards: Iterable[Any], what: str, by=None
) -> Counts:
    """Makes the rows of a list of cards of ``kind`` and changes those that differ; the rest of the directory stays (N03).

    ``rows`` are the institution's rows of the directory, ``what`` is what the history calls the list. Four statements.
    """
    names = [field.name for field in fields(kind)]
    diff = compare(directory_cards(kind, rows), cards)
    known = {kind(**{name: getattr(row, name) for name in names}).key: row for row in rows}
    made, kept = [], []
    for card in [*diff.created, *(new for _old, new in diff.changed)]:
        row = known.get(card.key) or rows.model(institution=institution)
        (kept if row.pk else made).append(row)
        for name in names:
            setattr(row, name, getattr(card, name))
        row.fill_keys()
    rows.model.objects.bulk_create(made, batch_size=200)
    rows.model.objects.bulk_update(kept, [*names, "search_key", "sort_key"], batch_size=100)
    if made or kept:
        record(institution, "journal.list", by=by, what=what, created=len(made), changed=len(kept))
    return diff.counts


@transaction.atomic
def enter_rooms(*, institution: Institution, cards: Iterable[RoomCard], by=None) -> Counts:
    """Makes the rooms (and buildings) of the list and changes those that differ; the rest of the directory stays (A02)."""
    diff = compare(room_cards(institution), cards)
    buildings = {row.name: row for row in Building.objects.filter(institution=institution)}
    after = [*diff.created, *(new for _old, new in diff.changed)]
    for name in dict.fromkeys(card.building for card in after):
        if name not in buildings:
            buildings[name] = Building.objects.create(institution=institution, name=name)
    rooms = {
        (row.external_id or f"{row.building.name}, {row.name}"): row
        for row in Room.objects.filter(institution=institution).select_related("building")
    }
    made, kept = [], []
    for card in after:
        room = rooms.get(card.key) or Room(institution=institution)
        (kept if room.pk else made).append(room)
        room.name, room.building, room.external_id = card.name, buildings[card.building], card.external_id
        room.capacity, room.kind, room.equipment = card.capacity, card.kind, card.equipment
        room.fill_keys()
    Room.objects.bulk_create(made, batch_size=500)
    Room.objects.bulk_update(
        kept,
        ["name", "building", "external_id", "capacity", "kind", "equipment", "search_key", "sort_key"],
        batch_size=200,
    )
    if after:
        record(institution, "journal.list", by=by, what="rooms", created=len(made), changed=len(kept))
    return diff.counts
