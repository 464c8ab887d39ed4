"""What the timetable, the calendar file and the month say of changes of the day (C05, C06)."""

from datetime import timedelta

import pytest

from journal_plugin.lessons.actions import change_room
from journal_plugin.people.models import Learner, Staff
from journal_plugin.timetable.queries import days_of_group, days_of_learner, days_of_room, days_of_teacher
from tests.factories.changes import TODAY, TUESDAY, arranged, cancel, give, move
from tests.factories.institution import make_room
from tests.factories.people import make_staff


@pytest.fixture
def newcomer(cast):
    """A teacher of the college without lessons."""
    return make_staff(cast.institution, "Новиков Никита Никитич")


def lines(days):
    """Day, number, rooms, off, note, teachers of every line, without non-breaking spaces."""
    return [
        tuple(
            " ".join(str(value).split())
            for value in (day.date, line.number, line.rooms, part.off, part.note, ", ".join(part.teachers))
        )
        for day in days
        for line in day.lines
        for part in line.parts
    ]


def span(whose, days):
    return lines(days(whose, TODAY, TUESDAY))


@pytest.mark.row("C06")
def test_moved_lesson_stands_at_both_places(cast):
    move(cast)
    assert span(cast.group, days_of_group) == [
        ("2026-11-20", "1", "", "перенесено на 24 ноября, занятие 2", "", ""),
        ("2026-11-23", "1", "108", "", "", "Петров П. П."),
        ("2026-11-24", "2", "108", "", "перенесено с 20 ноября, занятие 1", "Петров П. П."),
    ]
    learner = Learner.objects.get(pk=cast.learners[0].pk)
    assert span(learner, days_of_learner) == span(cast.group, days_of_group)
    assert [line[:5] for line in span(cast.lesson.room, days_of_room)] == [
        (*line[:2], "", *line[3:5]) for line in span(cast.group, days_of_group)
    ]


@pytest.mark.row("C06")
def test_cancelled_lesson_says_so_in_words(cast):
    cancel(cast)
    assert span(cast.group, days_of_group)[0] == ("2026-11-20", "1", "", "отменено", "", "Петров П. П.")


@pytest.mark.row("C05")
def test_substitution_is_told_to_the_group_and_to_both_teachers(cast, newcomer):
    give(cast, newcomer)
    assert span(cast.group, days_of_group)[0] == ("2026-11-20", "1", "108", "", "замена", "Новиков Н. Н.")
    assert span(newcomer, days_of_teacher) == [("2026-11-20", "1", "108", "", "замена: вместо Петров П. П.", "")]
    staff = Staff.objects.get(pk=cast.staff.pk)
    assert span(staff, days_of_teacher)[0] == ("2026-11-20", "1", "", "замена: ведёт Новиков Н. Н.", "", "")


@pytest.mark.row("C05")
def test_other_room_is_told_to_the_group_and_stands_in_both_rooms(cast):
    other = make_room(cast.institution, "215")
    was = cast.lesson.room
    arranged(change_room, cast.lesson, by=cast.deputy, room_id=other.pk)
    said = ("2026-11-20", "1", "215", "", "другой кабинет, был 108", "Петров П. П.")
    assert span(cast.group, days_of_group)[0] == said
    assert span(other, days_of_room) == [(*said[:2], "", *said[3:])]
    assert span(was, days_of_room)[0] == ("2026-11-20", "1", "", "теперь в кабинете 215", "", "")


def test_lesson_moved_within_the_day_and_from_another_room(cast):
    was, other = cast.lesson.room, make_room(cast.institution, "215")
    move(cast, day=TODAY, number=3, room_id=other.pk)
    assert [line[3:5] for line in span(cast.group, days_of_group)][:2] == [
        ("перенесено на занятие 3", ""),
        ("", "перенесено с занятия 1"),
    ]
    assert [line[1] for line in span(other, days_of_room)] == ["3"]
    assert [line[1] for line in lines(days_of_room(was, TODAY, TODAY))] == ["1"]


def test_lesson_moved_from_days_that_are_not_shown_stands_once(cast):
    move(cast)
    assert [line[:2] for line in lines(days_of_group(cast.group, TUESDAY, TUESDAY))] == [("2026-11-24", "2")]
    after = TODAY + timedelta(days=1)
    assert lines(days_of_group(cast.group, after, after)) == []


def test_calendar_file_has_a_moved_lesson_once_and_a_cancelled_one_as_cancelled(cast, client):
    move(cast)
    cancel(cast, cast.lessons[4])
    client.force_login(cast.student)
    page = client.get(f"/timetable/learners/{cast.learners[0].pk}/feed/")
    made = client.post(f"/timetable/learners/{cast.learners[0].pk}/feed/", {"key": page.context["form"]["key"].value()})
    text = client.get(made.context["link"]).content.decode().replace("\r\n ", "")
    events = [event for event in text.split("BEGIN:VEVENT") if f"lesson-{cast.lesson.pk}@" in event]
    assert [("20261124T" in event, "STATUS:CANCELLED" in event) for event in events] == [(True, False)]
    assert "перенесено с" in events[0].replace("\u00a0", " ")
    (cancelled,) = [event for event in text.split("BEGIN:VEVENT") if f"lesson-{cast.lessons[4].pk}@" in event]
    assert "STATUS:CANCELLED" in cancelled


def test_words_stand_on_the_pages(cast, client, newcomer):
    move(cast)
    give(cast, newcomer, cast.lessons[4])
    client.force_login(cast.student)
    page = client.get(f"/timetable/learners/{cast.learners[0].pk}/week/", {"day": "2026-11-23"}).content.decode()
    page = " ".join(page.split())
    assert ("перенесено с 20 ноября, занятие 1" in page, ">замена<" in page) == (True, True)
