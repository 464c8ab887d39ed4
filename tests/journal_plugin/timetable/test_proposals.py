"""Proposed timetables on the web: asked, sought in a process of its own, stopped, settled, taken back (C03, C04)."""

from datetime import date, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.actions import (
    ask_proposal,
    enter_slots,
    place_lesson,
    set_off_times,
    settle_proposal,
    stop_proposal,
    take_back_proposal,
)
from journal_plugin.timetable.actions.seeking import seek_proposal
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import ProposalState
from journal_plugin.timetable.models import Slot, TimetableProposal
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.people import make_group, make_learner, make_staff

MONDAY = date(2026, 11, 23)
EVERY_DAY = range(1, 7)


@pytest.fixture
def college(cast: Cast) -> Cast:
    """The cast with one teacher who holds four lessons in two weeks in each of two groups, and a lesson that stands."""
    other = make_group(cast.institution, "ОН-26")
    make_learner(other, "Новикова Нина")
    for group in (cast.group, other):
        assign(cast.staff, group, make_element(cast.institution, f"Физика {group}"), cast.term, lessons_per_cycle=4)
    return cast


def ask(cast: Cast, groups=("ОН-24", "ОН-26"), **options) -> TimetableProposal:
    """As the page asks."""
    given = {"gaps_of_group": "wish", "gaps_of_teacher": "any"} | options
    return ask_proposal(
        term=cast.term, since=MONDAY, groups=groups, limit=5, options=given, key=uuid4(), by=cast.dispatcher
    )


def sought(cast: Cast, **more) -> TimetableProposal:
    """Asked and found."""
    proposal = ask(cast, **more)
    seek_proposal(pk=proposal.pk)
    proposal.refresh_from_db()
    return proposal


def places(group: str | None = None) -> set[tuple]:
    """(group, weekday, number, week) in force on or after Monday."""
    rows = Slot.objects.between(MONDAY, date(2026, 12, 31))
    rows = rows.filter(group__name=group) if group else rows
    return set(rows.values_list("group__name", "weekday", "number", "week"))


@pytest.mark.row("C04")
def test_found_timetable_changes_nothing_until_it_is_settled(college: Cast) -> None:
    proposal = sought(college)
    assert (proposal.state, proposal.hard) == (ProposalState.FOUND, [])
    assert places() == set()
    settle_proposal(proposal=proposal, by=college.dispatcher)
    assert sum(2 if week == "" else 1 for _group, _day, _number, week in places()) >= 8
    proposal.refresh_from_db()
    assert (proposal.state, proposal.settled_by) == (ProposalState.SETTLED, college.dispatcher)
    assert Lesson.objects.filter(slot__group__name="ОН-26", date__gte=MONDAY).exists()


@pytest.mark.row("C03")
def test_unavailable_day_is_kept(college: Cast) -> None:
    everything = {(day, number): "off" for day in EVERY_DAY if day not in (3, 4) for number in (1, 2, 3)}
    set_off_times(owner=college.staff, week="", cells=everything, since=MONDAY, by=None)
    proposal = sought(college)
    settle_proposal(proposal=proposal, by=college.dispatcher)
    assert {day for _group, day, _number, _week in places()} == {3, 4}


def test_more_lessons_than_times_is_said_in_words(college: Cast) -> None:
    everything = {(day, number): "off" for day in EVERY_DAY for number in (1, 2, 3)}
    set_off_times(owner=college.staff, week="", cells=everything, since=MONDAY, by=None)
    proposal = sought(college)
    assert proposal.state != ProposalState.FOUND or proposal.hard
    with pytest.raises(ValidationError):
        settle_proposal(proposal=proposal, by=college.dispatcher)
    assert places() == set()


def test_group_that_is_not_chosen_keeps_its_lessons_and_its_teacher_is_busy_then(college: Cast) -> None:
    stay = [SlotCard("", 1, number, "ОН-26", "Физика ОН-26", teachers=("Петров Пётр Петрович",)) for number in (1, 2)]
    enter_slots(term=college.term, cards=stay, since=MONDAY)
    proposal = sought(college, groups=("ОН-24",))
    settle_proposal(proposal=proposal, by=college.dispatcher)
    assert places("ОН-26") == {("ОН-26", 1, 1, ""), ("ОН-26", 1, 2, "")}
    assert not {(day, number) for _group, day, number, _week in places("ОН-24")} & {(1, 1), (1, 2)}


@pytest.mark.row("C04")
def test_most_lessons_a_day_of_a_teacher_are_kept(college: Cast) -> None:
    proposal = sought(college, most_of_teacher=1)
    assert proposal.hard == []
    days = [(week, card[1]) for card in proposal.cards for week in ("A", "B") if card[0] in ("", week)]
    assert len(days) == len(set(days))


def test_timetable_changed_meanwhile_is_not_overwritten(college: Cast) -> None:
    proposal = sought(college)
    load = college.staff.assignments.get(element__name="Физика ОН-26")
    fields = {"weekday": 6, "number": 3}
    place_lesson(load=load, since=MONDAY, fields=fields, key=uuid4(), by=college.dispatcher)
    with pytest.raises(ValidationError) as error:
        settle_proposal(proposal=proposal, by=college.dispatcher)
    assert "расписание изменили" in error.value.messages[0]
    assert places() == {("ОН-26", 6, 3, "")}


@pytest.mark.row("C04")
def test_settled_timetable_is_taken_back_with_everything_that_stood(college: Cast) -> None:
    load = college.staff.assignments.get(element__name="Физика ОН-26")
    fields = {"weekday": 6, "number": 3, "technology": "distance", "week": "A"}
    place_lesson(load=load, since=MONDAY, fields=fields, key=uuid4(), by=college.dispatcher)
    before = list(Slot.objects.order_by("pk").values())
    lessons = set(Lesson.objects.exclude(slot=None).values_list("date", "number", "slot__technology"))
    proposal = sought(college)
    settle_proposal(proposal=proposal, by=college.dispatcher)
    assert places() != {("ОН-26", 6, 3, "A")}
    proposal.refresh_from_db()
    take_back_proposal(proposal=proposal, by=college.dispatcher)
    assert list(Slot.objects.order_by("pk").values()) == before
    assert set(Lesson.objects.exclude(slot=None).values_list("date", "number", "slot__technology")) == lessons


def test_what_is_in_force_is_not_taken_back(college: Cast, clock) -> None:
    proposal = sought(college)
    settle_proposal(proposal=proposal, by=college.dispatcher)
    clock.move_to("2026-11-23T10:00+05:00")
    with pytest.raises(ValidationError, match="уже действует"):
        take_back_proposal(proposal=proposal, by=college.dispatcher)


def test_second_search_waits_for_the_first_and_a_killed_one_does_not_hold_it(college: Cast) -> None:
    first = ask(college)
    with pytest.raises(ValidationError, match="уже подбирается"):
        ask(college)
    TimetableProposal.objects.filter(pk=first.pk).update(beat_at=timezone.now() - timedelta(minutes=2))
    ask(college)
    first.refresh_from_db()
    assert first.state == ProposalState.STOPPED


def test_repeated_request_starts_nothing_new(college: Cast) -> None:
    key = uuid4()
    given = {"term": college.term, "since": MONDAY, "groups": ("ОН-24",), "limit": 5, "options": {}, "key": key}
    one = ask_proposal(**given, by=college.dispatcher)
    assert ask_proposal(**given, by=college.dispatcher) == one


def test_stopped_search_keeps_what_it_has_or_says_that_there_is_nothing(college: Cast) -> None:
    proposal = ask(college)
    stop_proposal(proposal=proposal, by=college.dispatcher)
    seek_proposal(pk=proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state in (ProposalState.FOUND, ProposalState.STOPPED)
    assert proposal.seconds < 5


def test_fault_of_the_program_is_written_down(college: Cast, caplog) -> None:
    proposal = ask(college)
    with patch("journal_plugin.timetable.actions.seeking.plan", side_effect=RuntimeError("x")):
        call_command("journal_seek", proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.fault[:20]) == (ProposalState.NOTHING, "Подбор прервался из-")
    assert "has failed" in caplog.text


def test_broken_rules_are_settled_only_by_who_has_read_them(college: Cast) -> None:
    proposal = sought(college)
    TimetableProposal.objects.filter(pk=proposal.pk).update(hard=["Нет места: Физика"])
    with pytest.raises(ValidationError, match="нарушены правила"):
        settle_proposal(proposal=proposal, by=college.dispatcher)
    settle_proposal(proposal=proposal, although=True, by=college.dispatcher)
    assert places()


def test_clash_with_what_stays_is_refused_whatever_the_solver_said(college: Cast) -> None:
    """The cards are counted again at the very moment."""
    proposal = sought(college)
    cards = [[*card[:1], 1, 1, *card[3:]] for card in proposal.cards]
    TimetableProposal.objects.filter(pk=proposal.pk).update(cards=cards)
    with pytest.raises(ValidationError, match="накладки"):
        settle_proposal(proposal=proposal, although=True, by=college.dispatcher)


def test_list_entered_twice_from_one_day_leaves_no_lesson_of_the_first(college: Cast) -> None:
    """Slots that never came into force go out of the term, with the lessons that were laid out from them."""
    make_staff(college.institution, "Сидоров Сидор")
    one = SlotCard("", 1, 1, "ОН-26", "Физика ОН-26", "theory", "", ("Петров Пётр Петрович",))
    two = SlotCard("", 1, 2, "ОН-26", "Физика ОН-26", "theory", "", ("Петров Пётр Петрович",))
    for card in (one, two):
        enter_slots(term=college.term, cards=[card], since=MONDAY, replace=True)
    assert places("ОН-26") == {("ОН-26", 1, 2, "")}
    assert set(Lesson.objects.filter(slot__group__name="ОН-26").values_list("number", flat=True)) == {2}
    assert Slot.objects.filter(group__name="ОН-26").count() == 1


def test_pages_ask_show_and_settle(college: Cast, client, django_capture_on_commit_callbacks) -> None:
    client.force_login(college.dispatcher)
    url = reverse("journal:proposals", args=[college.term.pk])
    page = client.get(url)
    groups = page.context["form"].initial["groups"]
    data = {"since": MONDAY, "limit": 60, "gaps_of_group": "wish", "gaps_of_teacher": "any", "groups": groups}
    with (
        patch("journal_plugin.timetable.actions.proposals.launch") as launch,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(url, data | {"key": uuid4()}, follow=True)
    proposal = TimetableProposal.objects.get()
    launch.assert_called_once_with(proposal.pk)
    assert "чтение расписания" in answer.content.decode()
    state = client.get(reverse("journal:proposal_state", args=[proposal.pk])).json()
    assert (state["running"], state["percent"]) == (True, 0)
    seek_proposal(pk=proposal.pk)
    page = client.get(reverse("journal:proposal", args=[proposal.pk])).content.decode()
    assert "новое место" in page
    answer = client.post(reverse("journal:proposal_settle", args=[proposal.pk]), follow=True)
    assert "Расписание принято" in answer.content.decode()
    assert "Принять это расписание" not in answer.content.decode()
    answer = client.post(reverse("journal:proposal_back", args=[proposal.pk]), follow=True)
    assert places() == set()


def test_lost_search_is_said_to_be_stopped(college: Cast, client) -> None:
    proposal = ask(college)
    TimetableProposal.objects.filter(pk=proposal.pk).update(beat_at=timezone.now() - timedelta(minutes=2))
    client.force_login(college.dispatcher)
    page = client.get(reverse("journal:proposal", args=[proposal.pk])).content.decode()
    assert "Подбор прервали извне" in page
