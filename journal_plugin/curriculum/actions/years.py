"""Last year's curricula and load as templates of the next year (A19, B07)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.audit import record
from journal_plugin.curriculum.models import Curriculum, CurriculumLine, TeachingAssignment
from journal_plugin.curriculum.signals import curricula_entered
from journal_plugin.people.models import Group

Place = tuple[int, str, int]


@transaction.atomic
def copy_curricula(*, old: AcademicYear, new: AcademicYear, raised: Mapping[int, Group], by=None) -> int:
    """Every curriculum of ``old`` that ``new`` has not, by name, with its lines; returns how many.

    A group that went up (``raised``: id of the old group -> the new one) gets the curriculum of its programme for its new course.
    Lines of a study period that the new year has not are left out.
    """
    terms = _terms(old, new)
    stand = set(Curriculum.objects.filter(year=new).values_list("name", flat=True))
    copies: dict[int, Curriculum] = {}
    for row in Curriculum.objects.filter(year=old).exclude(name__in=stand).order_by("pk"):
        copies[row.pk] = Curriculum.objects.create(
            institution=row.institution, year=new, name=row.name, programme_id=row.programme_id, course=row.course
        )
    lines = CurriculumLine.objects.filter(curriculum__in=copies, term__in=terms).order_by("pk")
    CurriculumLine.objects.bulk_create(
        [
            CurriculumLine(
                curriculum=copies[line.curriculum_id],
                element_id=line.element_id,
                term_id=terms[line.term_id],
                theory_hours=line.theory_hours,
                practice_hours=line.practice_hours,
                control_id=line.control_id,
            )
            for line in lines
        ],
        batch_size=500,
    )
    programmes = _programmes(old)
    fitting = {(copy.programme_id, copy.course): copy for copy in copies.values()}
    for pk, group in raised.items():
        curriculum = fitting.get((programmes.get(pk, 0), group.course))
        if curriculum is not None:
            curriculum.groups.add(group)
    record(new.institution, "journal.list", by=by, what="curricula", created=len(copies), changed=0)
    curricula_entered.send(sender=Curriculum, institution=new.institution)
    return len(copies)


@transaction.atomic
def copy_load(*, old: AcademicYear, new: AcademicYear, raised: Mapping[int, Group], by=None) -> int:
    """A group that went up gets the load that a group of its programme had in that course in ``old``; returns how many rows.

    Its parts get that of the other group's parts, the first that of the first; a part too many gets none. Only teachers who
    still work when the new year begins; streams, which gather anew, are given load by hand. Of several groups of one course
    the first with load is the template.
    """
    terms = _terms(old, new)
    programmes = _programmes(old)
    places = _places([*programmes, *(group.pk for group in raised.values())], old.until)
    works = Q(staff__until=None) | Q(staff__until__gte=new.since)
    load: dict[int, list[TeachingAssignment]] = {}
    whole = Q(group__in=programmes) | Q(group__parent__in=programmes)
    rows = TeachingAssignment.objects.filter(works, whole, term__in=terms).select_related("group__parent")
    for row in rows.order_by("group__sort_key", "pk"):
        load.setdefault((row.group.parent or row.group).pk, []).append(row)
    templates: dict[tuple[int, int], list[TeachingAssignment]] = {}
    for group_id, own in sorted(load.items(), key=lambda item: (item[1][0].group.parent or item[1][0].group).sort_key):
        templates.setdefault((programmes[group_id], own[0].group.course), own)
    at = {place: group for group, place in places.items()}
    spans = {
        pk: (since, until) for pk, since, until in Term.objects.filter(year=new).values_list("pk", "since", "until")
    }
    made = [
        _copy(row, into, terms[row.term_id], *spans[terms[row.term_id]])
        for pk, group in raised.items()
        for row in templates.get((programmes.get(pk, 0), group.course), ())
        if (into := at.get((group.pk, *places[row.group_id][1:]))) is not None
    ]
    once = {(row.term_id, row.group_id, row.element_id, row.staff_id, row.activity): row for row in made}
    TeachingAssignment.objects.bulk_create(once.values(), batch_size=500)
    record(new.institution, "journal.list", by=by, what="load", created=len(once), changed=0)
    return len(once)


def _places(groups: list[int], day: date) -> dict[int, Place]:
    """Whole groups and their parts of ``day`` or later -> (whole group, kind of part, its number in order); one read."""
    found: dict[int, Place] = {group: (group, "", 0) for group in groups}
    numbers: Counter[tuple[int, str]] = Counter()
    parts = Group.objects.filter(Q(until=None) | Q(until__gte=day), parent__in=groups).order_by("sort_key", "pk")
    for pk, parent, kind in parts.values_list("pk", "parent_id", "kind"):
        found[pk] = (parent, kind, numbers[parent, kind])
        numbers[parent, kind] += 1
    return found


def _copy(row: TeachingAssignment, group: int, term: int, since: date, until: date) -> TeachingAssignment:
    return TeachingAssignment(
        term_id=term,
        group_id=group,
        element_id=row.element_id,
        staff_id=row.staff_id,
        activity=row.activity,
        hours=row.hours,
        lessons_per_cycle=row.lessons_per_cycle,
        since=since,
        until=until,
    )


def _terms(old: AcademicYear, new: AcademicYear) -> dict[int, int]:
    """Id of a study period of ``old`` -> that of the one of the same kind, number and course in ``new``."""
    fields = ("kind", "number", "course", "pk")
    here = {row[:3]: row[3] for row in Term.objects.filter(year=new).values_list(*fields)}
    rows = Term.objects.filter(year=old).values_list(*fields)
    return {row[3]: here[row[:3]] for row in rows if row[:3] in here}


def _programmes(year: AcademicYear) -> dict[int, int]:
    """Group -> the programme of its curriculum in ``year``."""
    pairs = Curriculum.objects.filter(year=year, groups__isnull=False).values_list("groups", "programme")
    return dict(pairs.order_by("pk"))
