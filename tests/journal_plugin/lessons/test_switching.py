"""Journals of circles, sections and educators are switched on and off, and nothing written is lost (A24)."""

import pytest
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.attendance.models import Attendance
from journal_plugin.curriculum.enums import SWITCHED, ElementKind
from journal_plugin.gradebook.queries.books import book_list
from journal_plugin.institution.actions import change_settings
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, Lesson, Work
from journal_plugin.lessons.rules import may_enter_journal, may_read_journal
from journal_plugin.monitoring.queries.filling import held_lessons
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Membership
from journal_plugin.timetable.models import Slot
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, save_as, text
from tests.factories.institution import give_role, make_user
from tests.factories.people import make_group, make_staff


@pytest.fixture
def leader(cast):
    """A teacher of additional education with a circle on every weekday, whose journals are not kept yet."""
    staff = make_staff(cast.institution, "Секциева Софья")
    give_role(staff.person, cast.institution, Role.EXTRA_TEACHER)
    return make_user("leader", person=staff.person)


def timetabled(cast, leader, kind: str = ElementKind.ADDITIONAL) -> None:
    """Load and slots of the circle for Anna, from the first day of the term."""
    staff = leader.journal_person.staff.get()
    element = make_element(cast.institution, "Авиамодели", kind=kind)
    group = make_group(cast.institution, "Авиакружок", kind=GroupKind.ELECTIVE)
    Membership.objects.create(learner=cast.learners[0], group=group, since=cast.term.since)
    assign(staff, group, element, cast.term)
    for weekday in range(1, 7):
        slot = Slot.objects.create(
            term=cast.term,
            weekday=weekday,
            number=3,
            group=group,
            element=element,
            activity="theory",
            since=cast.term.since,
        )
        slot.teachers.add(staff)


def switch(cast, *, on: bool, name: str = "additional_journals") -> None:
    change_settings(institution=cast.institution, values={name: on}, by=cast.admin)
    cast.institution.settings.refresh_from_db()


def circles():
    return Journal.objects.filter(element__name="Авиамодели")


@pytest.mark.row("A24")
@pytest.mark.parametrize(("kind", "name"), SWITCHED.items())
def test_off_makes_no_journal_and_on_makes_it_from_that_day_without_marks(cast, leader, kind, name):
    timetabled(cast, leader, kind)
    others = [other for other in SWITCHED.values() if other != name]
    for other in others:
        switch(cast, on=True, name=other)
    lay_out_term(term=cast.term, since=cast.institution.today())
    assert not circles().exists()

    switch(cast, on=True, name=name)

    journal = circles().get()
    today = cast.institution.today()
    assert journal.kind == JournalKind.UNMARKED
    assert journal.lessons.earliest("date").date >= today
    assert not Work.objects.filter(lesson__journal=journal).exists()
    assert Journal.objects.filter(may_enter_journal(leader)).get() == journal


@pytest.mark.row("A24")
@pytest.mark.row("D17")
def test_the_leader_writes_presence_and_topic_and_no_marks_nor_homework(cast, leader):
    timetabled(cast, leader)
    switch(cast, on=True)
    journal = circles().get()
    lesson = journal.lessons.earliest("date", "number")
    anna = cast.learners[0]
    answers = save_as(leader, journal, absence(lesson, anna, "н"), text("topic", lesson, "Крыло"))
    assert [answer.status for answer in answers] == ["accepted", "accepted"]
    (refused,) = save_as(leader, journal, text("homework", lesson, "Лонжерон"))
    assert refused.why == "Этот журнал ведётся без домашних заданий."


@pytest.mark.row("A24")
def test_switching_off_keeps_what_was_written_to_be_read_and_shuts_the_rest(client, cast, leader):
    timetabled(cast, leader)
    switch(cast, on=True)
    journal = circles().get()
    written = journal.lessons.earliest("date", "number")
    save_as(leader, journal, absence(written, cast.learners[0], "н"), text("topic", written, "Крыло"))

    switch(cast, on=False)

    assert list(journal.lessons.all()) == [written]
    assert Attendance.objects.filter(lesson=written, code="н").exists()
    assert Journal.objects.filter(may_read_journal(leader), pk=journal.pk).exists()
    assert not Journal.objects.filter(may_enter_journal(leader)).exists()
    client.force_login(leader)
    assert "Крыло" in client.get(reverse("journal:grid-topics", args=[journal.pk])).content.decode()
    assert "Крыло" not in client.get(reverse("journal:today"), follow=True).content.decode()
    with pytest.raises(Journal.DoesNotExist):
        save_as(leader, journal, text("topic", written, "Хвост", expected=1))

    switch(cast, on=True)

    assert Lesson.objects.filter(journal=journal).count() > 1
    (answer,) = save_as(leader, journal, text("topic", written, "Хвост", expected=1))
    assert answer.status == "accepted"


@pytest.mark.row("A24")
def test_lists_and_controls_know_no_journal_that_is_not_kept(cast, leader):
    timetabled(cast, leader)
    switch(cast, on=True)
    journal, today = circles().get(), cast.institution.today()

    def told() -> tuple[bool, bool, bool]:
        books = {
            own: book_list(who, institution=cast.institution, today=today, own=own)
            for own, who in ((True, leader), (False, cast.deputy))
        }
        listed = [
            "Авиамодели" in {book.title for shelf in one.shelves for book in shelf.books} for one in books.values()
        ]
        held = held_lessons(Journal.objects.all(), cast.institution, cast.term.since, today)
        return (*listed, "Авиамодели" in {lesson.element for lesson in held})

    lesson = journal.lessons.latest("date")
    lesson.date = today.replace(day=2)
    lesson.save()  # one whose day has come and in which nobody has written anything
    assert told() == (True, True, True)
    switch(cast, on=False)
    assert told() == (False, False, False)
