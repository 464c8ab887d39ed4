"""Forms of control: of a new institution, from a list, and set on the lines of curricula (A11)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.core.names import search_key
from journal_plugin.curriculum.controls import STARTING, ControlCard
from journal_plugin.curriculum.models import ControlForm, Curriculum, CurriculumLine
from journal_plugin.curriculum.queries.controls import control_cards
from journal_plugin.curriculum.signals import curricula_entered
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution

_WRITTEN = ("name", "short", "counts", "scale", "levels", "act", "archived")


@transaction.atomic
def seed_controls(*, institution: Institution) -> Counts:
    """Adds the starting forms of control of its kind that the institution lacks, by name."""
    known = control_cards(institution)
    lacking = [card for card in STARTING[InstitutionKind(institution.kind)] if card.key not in known]
    return enter_controls(institution=institution, cards=lacking)


@transaction.atomic
def enter_controls(*, institution: Institution, cards: Iterable[ControlCard], by=None) -> Counts:
    """Makes the forms of control of the list and changes those that differ; the rest of the directory stays."""
    diff = compare(control_cards(institution), cards)
    rows = {search_key(row.name): row for row in ControlForm.objects.filter(institution=institution)}
    made, kept = [], []
    for card in [*diff.created, *(new for _old, new in diff.changed)]:
        row = rows.get(card.key) or ControlForm(institution=institution, position=len(rows) + len(made))
        (kept if row.pk else made).append(row)
        for name, value in asdict(card).items():
            setattr(row, name, value)
        row.fill_keys()
    ControlForm.objects.bulk_create(made, batch_size=200)
    ControlForm.objects.bulk_update(kept, [*_WRITTEN, "search_key", "sort_key"], batch_size=100)
    if made or kept:
        record(institution, "journal.list", by=by, what="controls", created=len(made), changed=len(kept))
    return diff.counts


@transaction.atomic
def set_controls(*, year: AcademicYear, forms: Mapping[int, int | None], by) -> int:
    """Sets the form of control of lines of the year's curricula: id of a line -> id of a form, None for none.

    Returns how many lines have changed. Raises ValidationError for a line of another year and for a form that the
    institution has not, or uses no longer, YearClosed for a closed year; then nothing is written.
    """
    refuse_closed(year)
    lines = list(CurriculumLine.objects.select_for_update().filter(pk__in=forms, curriculum__year=year))
    changed = [line for line in lines if line.control_id != forms[line.pk]]
    wanted = {form for line in changed if (form := forms[line.pk]) is not None}
    known = ControlForm.objects.filter(pk__in=wanted, institution=year.institution_id, archived=False)
    if len(lines) != len(forms) or len(known) != len(wanted):
        raise ValidationError(_("The curricula have changed meanwhile: nothing was saved. Look at the page again."))
    for line in changed:
        line.control_id = forms[line.pk]
    CurriculumLine.objects.bulk_update(changed, ["control"], batch_size=200)
    if changed:
        record(year.institution, "journal.list", by=by, what="curriculum controls", created=0, changed=len(changed))
        curricula_entered.send(sender=Curriculum, institution=year.institution)
    return len(changed)
