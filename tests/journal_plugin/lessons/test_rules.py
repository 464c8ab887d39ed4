"""Who reads and who writes the register: each rule by role, with a foreign journal that could leak (L06, H01, C08)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons import rules
from journal_plugin.lessons.enums import CorrectionState
from journal_plugin.lessons.models import Correction, Journal, Lesson
from journal_plugin.people.models import Staff

OWN, BOTH, NONE = {"own"}, {"own", "foreign"}, set[str]()
JOURNALS = {
    "teacher": (OWN, OWN),
    "substitute": (OWN, OWN),
    "curator": (OWN, NONE),
    "head": (OWN, NONE),
    "deputy": (BOTH, NONE),
    "director": (BOTH, NONE),
    "admin": (BOTH, NONE),
    "secretary": (NONE, NONE),
    "parent": (NONE, NONE),
    "student": (NONE, NONE),
    "stranger": (NONE, NONE),
    "foreign_teacher": ({"foreign"}, {"foreign"}),
    "foreign_curator": ({"foreign"}, NONE),
}
"""Login -> (journals that it reads, journals in which it writes something)."""


def journals(cast, rule) -> set[str]:
    names = {cast.journal.pk: "own", cast.foreign_journal.pk: "foreign"}
    return {names[pk] for pk in Journal.objects.filter(rule).values_list("pk", flat=True)}


@pytest.mark.row("L06", "H01", "I08")
@pytest.mark.parametrize(("who", "reads", "enters"), [(who, *sets) for who, sets in JOURNALS.items()])
def test_journals_are_read_and_entered_by_those_of_the_table(cast, who, reads, enters):
    user = getattr(cast, who)
    assert journals(cast, rules.may_read_journal(user)) == reads
    assert journals(cast, rules.may_enter_journal(user)) == enters
    entered = rules.journals_entered_by(user.journal_person.pk).values_list("pk", flat=True)
    assert set(entered) == set(Journal.objects.filter(rules.may_enter_journal(user)).values_list("pk", flat=True))


@pytest.mark.row("C08", "L06")
@pytest.mark.parametrize(
    ("who", "days"), [("teacher", "all"), ("substitute", "the one given"), ("curator", "none"), ("deputy", "none")]
)
def test_lessons_are_written_by_the_teacher_and_one_by_the_substitute(cast, who, days):
    user = getattr(cast, who)
    every = {lesson.pk for lesson in cast.lessons}
    written = {"all": every, "the one given": {cast.lessons[2].pk}, "none": set()}[days]
    for rule in (rules.may_write_lesson(user), rules.lessons_written_by(user.journal_person.pk)):
        assert set(Lesson.objects.filter(rule).values_list("pk", flat=True)) == written
    held = {cast.lessons[2].pk} if who == "substitute" else written
    assert (
        set(Lesson.objects.filter(rules.lessons_held_by(user.journal_person.pk)).values_list("pk", flat=True)) == held
    )
    assert set(Lesson.objects.filter(rules.may_read_lesson(user)).values_list("pk", flat=True)) >= written | every


def leave(journal: Journal, lesson: Lesson | None, until: date) -> None:
    """Somebody has opened the place for correction."""
    person, now = Staff.objects.first().person, timezone.now()
    Correction.objects.create(
        journal=journal, lesson=lesson, reason="болел", key=uuid4(), asked_by=person, asked_at=now,
        state=CorrectionState.OPENED, until=until, decided_by=person, decided_at=now,
    )  # fmt: skip


@pytest.mark.row("C08", "L06")
def test_a_substitute_loses_the_lesson_and_its_journal_when_it_is_shut(cast, clock):
    shut_after = cast.lessons[2].date + timedelta(days=21)
    user = cast.substitute

    def rights() -> tuple[int, set, set]:
        written = Lesson.objects.filter(rules.may_write_lesson(user)).count()
        return written, journals(cast, rules.may_read_journal(user)), journals(cast, rules.may_enter_journal(user))

    clock.move_to(f"{shut_after}T23:00:00+05:00")
    assert rights() == (1, OWN, OWN)
    clock.move_to(f"{shut_after + timedelta(days=1)}T00:30:00+05:00")
    assert rights() == (0, NONE, NONE)
    today = shut_after + timedelta(days=1)
    leave(cast.journal, cast.lessons[1], today)
    leave(cast.journal, cast.lessons[2], shut_after)
    leave(cast.foreign_journal, None, today)
    assert rights() == (0, NONE, NONE)
    leave(cast.journal, cast.lessons[2], today)
    assert rights() == (1, OWN, OWN)
    Correction.objects.filter(lesson=cast.lessons[2]).delete()
    leave(cast.journal, None, today)
    assert rights() == (1, OWN, OWN)


def test_a_guest_reads_and_writes_nothing(cast):
    guest = AnonymousUser()
    assert journals(cast, rules.may_read_journal(guest)) == journals(cast, rules.may_enter_journal(guest)) == set()
    for rule in (rules.may_read_lesson, rules.may_write_lesson):
        assert Lesson.objects.filter(rule(guest)).count() == 0


@pytest.mark.parametrize(
    ("until", "writes"),
    [(date(2026, 11, 19), NONE), (date(2026, 11, 20), OWN)],
)
def test_an_assignment_that_was_taken_away_opens_nothing(cast, until, writes):
    TeachingAssignment.objects.filter(group=cast.group).update(until=until)
    Lesson.teachers.through.objects.filter(lesson__journal=cast.journal, substitute=False).delete()
    assert journals(cast, rules.may_enter_journal(cast.teacher)) == writes


def test_who_has_left_the_staff_opens_nothing(cast):
    Staff.objects.filter(pk=cast.staff.pk).update(until=date(2026, 11, 19))
    assert journals(cast, rules.may_enter_journal(cast.teacher)) == set()
    assert journals(cast, rules.may_enter_journal(cast.foreign_teacher)) == {"foreign"}
