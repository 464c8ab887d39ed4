"""A parent and a teacher at the same moment: what the teacher has entered stays, nothing is lost, the chain is whole (D14)."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connections

from journal_plugin.attendance.actions import keep_notices, withdraw_notice
from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.messaging.actions import tell_of_absences
from journal_plugin.messaging.models import Notice
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.attendance import announce
from tests.factories.curriculum import make_element
from tests.factories.gradebook import absence, save_one
from tests.factories.lessons import make_journal, make_lesson


def at_once(*jobs) -> dict[int, object]:
    """What each job gives; they begin together."""
    start, given = Barrier(len(jobs)), {}

    def work(place: int, job) -> None:
        try:
            start.wait(timeout=10)
            given[place] = job()
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=row) for row in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(given) == len(jobs)
    return given


@pytest.fixture
def committed(transactional_db, today):
    """The cast in tables that every thread sees."""
    plant_wagtail()
    return make_cast()


@pytest.mark.row("D14")
def test_teacher_and_parent_at_one_cell_leave_what_the_first_has_entered(committed):
    cast, anna = committed, committed.learners[0]
    given = at_once(
        lambda: save_one(cast.teacher, cast.journal, absence(cast.lesson, anna, "н")),
        lambda: announce(cast.parent, anna, cast.lesson.date),
        lambda: announce(cast.curator, anna, cast.lesson.date, as_curator=True),
    )
    row = Attendance.objects.get()
    typed = (row.code, row.notice is None, given[0].status) == ("н", True, "accepted")
    announced = (row.code, row.notice is None, given[0].status) == ("б", False, "conflict")
    assert typed or announced
    assert (AbsenceNotice.objects.count(), list(verify(cast.journal.pk))) == (2, [])


def test_two_withdrawals_at_once_take_every_sign_back_once(committed):
    cast, anna = committed, committed.learners[0]
    monday = cast.lessons[4]
    notices = [announce(cast.parent, anna, monday.date) for _twice in range(2)]
    at_once(
        *(
            lambda pk=row.pk: withdraw_notice(actor=cast.parent.journal_person, notice_id=pk)
            for row in (*notices, *notices)
        )
    )
    assert (Attendance.objects.get().code, list(verify(cast.journal.pk))) == ("", [])
    assert AbsenceNotice.objects.filter(withdrawn_at=None).count() == 0
    assert Change.objects.filter(new="").count() in {1, 2}


@pytest.mark.row("D13")
def test_two_rounds_at_once_tell_everybody_once(committed, clock):
    cast = committed
    for learner in cast.learners:
        save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "н"))
    clock.shift(181)
    rounds = at_once(*[tell_of_absences] * 3)
    assert sum(done.raised for done in rounds.values()) == Notice.objects.count() == 4
    assert sum(done.sent for done in rounds.values()) == 1


def test_many_notices_over_the_same_journals_do_not_wait_for_each_other_in_a_ring(committed):
    """Every writer takes the journals in one order: all signs of both days are put, none twice."""
    cast = committed
    days = [date(2026, 11, 24), date(2026, 11, 25)]
    for number, name in enumerate(("Физика", "Химия", "Право"), 1):
        journal = make_journal(cast.group, make_element(cast.institution, name), cast.year)
        for day in days:
            make_lesson(journal, day, number)
    announce(cast.curator, cast.learners[2], days[0], as_curator=True)
    later = make_lesson(cast.journal, days[1], 1)
    at_once(
        lambda: announce(cast.parent, cast.learners[0], *days),
        lambda: announce(cast.curator, cast.learners[1], *days, as_curator=True),
        lambda: announce(cast.curator, cast.learners[2], *days, as_curator=True),
        lambda: keep_notices(since=days[0], until=days[1]),
    )
    assert Attendance.objects.filter(code="б").count() == 3 * 7
    own = Journal.objects.filter(group=cast.group).values_list("pk", flat=True)
    assert (later.attendance.count(), [fault for pk in own for fault in verify(pk)]) == (3, [])
