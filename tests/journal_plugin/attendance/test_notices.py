"""Notices of absence in advance: signs beforehand, whose they are, what a teacher does to them (D14, case 4)."""

from datetime import UTC, date, datetime, time
from uuid import uuid4, uuid5

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attendance.actions import give_reason, keep_notices, withdraw_notice
from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.attendance.queries import register_of
from journal_plugin.attendance.totals import missed
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.models import Change, Lesson
from journal_plugin.people.models import Guardianship, Learner, Membership
from journal_plugin.timetable.models import Slot
from tests.factories.attendance import announce, signs_of
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, mark, save_one, text
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group, make_guardian

MAY = [date(2027, 5, day) for day in (11, 12, 13, 14, 15)]
TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def may(cast):
    """Lessons of 11-15 May: two a day in the group, the second of a subgroup; a foreign one on the 12th."""
    second = cast.year.terms.get(number=2)
    part = make_group(cast.institution, "ОН-24/1", parent=cast.group)
    join(cast.learners[0], part)
    english = make_element(cast.institution, "Английский язык")
    for group, element in ((cast.group, cast.element), (part, english)):
        assign(cast.staff, group, element, second)
    of_part = make_journal(part, english, cast.year)
    lessons = [
        make_lesson(journal, day, number, teachers=[cast.staff])
        for day in MAY
        for number, journal in ((1, cast.journal), (2, of_part))
    ]
    make_lesson(cast.foreign_journal, MAY[1], 1)
    return lessons


def ill(*places) -> list[tuple]:
    return [(day, number, "б", "температура", True) for day, number in places]


@pytest.mark.row("D14", "G06")
def test_notice_for_12_to_14_may_from_the_parent_to_the_report(cast, may, clock):
    """Requirements §9, case 4: a mark in advance at every lesson, one removed, the notice stays, the report counts the rest."""
    learner = cast.learners[0]
    notice = announce(cast.parent, learner, MAY[1], MAY[3])
    assert signs_of(learner) == ill((12, 1), (12, 2), (13, 1), (13, 2), (14, 1), (14, 2))
    assert Lesson.objects.exclude(attendance_at=None).count() == 0
    thirteenth = may[4]
    clock.move_to(datetime.combine(MAY[2], time(4), UTC))
    assert save_one(cast.teacher, cast.journal, absence(thirteenth, learner, "", 1)).status == "accepted"
    notice.refresh_from_db()
    assert (notice.withdrawn_at, notice.since, notice.until) == (None, MAY[1], MAY[3])
    assert keep_notices(since=MAY[0], until=MAY[4]) == 0
    clock.move_to(datetime.combine(MAY[4], time(12), UTC))
    register = register_of(cast.group.pk, MAY[0], MAY[4], today=MAY[4])
    anna = next(member for member in register.members if member.pk == learner.pk)
    report = missed(register.attended(anna))
    assert (report.lessons, report.hours, report.excused_hours, report.unexcused_hours) == (5, 10, 10, 0)
    assert (report.held_hours, report.days) == (20, 2)
    assert [defect.text for defect in verify(cast.journal.pk)] == []


@pytest.mark.row("D14")
def test_history_tells_who_announced_and_why(cast, may):
    announce(cast.parent, cast.learners[0], MAY[1], first_number=2)
    row = Change.objects.get()
    assert (row.actor, row.what, row.lesson, row.learner) == (
        cast.parent.journal_person,
        "attendance",
        may[3],
        cast.learners[0],
    )
    assert (row.old, row.new, row.reason, row.version) == ("", "б", "по уведомлению: болезнь, температура", 1)


@pytest.mark.parametrize(
    ("kind", "text", "sign", "reason"),
    [
        ("болезнь", "", "б", ""),
        ("семейные обстоятельства", "", "у", "семейные обстоятельства"),
        ("семейные обстоятельства", "свадьба сестры", "у", "семейные обстоятельства, свадьба сестры"),
        ("другая причина", "соревнования", "у", "соревнования"),
    ],
)
def test_kind_of_reason_decides_the_sign(cast, kind, text, sign, reason):
    announce(cast.parent, cast.learners[0], MONDAY, kind=kind, text=text)
    row = Attendance.objects.get()
    assert (row.code, row.reason, row.excused, row.explained) == (sign, reason, True, False)


@pytest.mark.parametrize(
    ("first", "last", "numbers"), [(None, None, [1, 2, 3]), (2, None, [2, 3]), (None, 1, [1]), (2, 2, [2])]
)
def test_notice_may_be_for_some_lessons_of_the_day(cast, first, last, numbers):
    for number in (2, 3):
        make_lesson(cast.journal, MONDAY, number)
    announce(cast.parent, cast.learners[0], MONDAY, first_number=first, last_number=last)
    assert [number for _day, number, *_rest in signs_of(cast.learners[0])] == numbers


@pytest.mark.row("D14", "M05")
@pytest.mark.parametrize("who", ["foreign_parent", "student", "teacher", "deputy", "stranger", "curator"])
def test_only_a_guardian_announces_as_a_parent(cast, who):
    with pytest.raises(Learner.DoesNotExist):
        announce(getattr(cast, who), cast.learners[0], MONDAY)
    assert (AbsenceNotice.objects.count(), Attendance.objects.count()) == (0, 0)


@pytest.mark.row("D14", "M05")
@pytest.mark.parametrize("who", ["foreign_curator", "teacher", "head", "deputy", "admin", "parent", "student"])
def test_only_the_curator_of_the_group_announces_as_a_curator(cast, who):
    with pytest.raises(Learner.DoesNotExist):
        announce(getattr(cast, who), cast.learners[0], MONDAY, as_curator=True)
    assert AbsenceNotice.objects.count() == 0


def test_guardian_whose_right_has_ended_announces_nothing(cast):
    Guardianship.objects.filter(learner=cast.learners[0]).update(until=date(2026, 11, 19))
    with pytest.raises(Learner.DoesNotExist):
        announce(cast.parent, cast.learners[0], MONDAY)


def test_curator_announces_past_days_of_the_window_and_a_parent_does_not(cast):
    learner = cast.learners[1]
    announce(cast.curator, learner, date(2026, 10, 30), as_curator=True)
    assert signs_of(learner) == ill((30, 1))
    with pytest.raises(ValidationError, match="закрыты"):
        announce(cast.curator, learner, date(2026, 10, 29), as_curator=True)
    with pytest.raises(ValidationError, match="куратор"):
        announce(cast.parent, cast.learners[0], date(2026, 11, 19))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"until": date(2026, 11, 22)}, "until"),
        ({"until": date(2027, 1, 24)}, "until"),
        ({"first_number": 3, "last_number": 2}, "last_number"),
        ({"kind": "лень"}, "kind"),
        ({"kind": "другая причина", "text": " "}, "text"),
        ({"text": "ж" * 161}, "text"),
    ],
)
def test_notice_that_says_nonsense_is_refused(cast, fields, field):
    with pytest.raises(ValidationError) as refusal:
        announce(cast.parent, cast.learners[0], MONDAY, **fields)
    assert list(refusal.value.message_dict) == [field]
    assert AbsenceNotice.objects.count() == 0


@pytest.mark.row("D14")
def test_nothing_that_a_teacher_has_entered_is_written_over(cast):
    anna = cast.learners[0]
    second, third = (make_lesson(cast.journal, TODAY, number, teachers=[cast.staff]) for number in (2, 3))
    checked = make_lesson(
        make_journal(cast.group, make_element(cast.institution, "Физика"), cast.year),
        TODAY,
        1,
        attendance_at="2026-11-20T09:00+05:00",
    )
    cancelled = make_lesson(checked.journal, TODAY, 2, cancelled=True)
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, anna, "н")).status == "accepted"
    assert save_one(cast.teacher, cast.journal, mark(second.works.get(), anna, "5")).status == "accepted"
    announce(cast.parent, anna, TODAY, MONDAY)
    assert signs_of(anna) == [
        (20, 1, "н", "", False),
        (20, 3, "б", "температура", True),
        (23, 1, "б", "температура", True),
    ]
    assert Attendance.objects.filter(lesson__in=[checked, cancelled]).count() == 0
    assert third.attendance.get().notice.learner == anna


def test_sign_that_the_teacher_cleared_or_changed_is_his(cast):
    anna, lesson = cast.learners[0], cast.lesson
    notice = announce(cast.parent, anna, TODAY, MONDAY)
    assert save_one(cast.teacher, cast.journal, absence(lesson, anna, "о", 1)).status == "accepted"
    assert signs_of(anna)[0] == (20, 1, "о", "", False)
    assert save_one(cast.teacher, cast.journal, absence(lesson, anna, "", 2)).status == "accepted"
    again = announce(cast.parent, anna, TODAY, MONDAY)
    assert signs_of(anna) == [(20, 1, "", "", False), (23, 1, "б", "температура", True)]
    assert Attendance.objects.get(lesson__date=MONDAY).notice == notice != again


def test_mark_over_an_announced_absence_asks_to_clear_it_first(cast):
    announce(cast.parent, cast.learners[0], TODAY)
    answer = save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    assert (answer.status, answer.why) == (
        "refused",
        "Обучающийся отсутствовал: сначала снимите отметку об отсутствии.",
    )


def test_announced_absence_does_not_mean_that_presence_was_checked(cast):
    announce(cast.parent, cast.learners[0], TODAY)
    cast.lesson.refresh_from_db()
    assert cast.lesson.attendance_at is None
    assert save_one(cast.teacher, cast.journal, text("presence", cast.lesson, "+")).status == "accepted"
    assert signs_of(cast.learners[0]) == ill((20, 1))


def test_repeated_key_announces_once_and_a_foreign_one_is_refused(cast):
    key = uuid4()
    first = announce(cast.parent, cast.learners[0], MONDAY, key=key)
    assert announce(cast.parent, cast.learners[0], TODAY, key=key) == first
    assert (AbsenceNotice.objects.count(), signs_of(cast.learners[0])) == (1, ill((23, 1)))
    with pytest.raises(ValidationError):
        announce(cast.foreign_parent, cast.foreign_learner, MONDAY, key=key)


@pytest.mark.row("D14")
def test_withdrawing_takes_back_only_untouched_signs_of_lessons_that_have_not_begun(cast, may):
    """It is 10:30: the first lesson of today has begun, the third has not."""
    anna = cast.learners[0]
    third = make_lesson(cast.journal, TODAY, 3, teachers=[cast.staff])
    notice = announce(cast.parent, anna, TODAY, date(2026, 11, 24))
    tuesday = make_lesson(cast.journal, date(2026, 11, 24), 1)
    assert keep_notices(since=TODAY, until=MONDAY) == 1
    give_reason(
        actor=cast.curator.journal_person, learner_id=anna.pk, expected={tuesday.pk: 0}, excused=True, reason="справка"
    )
    withdraw_notice(actor=cast.parent.journal_person, notice_id=notice.pk)
    assert signs_of(anna) == [
        (20, 1, "б", "температура", True),
        (20, 3, "", "", True),
        (23, 1, "", "", True),
        (24, 1, "б", "справка", True),
    ]
    notice.refresh_from_db()
    assert notice.withdrawn_by == cast.parent.journal_person
    change = Change.objects.filter(lesson=third).latest("seq")
    assert (change.old, change.new, change.reason) == ("б", "", "уведомление отозвано")
    before = Change.objects.count()
    withdraw_notice(actor=cast.parent.journal_person, notice_id=notice.pk)
    assert (Change.objects.count(), list(verify(cast.journal.pk))) == (before, [])
    announce(cast.curator, anna, MONDAY, as_curator=True, kind="семейные обстоятельства", text="")
    assert signs_of(anna)[2] == (23, 1, "у", "семейные обстоятельства", True)


def test_other_notice_of_the_same_days_keeps_the_sign(cast):
    first = announce(cast.parent, cast.learners[0], MONDAY)
    second = announce(cast.curator, cast.learners[0], MONDAY, as_curator=True, text="справка")
    withdraw_notice(actor=cast.parent.journal_person, notice_id=first.pk)
    row = Attendance.objects.get()
    assert (row.code, row.reason, row.notice) == ("б", "справка", second)


@pytest.mark.row("M05")
@pytest.mark.parametrize("who", ["foreign_parent", "foreign_curator", "student", "teacher", "deputy"])
def test_nobody_else_withdraws_a_notice(cast, who):
    notice = announce(cast.parent, cast.learners[0], MONDAY)
    with pytest.raises(AbsenceNotice.DoesNotExist):
        withdraw_notice(actor=getattr(cast, who).journal_person, notice_id=notice.pk)
    assert signs_of(cast.learners[0]) == ill((23, 1))


def test_curator_withdraws_a_parents_notice_and_not_the_other_way_round(cast):
    by_parent = announce(cast.parent, cast.learners[0], MONDAY)
    by_curator = announce(cast.curator, cast.learners[0], date(2026, 11, 24), as_curator=True)
    withdraw_notice(actor=cast.curator.journal_person, notice_id=by_parent.pk)
    with pytest.raises(AbsenceNotice.DoesNotExist):
        withdraw_notice(actor=cast.parent.journal_person, notice_id=by_curator.pk)
    assert list(AbsenceNotice.objects.filter(withdrawn_at=None)) == [by_curator]


def weekly(cast, weekday: int, number: int) -> Slot:
    """A slot of the cast's journal from today on."""
    return Slot.objects.create(
        term=cast.term,
        group=cast.group,
        element=cast.element,
        weekday=weekday,
        number=number,
        since=TODAY,
        activity="theory",
    )


def test_lessons_laid_out_later_get_the_sign_too(cast):
    announce(cast.parent, cast.learners[0], date(2026, 11, 24), date(2026, 11, 25))
    assert signs_of(cast.learners[0]) == []
    weekly(cast, 3, 2)
    lay_out_term(term=cast.term, since=TODAY)
    assert signs_of(cast.learners[0]) == ill((25, 2))
    lay_out_term(term=cast.term, since=TODAY)
    assert signs_of(cast.learners[0]) == ill((25, 2))


def test_announced_lesson_that_the_timetable_drops_is_cancelled_and_comes_back_with_it(cast):
    slot = weekly(cast, 3, 2)
    lay_out_term(term=cast.term, since=TODAY)
    announce(cast.parent, cast.learners[0], date(2026, 11, 25))
    lesson = Lesson.objects.get(date=date(2026, 11, 25))
    Slot.objects.update(weekday=4)
    assert lay_out_term(term=cast.term, since=TODAY).removed == 5
    lesson.refresh_from_db()
    assert (lesson.cancelled, Lesson.objects.filter(date__gt=MONDAY, cancelled=False).first().date) == (
        True,
        date(2026, 11, 26),
    )
    Slot.objects.update(weekday=3)
    lay_out_term(term=cast.term, since=TODAY)
    lesson.refresh_from_db()
    assert (lesson.cancelled, lesson.slot, signs_of(cast.learners[0])) == (False, slot, ill((25, 2)))


def test_lesson_with_an_announced_absence_follows_the_timetable(cast):
    slot = weekly(cast, 3, 2)
    lay_out_term(term=cast.term, since=TODAY)
    announce(cast.parent, cast.learners[0], date(2026, 11, 25))
    slot.teachers.add(cast.staff)
    lay_out_term(term=cast.term, since=TODAY)
    assert list(Lesson.objects.get(date=date(2026, 11, 25)).teachers.all()) == [cast.staff]


def test_who_changes_the_group_is_signed_in_the_lessons_of_the_new_one(cast):
    newcomer = cast.foreign_learner
    later = make_lesson(cast.journal, date(2026, 11, 24), 2)
    announce(cast.foreign_parent, newcomer, MONDAY, date(2026, 11, 24))
    Membership.objects.filter(learner=newcomer).update(until=MONDAY)
    join(newcomer, cast.group, since=date(2026, 11, 24))
    assert keep_notices(since=TODAY, until=TODAY) == 0
    assert keep_notices(since=TODAY, until=MONDAY) == 1
    assert Attendance.objects.get().lesson == later


def test_statements_do_not_grow_with_lessons(cast):
    counts = []
    for day, learner in ((MONDAY, cast.learners[1]), (date(2026, 11, 24), cast.learners[2])):
        for number in range(1, 2 if day == MONDAY else 4):
            Lesson.objects.filter(journal=cast.journal, date=day, number=number).exists() or make_lesson(
                cast.journal, day, number
            )
        with CaptureQueriesContext(connection) as queries:
            announce(cast.curator, learner, day, as_curator=True)
        counts.append(len(queries))
    assert (counts[0], Attendance.objects.count()) == (counts[1], 4)


@pytest.mark.row("D15")
def test_curators_notice_explains_absences_that_teachers_have_entered_and_a_parents_does_not(cast):
    anna, boris = cast.learners[:2]
    for learner in (anna, boris):
        assert save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "н")).status == "accepted"
    announce(cast.parent, anna, TODAY)
    announce(cast.curator, boris, TODAY, as_curator=True, text="")
    rows = Attendance.objects.order_by("learner").values_list("learner_id", "code", "excused", "reason", "explained")
    assert list(rows) == [(anna.pk, "н", None, "", False), (boris.pk, "н", True, "болезнь", True)]
    change = Change.objects.get(what="reason")
    assert (change.actor, change.new) == (cast.curator.journal_person, "уважительная: болезнь")
    assert list(verify(cast.journal.pk)) == []


def test_no_entry_written_beforehand_stops_the_sign_of_a_notice(cast):
    """A teacher who is a parent knows the key of his notice; what is made of it must not be his to take."""
    make_guardian(cast.learners[0], cast.teacher.journal_person)
    notice = announce(cast.teacher, cast.learners[0], date(2026, 11, 24))
    lesson = make_lesson(cast.journal, date(2026, 11, 24), teachers=[cast.staff])
    taken = mark(cast.works[0], cast.learners[1], "5", key=uuid5(notice.key, f"{lesson.pk}б"))
    assert save_one(cast.teacher, cast.journal, taken).status == "accepted"
    assert keep_notices(since=TODAY, until=date(2026, 11, 27)) == 1
    assert signs_of(cast.learners[0]) == [(24, 1, "б", "температура", True)]
