"""Reasons of absence: whose, versioned, through the register, and what a teacher's new sign does to them (D15)."""

from datetime import date

import pytest

from journal_plugin.attendance.actions import give_reason
from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from tests.factories.curriculum import make_element
from tests.factories.gradebook import absence, save_one
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join
from tests.factories.statements import put_absence


def reasons() -> list[tuple]:
    rows = Attendance.objects.order_by("lesson__date", "lesson__number")
    return list(rows.values_list("code", "excused", "reason", "explained", "reason_version"))


@pytest.mark.row("D15")
def test_curator_gives_one_reason_for_a_spell_over_several_journals(cast):
    learner = cast.learners[0]
    other = make_lesson(
        make_journal(cast.group, make_element(cast.institution, "Физика"), cast.year),
        date(2026, 11, 13),
        2,
        teachers=[cast.staff],
    )
    lessons = [cast.lessons[2], other, cast.lessons[3]]
    for lesson in lessons:
        put_absence(lesson, learner)
    curator = cast.curator.journal_person
    expected = {lesson.pk: 0 for lesson in lessons}
    answers = give_reason(
        actor=curator, learner_id=learner.pk, expected=expected, excused=True, reason="  справка №  7 "
    )
    assert [answer.status for answer in answers] == ["accepted"] * 3
    assert reasons() == [("н", True, "справка № 7", True, 1)] * 3
    history = Change.objects.filter(what="reason").order_by("journal", "seq")
    assert set(history.values_list("lesson_id", "learner_id", "old", "new", "version", "actor_id")) == {
        (lesson.pk, learner.pk, "", "уважительная: справка № 7", 1, curator.pk) for lesson in lessons
    }
    again = give_reason(actor=curator, learner_id=learner.pk, expected={other.pk: 1}, excused=False)
    assert [(answer.status, answer.standing.value) for answer in again] == [("accepted", "неуважительная")]
    other_row = Attendance.objects.get(lesson=other)
    assert (other_row.excused, other_row.reason, other_row.reason_version) == (False, "", 2)


def test_reason_that_somebody_gave_meanwhile_is_a_conflict_and_stays(cast):
    learner = cast.learners[0]
    put_absence(cast.lesson, learner)
    given = {"learner_id": learner.pk, "expected": {cast.lesson.pk: 0}, "actor": cast.curator.journal_person}
    give_reason(**given, excused=True, reason="справка")
    late = give_reason(**given, excused=False, reason="прогул")
    assert [(answer.status, answer.standing.value) for answer in late] == [("conflict", "уважительная: справка")]
    assert reasons() == [("н", True, "справка", True, 1)]


@pytest.mark.parametrize("who", ["foreign_curator", "teacher", "head", "deputy", "director", "admin", "stranger"])
def test_only_the_curator_of_the_group_gives_a_reason(cast, who):
    learner = cast.learners[0]
    put_absence(cast.lesson, learner)
    actor = getattr(cast, who).journal_person
    answers = give_reason(
        actor=actor, learner_id=learner.pk, expected={cast.lesson.pk: 0}, excused=True, reason="чужая"
    )
    assert [answer.status for answer in answers] == ["refused"]
    assert reasons() == [("н", None, "", False, 0)]
    assert Change.objects.count() == 0


def test_curator_has_no_say_about_days_before_the_learner_came(cast):
    newcomer = cast.foreign_learner
    old = put_absence(cast.foreign_lesson, newcomer)
    newcomer.memberships.update(until=date(2026, 11, 20))
    join(newcomer, cast.group, since=date(2026, 11, 21))
    answers = give_reason(
        actor=cast.curator.journal_person, learner_id=newcomer.pk, expected={old.lesson_id: 0}, excused=True
    )
    assert [answer.status for answer in answers] == ["refused"]


def test_reason_needs_an_absence(cast):
    learner = cast.learners[0]
    put_absence(cast.lesson, learner, "о")
    answers = give_reason(
        actor=cast.curator.journal_person, learner_id=learner.pk, expected={cast.lesson.pk: 0}, excused=True
    )
    assert [answer.status for answer in answers] == ["refused"]
    assert reasons() == [("о", None, "", False, 0)]


def test_reason_stays_while_the_learner_is_absent_and_goes_when_he_was_there(cast):
    learner = cast.learners[0]
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "н")).status == "accepted"
    give_reason(
        actor=cast.curator.journal_person,
        learner_id=learner.pk,
        expected={cast.lesson.pk: 0},
        excused=False,
        reason="прогул",
    )
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "б", 1)).status == "accepted"
    assert reasons() == [("б", False, "прогул", True, 1)]
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "", 2)).status == "accepted"
    assert reasons() == [("", None, "", False, 2)]
    last = Change.objects.order_by("seq").last()
    assert (last.what, last.old, last.new, last.version) == ("reason", "неуважительная: прогул", "", 2)
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "н", 3)).status == "accepted"
    assert reasons() == [("н", None, "", False, 2)]


def test_without_a_recorded_reason_the_sign_decides(cast):
    learner = cast.learners[0]
    for version, (sign, excused) in enumerate([("б", True), ("н", None), ("у", True), ("о", None)]):
        assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, sign, version)).status == "accepted"
        assert reasons() == [(sign, excused, "", False, 0)]
    assert Mark.objects.count() == 0
