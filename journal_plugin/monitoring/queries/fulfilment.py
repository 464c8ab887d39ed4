"""Fulfilment of programmes in a study period: by journals, teachers, groups, elements (B18)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import initials
from journal_plugin.curriculum.models import CurriculumLine, TeachingAssignment
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher
from journal_plugin.monitoring.fulfilment import Hours, Line, added_up

Place = tuple[int, int]
"""(group, element)."""


def of_journals(journals: QuerySet[Journal], term: Term, today: date) -> list[Line]:
    """Every journal of the period that has load, a curriculum or lessons; those that lag most first. Four reads.

    Where the load names no hours they are the curriculum's: of a divided group theory is the group's and practice each part's.
    """
    held = _held(Lesson.objects.all(), "journal", journals, term, today)
    load, curricula = _load(term), _curriculum(term)
    ordered = journals.filter(year=term.year_id).order_by("group__sort_key", "element__sort_key", "pk")
    rows = list(ordered.values_list("pk", "group", "group__parent", "element", "group__name", "element__name"))
    divided = {(parent, element) for _pk, _group, parent, element, *_names in rows if parent}
    lines = []
    for pk, group, parent, element, group_name, name in rows:
        theory, practice = curricula.get((parent or group, element), (0, 0))
        whole = practice if parent else theory if (group, element) in divided else theory + practice
        hours = held.get(pk, Hours()) + Hours(planned=load.get((group, element), whole))
        if hours != Hours():
            lines.append(Line(name, hours, group_name, pk))
    return _by_lag(lines)


def of_groups(journals: QuerySet[Journal], term: Term, today: date) -> list[Line]:
    """The same of groups and their parts, all elements together."""
    sums = added_up((line.detail, line.hours) for line in of_journals(journals, term, today))
    return _by_lag([Line(str(name), hours) for name, hours in sums.items()])


def of_elements(journals: QuerySet[Journal], term: Term, today: date) -> list[Line]:
    """The same of elements, all groups together."""
    sums = added_up((line.name, line.hours) for line in of_journals(journals, term, today))
    return _by_lag([Line(str(name), hours) for name, hours in sums.items()])


def of_teachers(journals: QuerySet[Journal], term: Term, today: date) -> list[Line]:
    """The same of teachers: their load, and the lessons that they hold; a substitute's are his alone. Two reads."""
    names = tuple(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic"))
    stands_in = LessonTeacher.objects.filter(lesson=OuterRef("lesson"), substitute=True)
    holding = LessonTeacher.objects.filter(Q(substitute=True) | ~Exists(stands_in))
    held = _held(holding, ("staff", *names), journals, term, today, "lesson__")
    own = journals.filter(group=OuterRef("group"), element=OuterRef("element"), year=term.year_id)
    load = (
        TeachingAssignment.objects.filter(Exists(own), term=term).order_by("pk").values_list("staff", *names, "hours")
    )
    sums = added_up([*held.items(), *((row[:4], Hours(planned=row[4])) for row in load)])
    return _by_lag([Line(initials(*name), hours) for (_staff, *name), hours in sums.items()])


OF = {"journals": of_journals, "teachers": of_teachers, "groups": of_groups, "elements": of_elements}
"""What the report counts by -> its lines."""


def _by_lag(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.hours.lag)


def _held(rows: QuerySet, keys, journals: QuerySet[Journal], term: Term, today: date, path: str = "") -> dict:
    """Key -> hours given and ahead in the period, without cancelled lessons; one read."""
    fields = (keys,) if isinstance(keys, str) else keys
    past = Q(**{f"{path}date__lte": today})
    hours = f"{path}hours"
    found = (
        rows.filter(
            **{
                f"{path}journal__in": journals,
                f"{path}date__range": (term.since, term.until),
                f"{path}cancelled": False,
            }
        )
        .order_by()
        .values(*fields)
        .annotate(
            given=Coalesce(Sum(hours, filter=past), 0),
            ahead=Coalesce(Sum(hours, filter=~past), 0),
            no_topic=Coalesce(Sum(hours, filter=past & Q(**{f"{path}topic": ""})), 0),
        )
    )
    return {
        row[keys] if isinstance(keys, str) else tuple(row[name] for name in fields): Hours(
            0, row["given"], row["ahead"], row["no_topic"]
        )
        for row in found
    }


def _load(term: Term) -> dict[Place, int]:
    """Hours of the load; one read."""
    rows = TeachingAssignment.objects.filter(term=term, hours__gt=0).order_by().values_list("group", "element")
    return {(group, element): hours for group, element, hours in rows.annotate(total=Sum("hours"))}


def _curriculum(term: Term) -> dict[Place, tuple[int, int]]:
    """Hours of theory and of practice by the curricula; one read."""
    lines = CurriculumLine.objects.filter(term=term, curriculum__groups__isnull=False)
    rows = lines.values_list("curriculum__groups", "element", "theory_hours", "practice_hours")
    return {(group, element): (theory, practice) for group, element, theory, practice in rows}
