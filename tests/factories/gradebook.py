"""Operations as a client sends them, and saving them as somebody of the cast."""

from uuid import uuid4

from journal_plugin.gradebook.actions import enter
from journal_plugin.lessons.models import Journal, Lesson, Work
from journal_plugin.lessons.operations import Answer, Operation
from journal_plugin.people.models import Learner


def mark(work: Work, learner: Learner, value: str, expected: int = 0, **fields) -> Operation:
    """A mark for a work."""
    address = {"lesson": work.lesson_id, "work": work.pk, "learner": learner.pk}
    return Operation(fields.pop("key", uuid4()), "mark", value, expected, **(address | fields))


def comment(work: Work, learner: Learner, value: str, expected: int = 0, **fields) -> Operation:
    """A comment to a mark."""
    address = {"lesson": work.lesson_id, "work": work.pk, "learner": learner.pk}
    return Operation(fields.pop("key", uuid4()), "comment", value, expected, **(address | fields))


def absence(lesson: Lesson, learner: Learner, value: str, expected: int = 0, **fields) -> Operation:
    """A sign of attendance."""
    address = {"lesson": lesson.pk, "learner": learner.pk}
    return Operation(fields.pop("key", uuid4()), "attendance", value, expected, **(address | fields))


def text(what: str, lesson: Lesson, value: str, expected: int = 0, **fields) -> Operation:
    """A topic, a homework, or «presence» with "+"."""
    return Operation(fields.pop("key", uuid4()), what, value, expected, **({"lesson": lesson.pk} | fields))


def final(term, learner: Learner, value: str, expected: int = 0, **fields) -> Operation:
    """A term mark."""
    address = {"learner": learner.pk, "term": term.pk}
    return Operation(fields.pop("key", uuid4()), "final", value, expected, **(address | fields))


def save_as(user, journal: Journal, *operations: Operation, **fields) -> list[Answer]:
    """The answers to a batch that ``user`` sends."""
    return enter(journal_id=journal.pk, actor=user.journal_person, operations=operations, **fields).answers


def save_one(user, journal: Journal, operation: Operation, **fields) -> Answer:
    """The answer to a single operation."""
    return save_as(user, journal, operation, **fields)[0]
