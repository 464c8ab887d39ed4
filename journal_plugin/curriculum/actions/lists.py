"""Entering study elements, curricula and the teaching load."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.curriculum.cards import CurriculumCard, ElementCard, LoadCard
from journal_plugin.curriculum.models import Curriculum, CurriculumLine, Programme, StudyElement, TeachingAssignment
from journal_plugin.curriculum.queries import control_ids, curriculum_cards, element_cards, element_ids, load_cards
from journal_plugin.curriculum.signals import curricula_entered
from journal_plugin.institution.models import Institution
from journal_plugin.people.queries import group_ids, staff_ids


@transaction.atomic
def enter_elements(*, institution: Institution, cards: Iterable[ElementCard], by=None) -> Counts:
    """Makes the study elements of the list and changes those that differ; others stay (A03-A05).

    Modules are written before their parts. Raises ValidationError for a module that does not exist.
    """
    diff = compare(element_cards(institution), cards)
    after = [*diff.created, *(new for _old, new in diff.changed)]
    rows = list(StudyElement.objects.filter(institution=institution).order_by("pk"))
    known = {(row.external_id or ElementCard(row.name, level=row.level).label): row for row in rows}
    by_name = {row.name: row for row in rows}
    for parts in (False, True):
        made, kept = [], []
        for card in after:
            if bool(card.module) != parts:
                continue
            if card.module and card.module not in by_name:
                raise ValidationError(_("There is no professional module %(name)s.") % {"name": card.module})
            row = known.get(card.key) or StudyElement(institution=institution)
            (kept if row.pk else made).append(row)
            row.name, row.kind, row.code, row.level = card.name, card.kind, card.code, card.level
            row.module, row.external_id = by_name.get(card.module), card.external_id
            row.fill_keys()
        StudyElement.objects.bulk_create(made, batch_size=500)
        StudyElement.objects.bulk_update(
            kept, ["name", "kind", "code", "level", "module", "external_id", "search_key", "sort_key"], batch_size=100
        )
        by_name |= {row.name: row for row in [*made, *kept]}
    if after:
        record(
            institution, "journal.list", by=by, what="elements", created=len(diff.created), changed=len(diff.changed)
        )
    return diff.counts


@transaction.atomic
def enter_curricula(*, year: AcademicYear, cards: Iterable[CurriculumCard], by=None) -> Counts:
    """Makes the curricula of the list with programmes, groups and lines, and changes those that differ (B01).

    The course, programme and groups of a curriculum are those of its lines. Raises ValidationError for an element,
    a period, a group or a form of control that does not exist, YearClosed.
    """
    refuse_closed(year)
    institution = year.institution
    diff = compare(curriculum_cards(year), cards)
    after = [*diff.created, *(new for _old, new in diff.changed)]
    heads = {card.curriculum: card for card in after}
    programmes = {row.name: row for row in Programme.objects.filter(institution=institution)}
    for card in heads.values():
        if card.programme not in programmes:
            programmes[card.programme] = Programme.objects.create(institution=institution, name=card.programme)
    curricula = {row.name: row for row in Curriculum.objects.filter(year=year)}
    groups = group_ids(institution, year.since)
    for name, card in heads.items():
        row = curricula.get(name) or Curriculum(institution=institution, year=year, name=name)
        row.programme, row.course = programmes[card.programme], card.course
        row.save()
        row.groups.set([_found(groups, group, _("There is no group %(name)s.")) for group in card.groups])
        curricula[name] = row
    terms = dict(Term.objects.filter(year=year).values_list("name", "pk"))
    elements, controls = element_ids(institution), control_ids(institution)
    lines = [
        CurriculumLine(
            curriculum=curricula[card.curriculum],
            element_id=_found(elements, card.element, _("There is no study element %(name)s.")),
            term_id=_found(terms, card.term, _("There is no study period %(name)s.")),
            theory_hours=card.theory_hours,
            practice_hours=card.practice_hours,
            control_id=_found(controls, card.control, _("There is no form of control %(name)s."))
            if card.control
            else None,
        )
        for card in after
    ]
    CurriculumLine.objects.bulk_create(
        lines,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["curriculum", "element", "term"],
        update_fields=["theory_hours", "practice_hours", "control"],
    )
    if after:
        record(
            institution, "journal.list", by=by, what="curricula", created=len(diff.created), changed=len(diff.changed)
        )
        curricula_entered.send(sender=Curriculum, institution=institution)
    return diff.counts


@transaction.atomic
def assign_load(*, term: Term, cards: Iterable[LoadCard], since: date | None = None, by=None) -> Counts:
    """Assigns the load of the list in ``term`` and changes what differs; other assignments stay (B03).

    A new assignment holds from ``since`` (the first day of the period) to the period's last day; the right to write
    follows from it. Raises ValidationError for a group, element or teacher that does not exist, YearClosed.
    """
    refuse_closed(term.year)
    institution = term.year.institution
    first = since or term.since
    diff = compare(load_cards(term, first), cards)
    after = [*diff.created, *(new for _old, new in diff.changed)]
    groups, elements, staff = group_ids(institution, first), element_ids(institution), staff_ids(institution)
    known = {
        (row.group_id, row.element_id, row.staff_id, row.activity): row
        for row in TeachingAssignment.objects.filter(term=term).between(first, date.max).order_by("since")
    }
    made, kept = [], []
    for card in after:
        place = (
            _found(groups, card.group, _("There is no group %(name)s.")),
            _found(elements, card.element, _("There is no study element %(name)s.")),
            _found(staff, card.staff, _("There is no staff member %(name)s.")),
            card.activity,
        )
        row = known.get(place)
        if row is None:
            group, element, teacher, activity = place
            row = TeachingAssignment(
                term=term,
                group_id=group,
                element_id=element,
                staff_id=teacher,
                activity=activity,
                since=first,
                until=term.until,
            )
            made.append(row)
        else:
            kept.append(row)
        row.hours, row.lessons_per_cycle = card.hours, card.lessons_per_cycle
    TeachingAssignment.objects.bulk_create(made, batch_size=500)
    TeachingAssignment.objects.bulk_update(kept, ["hours", "lessons_per_cycle"], batch_size=200)
    if after:
        record(institution, "journal.list", by=by, what="load", created=len(made), changed=len(kept))
    return diff.counts


def _found(ids: dict[str, int], name: str, missing: str) -> int:
    if name not in ids:
        raise ValidationError(missing % {"name": name})
    return ids[name]
