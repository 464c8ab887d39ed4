"""Correcting what the window has shut: asked, opened for a term, entered, seen by everybody (E08, E10, W13)."""

from datetime import date, timedelta
from uuid import uuid4, uuid5

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.institution.actions import change_settings
from journal_plugin.lessons.actions import (
    Place,
    add_work,
    ask_correction,
    change_work,
    give_leave,
    open_place,
    refuse_correction,
)
from journal_plugin.lessons.enums import CorrectionState, Scope, What
from journal_plugin.lessons.models import Change, Correction, Journal, Work, WorkKind
from journal_plugin.marks.models import Mark
from tests.factories.gradebook import absence, final, mark, save_one, text
from tests.factories.people import make_learner

TODAY = date(2026, 11, 20)


@pytest.fixture
def shut(cast):
    """The lesson of 29 October: its window has been shut since yesterday."""
    return cast.lessons[0]


def ask(cast, place: Place, *, by=None, key=None, reason="Опечатка: 5 вместо 4") -> Correction:
    actor = (by or cast.teacher).journal_person
    return ask_correction(journal_id=cast.journal.pk, place=place, reason=reason, actor=actor, key=key or uuid4())


def leave(cast, correction: Correction, *, scope=None, days=1, by=None, answer="") -> Correction:
    return give_leave(
        correction_id=correction.pk,
        scope=scope or correction.scope,
        until=TODAY + timedelta(days=days),
        actor=(by or cast.deputy).journal_person,
        answer=answer,
    )


@pytest.mark.row("E08", "E10", "A13")
def test_mark_is_refused_on_day_22_and_accepted_by_a_leave_with_both_people_in_the_history(cast, shut):
    cell = mark(shut.works.get(), cast.learners[0], "4")
    answer = save_one(cast.teacher, cast.journal, cell)
    assert (answer.status, answer.may_ask) == ("locked", True)
    assert not Mark.objects.exists()

    asked = ask(cast, Place(shut.pk, cast.learners[0].pk))
    assert save_one(cast.teacher, cast.journal, cell).status == "locked"
    leave(cast, asked)
    assert save_one(cast.teacher, cast.journal, cell).status == "accepted"

    told = list(Change.objects.order_by("seq").values_list("what", "actor__last_name", "new", "reason"))
    assert told == [
        (What.ASKED, "Петров", Scope.CELL, "Опечатка: 5 вместо 4"),
        (What.OPENED, "Замова", "2026-11-21", "Опечатка: 5 вместо 4"),
        (What.MARK, "Петров", "4", "разрешил(а) Замова\u00a0З.\u00a0З.: Опечатка: 5 вместо 4"),
    ]
    assert list(verify(cast.journal.pk)) == []


@pytest.mark.row("E10")
def test_leave_opens_only_its_cell_and_ends_with_its_day(cast, shut, clock):
    leave(cast, ask(cast, Place(shut.pk, cast.learners[0].pk)))
    work = shut.works.get()
    assert save_one(cast.teacher, cast.journal, mark(work, cast.learners[1], "4")).status == "locked"
    assert save_one(cast.teacher, cast.journal, text("topic", shut, "Тема")).status == "locked"
    clock.shift(timedelta(days=1))
    assert save_one(cast.teacher, cast.journal, mark(work, cast.learners[0], "4")).status == "accepted"
    clock.shift(timedelta(days=1))
    assert save_one(cast.teacher, cast.journal, mark(work, cast.learners[0], "5", 1)).status == "locked"


def test_deputy_may_open_the_whole_lesson_or_journal_instead(cast, shut):
    work = shut.works.get()
    leave(cast, ask(cast, Place(shut.pk, cast.learners[0].pk)), scope=Scope.LESSON)
    assert save_one(cast.teacher, cast.journal, mark(work, cast.learners[1], "4")).status == "accepted"
    assert save_one(cast.teacher, cast.journal, text("topic", shut, "Тема")).status == "accepted"
    assert (
        add_work(
            lesson=shut, kind_id=WorkKind.objects.get(code="ДЗ").pk, actor=cast.teacher.journal_person, key=uuid4()
        ).position
        == 1
    )


def test_narrower_place_than_asked_for_is_not_opened(cast, shut):
    asked = ask(cast, Place(shut.pk))
    with pytest.raises(ValidationError):
        leave(cast, asked, scope=Scope.CELL)
    assert Correction.objects.get().state == CorrectionState.ASKED


@pytest.mark.row("A14")
def test_term_mark_after_its_window_is_opened_for_one_learner(cast, clock):
    clock.shift(date(2027, 1, 29) - TODAY)  # day 32 after the term
    cell = final(cast.term, cast.learners[0], "4")
    assert save_one(cast.teacher, cast.journal, cell).may_ask is True
    asked = ask(cast, Place(learner=cast.learners[0].pk, term=cast.term.pk))
    assert asked.scope == Scope.TERM_CELL
    give_leave(correction_id=asked.pk, scope=asked.scope, until=date(2027, 1, 30), actor=cast.deputy.journal_person)
    assert save_one(cast.teacher, cast.journal, cell).status == "accepted"
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[1], "4")).status == "locked"


def test_term_mark_is_open_to_day_31_after_the_period(cast, clock):
    clock.shift(date(2027, 1, 28) - TODAY)
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "4")).status == "accepted"


def test_request_sent_twice_is_one(cast, shut):
    key, place = uuid4(), Place(shut.pk, cast.learners[0].pk)
    first, again, other = ask(cast, place, key=key), ask(cast, place, key=key), ask(cast, place)
    assert first.pk == again.pk == other.pk
    assert Change.objects.count() == 1


def test_decision_made_twice_is_one_and_another_is_refused(cast, shut):
    asked = ask(cast, Place(shut.pk))
    leave(cast, asked)
    leave(cast, asked)
    with pytest.raises(ValidationError, match="Замова"):
        refuse_correction(correction_id=asked.pk, answer="Нет", actor=cast.deputy.journal_person)
    assert Change.objects.filter(what=What.OPENED).count() == 1
    assert Correction.objects.get().state == CorrectionState.OPENED


def test_refusal_opens_nothing_and_tells_why(cast, shut):
    asked = ask(cast, Place(shut.pk))
    with pytest.raises(ValidationError):
        refuse_correction(correction_id=asked.pk, answer="  ", actor=cast.deputy.journal_person)
    refused = refuse_correction(correction_id=asked.pk, answer="Оценка верна", actor=cast.deputy.journal_person)
    assert (refused.state, refused.answer) == (CorrectionState.REFUSED, "Оценка верна")
    assert save_one(cast.teacher, cast.journal, text("topic", shut, "Тема")).status == "locked"
    assert Change.objects.get(what=What.OPENED).new == ""


@pytest.mark.parametrize("who", ["foreign_teacher", "curator", "deputy", "admin", "parent", "student", "stranger"])
def test_nobody_asks_who_writes_nothing_there(cast, shut, who):
    with pytest.raises(Journal.DoesNotExist):
        ask(cast, Place(shut.pk), by=getattr(cast, who))
    assert not Correction.objects.exists()


@pytest.mark.parametrize("place", [Place(), Place(term=1), Place(lesson=-1)])
def test_substitute_asks_only_for_his_lesson(cast, place):
    with pytest.raises(ValidationError):
        ask(cast, place, by=cast.substitute)
    with pytest.raises(ValidationError):
        ask(cast, Place(cast.lessons[0].pk), by=cast.substitute)
    assert not Correction.objects.exists()


def test_place_of_another_journal_is_not_opened(cast, shut):
    for place in (
        Place(cast.foreign_lesson.pk),
        Place(shut.pk, cast.foreign_learner.pk),
        Place(learner=cast.foreign_learner.pk, term=cast.term.pk),
    ):
        with pytest.raises(ValidationError):
            ask(cast, place)
        with pytest.raises(ValidationError):
            open_place(
                journal_id=cast.journal.pk,
                place=place,
                until=TODAY,
                reason="!",
                actor=cast.deputy.journal_person,
                key=uuid4(),
            )
    assert not Correction.objects.exists()


def test_open_lesson_needs_no_leave(cast):
    with pytest.raises(ValidationError):
        ask(cast, Place(cast.lesson.pk))


@pytest.mark.parametrize("who", ["teacher", "substitute", "curator", "admin", "director", "dispatcher", "parent"])
def test_only_who_controls_the_journal_decides(cast, shut, who):
    asked = ask(cast, Place(shut.pk))
    with pytest.raises(Journal.DoesNotExist):
        leave(cast, asked, by=getattr(cast, who))
    with pytest.raises(Journal.DoesNotExist):
        refuse_correction(correction_id=asked.pk, answer="Нет", actor=getattr(cast, who).journal_person)
    assert Correction.objects.get().state == CorrectionState.ASKED


def test_head_decides_only_for_the_own_department(cast, shut):
    leave(cast, ask(cast, Place(shut.pk)), by=cast.head)
    foreign = Place(cast.foreign_lesson.pk)
    with pytest.raises(Journal.DoesNotExist):
        open_place(
            journal_id=cast.foreign_journal.pk,
            place=foreign,
            until=TODAY,
            reason="Открыть",
            actor=cast.head.journal_person,
            key=uuid4(),
        )


def test_deputy_opens_a_place_without_a_request_once(cast, shut):
    asked = {
        "journal_id": cast.journal.pk,
        "place": Place(shut.pk),
        "until": TODAY,
        "reason": "Проверка",
        "key": uuid4(),
    }
    first = open_place(actor=cast.deputy.journal_person, **asked)
    assert open_place(actor=cast.deputy.journal_person, **asked).pk == first.pk
    assert save_one(cast.teacher, cast.journal, absence(shut, cast.learners[0], "н")).status == "accepted"


@pytest.mark.parametrize("days", [-1, 32])
def test_place_is_opened_from_today_for_a_month_at_most(cast, shut, days):
    asked = ask(cast, Place(shut.pk))
    with pytest.raises(ValidationError):
        leave(cast, asked, days=days)


def test_leave_of_the_journal_gives_no_right_to_who_writes_nothing(cast, shut):
    leave(cast, ask(cast, Place()))
    with pytest.raises(Journal.DoesNotExist):
        save_one(cast.curator, cast.journal, text("topic", shut, "Тема"))
    answer = save_one(cast.substitute, cast.journal, text("topic", shut, "Тема"))
    assert answer.status == "refused"


def test_leave_does_not_open_what_lies_ahead_nor_members_of_other_days(cast, shut):
    leave(cast, ask(cast, Place()))
    ahead = cast.lessons[4]
    assert save_one(cast.teacher, cast.journal, absence(ahead, cast.learners[0], "н")).status == "locked"
    newcomer = make_learner(cast.group, "Новиков Никита", since=date(2026, 11, 10))
    answer = save_one(cast.teacher, cast.journal, mark(shut.works.get(), newcomer, "5"))
    assert answer.status == "refused"


def test_statements_of_a_save_are_the_same_with_one_leave_and_with_three(cast, shut):
    def cost(value: str, expected: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            answer = save_one(cast.teacher, cast.journal, mark(shut.works.get(), cast.learners[0], value, expected))
        assert answer.status == "accepted"
        return len(caught)

    leave(cast, ask(cast, Place(shut.pk)))
    cost("3", 0)
    once = cost("4", 1)
    for learner in cast.learners[1:]:
        place = Place(shut.pk, learner.pk)
        deputy = cast.deputy.journal_person
        open_place(journal_id=cast.journal.pk, place=place, until=TODAY, reason="Ещё", actor=deputy, key=uuid4())
    assert cost("5", 2) == once


@pytest.mark.row("E01")
def test_point_is_no_mark_and_does_not_count(cast):
    work = cast.lesson.works.first()
    assert save_one(cast.teacher, cast.journal, mark(work, cast.learners[0], "•")).status == "accepted"
    change_settings(institution=cast.institution, values={"owed_allowed": False})
    answer = save_one(cast.teacher, cast.journal, mark(work, cast.learners[1], "•"))
    assert (answer.status, Mark.objects.count()) == ("refused", 1)


def test_work_without_marks_takes_only_done(cast):
    kind = WorkKind.objects.filter(institution=cast.institution, code="ЛР")
    kind.update(done_only=True)
    work = add_work(lesson=cast.lesson, kind_id=kind.get().pk, actor=cast.teacher.journal_person, key=uuid4())
    learner = cast.learners[0]
    assert save_one(cast.teacher, cast.journal, mark(work, learner, "5")).status == "refused"
    assert save_one(cast.teacher, cast.journal, mark(work, learner, "+")).status == "accepted"
    assert save_one(cast.teacher, cast.journal, mark(cast.works[0], learner, "+")).status == "refused"


def test_mark_stands_beside_an_absence_where_the_institution_writes_so(cast):
    learner = cast.learners[0]
    save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "н"))
    cell = mark(cast.works[0], learner, "4")
    assert save_one(cast.teacher, cast.journal, cell).status == "refused"
    change_settings(institution=cast.institution, values={"mark_with_absence": True})
    assert save_one(cast.teacher, cast.journal, cell).status == "accepted"


def test_request_waits_from_the_moment_it_was_made(cast, shut):
    asked = ask(cast, Place(shut.pk))
    assert (asked.asked_at, asked.asked_by) == (timezone.now(), cast.teacher.journal_person)


@pytest.mark.row("E10")
def test_long_reason_of_the_writer_leaves_both_people_in_the_history(cast, shut):
    leave(cast, ask(cast, Place(shut.pk, cast.learners[0].pk)))
    save_one(cast.teacher, cast.journal, mark(shut.works.get(), cast.learners[0], "5", reason="х" * 255))
    reason = Change.objects.get(what=What.MARK).reason
    assert reason.endswith("х; разрешил(а) Замова\u00a0З.\u00a0З.: Опечатка: 5 вместо 4")


def test_leave_for_a_cell_does_not_say_that_everybody_else_was_there(cast, shut):
    leave(cast, ask(cast, Place(shut.pk, cast.learners[0].pk)))
    assert save_one(cast.teacher, cast.journal, absence(shut, cast.learners[0], "н")).status == "accepted"
    shut.refresh_from_db()
    assert shut.attendance_at is None
    assert not Change.objects.filter(what=What.PRESENCE).exists()


def test_leave_for_a_lesson_notes_presence_with_the_first_sign(cast, shut):
    leave(cast, ask(cast, Place(shut.pk)))
    assert save_one(cast.teacher, cast.journal, absence(shut, cast.learners[0], "н")).status == "accepted"
    shut.refresh_from_db()
    assert shut.attendance_at is not None


def test_key_of_somebody_elses_entry_is_refused_in_words(cast, shut):
    key = ask(cast, Place(shut.pk)).key
    with pytest.raises(ValidationError, match="занят другой записью"):
        ask_correction(
            journal_id=cast.foreign_journal.pk,
            place=Place(),
            reason="Опечатка",
            actor=cast.foreign_teacher.journal_person,
            key=key,
        )
    assert Correction.objects.count() == 1


def test_no_entry_written_beforehand_stops_the_decision(cast, shut):
    asked = ask(cast, Place(shut.pk))
    guessed = mark(cast.works[0], cast.learners[0], "5", key=uuid5(asked.key, What.OPENED))
    assert save_one(cast.teacher, cast.journal, guessed).status == "accepted"
    assert leave(cast, asked).state == CorrectionState.OPENED


def test_column_added_by_a_leave_names_who_gave_it(cast, shut):
    leave(cast, ask(cast, Place(shut.pk)))
    kind = WorkKind.objects.get(code="ДЗ")
    add_work(lesson=shut, kind_id=kind.pk, actor=cast.teacher.journal_person, key=uuid4())
    assert Change.objects.get(what=What.WORK).reason == "разрешил(а) Замова\u00a0З.\u00a0З."
    add_work(lesson=cast.lesson, kind_id=kind.pk, actor=cast.teacher.journal_person, key=uuid4())
    assert Change.objects.filter(what=What.WORK).last().reason == ""


@pytest.mark.parametrize("place", [Place(learner=1), Place(lesson=1, term=1), Place(lesson=1, learner=1, term=1)])
def test_place_that_is_none_is_refused_in_words(cast, place):
    given = place._replace(**{name: getattr(_real(cast), name) for name, pk in place._asdict().items() if pk})
    with pytest.raises(ValidationError):
        ask(cast, given)
    with pytest.raises(ValidationError):
        open_place(
            journal_id=cast.journal.pk,
            place=given,
            until=TODAY,
            reason="!",
            actor=cast.deputy.journal_person,
            key=uuid4(),
        )
    assert not Correction.objects.exists()


def _real(cast) -> Place:
    return Place(cast.lessons[0].pk, cast.learners[0].pk, cast.term.pk)


def test_work_with_marks_is_not_made_one_without(cast):
    kind = WorkKind.objects.get(code="ЛР")
    WorkKind.objects.filter(pk=kind.pk).update(done_only=True)
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    change = {"kind_id": kind.pk, "actor": cast.teacher.journal_person}
    with pytest.raises(ValidationError):
        change_work(work=cast.works[0], key=uuid4(), **change)
    assert change_work(work=cast.works[1], key=uuid4(), **change).kind == kind


def test_kind_of_a_work_is_judged_as_it_stands_and_not_as_it_was_read(cast):
    kind, other = WorkKind.objects.get(code="ЛР"), WorkKind.objects.get(code="ОТ")
    WorkKind.objects.filter(pk=kind.pk).update(done_only=True)
    read_before = Work.objects.select_related("lesson", "kind").get(pk=cast.works[0].pk)
    actor = cast.teacher.journal_person
    change_work(work=cast.works[0], kind_id=kind.pk, actor=actor, key=uuid4())
    assert save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "+")).status == "accepted"
    with pytest.raises(ValidationError):
        change_work(work=read_before, kind_id=other.pk, actor=actor, key=uuid4())
    assert Work.objects.get(pk=read_before.pk).kind == kind
