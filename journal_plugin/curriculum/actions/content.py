"""Entering the codifiers of study elements (B05)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.curriculum.cards import ContentCard
from journal_plugin.curriculum.models import ContentElement
from journal_plugin.curriculum.queries import content_cards, element_ids
from journal_plugin.institution.models import Institution


@transaction.atomic
def enter_content(*, institution: Institution, cards: Iterable[ContentCard], by=None) -> Counts:
    """Makes the content elements of the list and renames those that differ; others stay.

    Raises ValidationError for a study element that does not exist.
    """
    diff = compare(content_cards(institution), cards)
    after = [*diff.created, *(new for _old, new in diff.changed)]
    elements = element_ids(institution)
    rows = []
    for card in after:
        if card.element not in elements:
            raise ValidationError(_("There is no study element %(name)s.") % {"name": card.element})
        row = ContentElement(institution=institution, element_id=elements[card.element], code=card.code, name=card.name)
        row.fill_keys()
        rows.append(row)
    ContentElement.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["element", "code"],
        update_fields=["name", "search_key", "sort_key"],
    )
    if after:
        created, changed = len(diff.created), len(diff.changed)
        record(institution, "journal.list", by=by, what="content", created=created, changed=changed)
    return diff.counts
