"""Soft warnings and reminders of a lesson, for the panel: they never refuse anything (D10, E13)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from journal_plugin.calendar.models import Holiday, Term
from journal_plugin.calendar.months import first_of, next_month
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.hints import (
    DAY_MINUTES,
    TEST_WEIGHT,
    holiday_hint,
    language_hint,
    load_hint,
    second_test_hint,
    share_hint,
    weekend_hint,
)
from journal_plugin.lessons.models import Journal, Lesson, Work, WorkKind

_TEST = {"kind__written": True, "kind__weight__gte": TEST_WEIGHT, "kind__required": False}


@dataclass(frozen=True)
class Hints:
    """Sentences by the field that they stand under; ``monthly`` is the kind of work that the month still asks for (id)."""

    topic: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    homework: tuple[str, ...] = ()
    monthly: int | None = None


def hints_of(journal: Journal, lesson: Lesson) -> Hints:
    """The hints of a lesson; no read where it has neither homework nor a test and neither norm nor monthly mark is asked for.

    At most ten reads: three for homework, four for a test, three for the monthly mark.
    """
    if lesson.cancelled:
        return Hints()
    return Hints(
        topic=_said(language_hint(lesson.topic)),
        works=_tests(journal, lesson) if journal.is_marked else (),
        homework=homework_hints(journal, lesson) if journal.is_marked else (),
        monthly=monthly_kind(journal, lesson) if journal.is_marked else None,
    )


def monthly_kind(journal: Journal, lesson: Lesson) -> int | None:
    """The kind of the monthly mark, where this is the journal's last lesson of the month and the month has none yet (E13)."""
    if not journal.institution.settings.monthly_marks:
        return None
    first = first_of(lesson.date)
    month = Lesson.objects.filter(journal=journal, date__gte=first, date__lt=next_month(first))
    later = Q(date__gt=lesson.date) | Q(date=lesson.date, number__gt=lesson.number)
    if month.filter(later, cancelled=False).exists():
        return None
    if Work.objects.filter(lesson__in=month, kind__monthly=True).exists():
        return None
    kinds = WorkKind.objects.filter(institution=journal.institution_id, monthly=True).order_by("position", "pk")
    return kinds.values_list("pk", flat=True).first()


def _said(*hints: str) -> tuple[str, ...]:
    return tuple(hint for hint in hints if hint)


def homework_hints(journal: Journal, lesson: Lesson) -> tuple[str, ...]:
    """What stands under the homework: its language, holidays, the day's load beside the norm; at most three reads."""
    has_norm = journal.institution.settings.homework_norm and journal.group.course in DAY_MINUTES
    if not lesson.homework and not has_norm:
        return ()
    following = Lesson.objects.filter(journal=journal, cancelled=False, date__gt=lesson.date).order_by("date")
    next_day: date | None = following.values_list("date", flat=True).first()
    about_text = _about_homework(journal, lesson, next_day) if lesson.homework else ()
    load = _load(journal, lesson, next_day) if has_norm and next_day else ""
    return _said(*about_text, load)


def _about_homework(journal: Journal, lesson: Lesson, next_day: date | None) -> tuple[str, ...]:
    course = journal.group.course
    free = Holiday.objects.filter(Q(course=None) | Q(course=course), institution=journal.institution_id, programme=None)
    spells = free.filter(until__gt=lesson.date, since__lt=next_day).values_list("since", "until") if next_day else ()
    weekend = ""
    if journal.institution.kind == InstitutionKind.SCHOOL:
        weekend = weekend_hint(lesson.date, next_day, grade=course)
    return language_hint(lesson.homework), holiday_hint(lesson.date, next_day, spells), weekend


def _load(journal: Journal, lesson: Lesson, due: date) -> str:
    """Minutes of all homeworks whose journals have their next lesson on ``due``; one read.

    A learner is in one part of a group, so of the parts of a subject the one with most to do counts.
    """
    of = Lesson.objects.filter(journal=OuterRef("journal"), cancelled=False)
    between = of.filter(date__gt=OuterRef("date"), date__lt=due)
    given = Lesson.objects.filter(_same_group(journal, "journal__group"), date__lt=due, minutes__gt=0, cancelled=False)
    rows = given.exclude(homework="").filter(Exists(of.filter(date=due)), ~Exists(between)).order_by()
    most: dict[int, int] = defaultdict(int)
    for element, _part, minutes in rows.values_list("journal__element_id", "journal_id").annotate(Sum("minutes")):
        most[element] = max(most[element], minutes)
    return load_hint(minutes=sum(most.values()), grade=journal.group.course, due=due, today=lesson.date)


def _same_group(journal: Journal, path: str) -> Q:
    """Rows of the same learners by the path to their group: of it, of the whole it is a part of, of its parts."""
    group = journal.group
    same = Q(**{path: group.pk}) | Q(**{f"{path}__parent": group.pk})
    return same | Q(**{path: group.parent_id}) if group.parent_id else same


def _tests(journal: Journal, lesson: Lesson) -> tuple[str, ...]:
    if not Work.objects.filter(lesson=lesson, **_TEST).exists():
        return ()
    return _said(_share(journal, lesson), second_test_hint(_other_tests(journal, lesson)))


def _share(journal: Journal, lesson: Lesson) -> str:
    terms = Term.objects.parts().filter(Q(course=None) | Q(course=journal.group.course), year=journal.year_id)
    term = terms.filter(since__lte=lesson.date, until__gte=lesson.date).first()
    if term is None:
        return ""
    held = Lesson.objects.filter(journal=journal, date__range=(term.since, term.until), cancelled=False)
    test = Q(**{f"works__{name}": value for name, value in _TEST.items()})
    counted = held.aggregate(lessons=Count("pk", distinct=True), tests=Count("works", filter=test, distinct=True))
    return share_hint(**counted)


def _other_tests(journal: Journal, lesson: Lesson) -> list[str]:
    """Subjects that test the same learners on the lesson's day."""
    same = _same_group(journal, "lesson__journal__group")
    works = Work.objects.filter(same, lesson__date=lesson.date, lesson__cancelled=False, **_TEST)
    others = works.exclude(lesson__journal=journal).order_by("lesson__journal__element__sort_key")
    return list(dict.fromkeys(others.values_list("lesson__journal__element__name", flat=True)))
