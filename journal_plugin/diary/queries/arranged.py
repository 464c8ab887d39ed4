"""The changes of the day among a child's lessons: what is said of them, and the places that they have left (C05, C06)."""

from datetime import date, time

from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.lessons import LessonCard
from journal_plugin.lessons.models import DayChange
from journal_plugin.lessons.queries.changed import ChangeFact, changes_between, said_of
from journal_plugin.timetable.arranged import left
from journal_plugin.timetable.enums import ChangeKind, Technology


def with_changes(child: Child, lessons: list[LessonCard], first: date, last: date) -> list[LessonCard]:
    """``lessons`` with what was changed, and the places of those days that lessons have left, in order of time.

    Two queries a minute for a group's families.
    """
    facts = [fact for fact in _facts(child, first, last) if child.was_in(fact.group_id, fact.place.date)]
    if not facts:
        return lessons
    today = child.school.today()
    notes: dict[int, list[str]] = {}
    for fact in facts:
        notes.setdefault(fact.place.lesson, []).append(said_of(fact, today))
    told = [card._replace(note=", ".join(notes.get(card.pk, ()))) for card in lessons]
    gone = [_gone(fact, today) for fact in facts if fact.place.kind == ChangeKind.MOVED and first <= fact.day <= last]
    return sorted([*told, *gone], key=lambda card: (card.date, card.number, card.starts))


def _facts(child: Child, first: date, last: date) -> tuple[ChangeFact, ...]:
    groups = sorted(child.groups_between(first, last))
    changes = DayChange.objects.filter(lesson__journal__group__in=groups)
    key = f"diary.changes.{groups}.{first}.{last}"
    return near_cache.get_or_set(key, lambda: changes_between(changes, first, last), MINUTE)


def _gone(fact: ChangeFact, today: date) -> LessonCard:
    """The place that a lesson has left; it has no row of its own, so its id is 0."""
    starts = fact.place.was_starts or time()
    return LessonCard(
        pk=0,
        journal=fact.journal,
        date=fact.day,
        number=fact.number,
        starts=starts,
        ends=starts,
        technology=Technology.IN_PERSON,
        cancelled=True,
        topic="",
        homework="",
        subject=fact.element,
        subject_code="",
        room="",
        part="",
        planned="",
        absence="",
        reason="",
        excused=None,
        announced=False,
        works=[],
        note=left(fact.place, today),
    )
