"""Subscriptions: a secret link gives the lessons to a calendar program as long as its maker may read them."""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal_plugin.access.models import AuditEntry
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Guardianship, Staff
from journal_plugin.timetable.actions import make_feed, note_reading, revoke_feed
from journal_plugin.timetable.models import Feed
from journal_plugin.timetable.queries import feed_behind
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.institution import make_room
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group

TODAY = date(2026, 11, 20)


def made(user, whose) -> str:
    """The address of a new link of ``user``."""
    return f"/timetable/feed/{make_feed(whose=whose, by=user, key=uuid4())}.ics"


def unfolded(address: str) -> list[str]:
    """The lines that a guest reads there."""
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return response.content.decode().replace("\r\n ", "").split("\r\n")


def said(lines: list[str], name: str) -> list[str]:
    """What the lines of that name say."""
    return [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]


@pytest.mark.row("C09", "C03")
def test_link_gives_time_place_and_teacher_of_the_childs_lessons_without_a_login(cast: Cast) -> None:
    lines = unfolded(made(cast.parent, cast.learners[0]))
    assert [
        said(lines, name) for name in ("UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "X-WR-CALNAME")
    ] == [
        [f"lesson-{lesson.pk}@localhost" for lesson in cast.lessons[2:]],
        ["20261113T033000Z", "20261120T033000Z", "20261123T033000Z"],
        ["20261113T050000Z", "20261120T050000Z", "20261123T050000Z"],
        ["Материаловедение"] * 3,
        [f"108\\, {cast.lesson.room.building.name}"] * 3,
        ["замена\\nСменова\u00a0С.\u00a0С.", *["Петров\u00a0П.\u00a0П."] * 2],
        ["Расписание\\, Пермский колледж"],
    ]


@pytest.mark.row("M05")
def test_no_mark_and_no_learner_is_in_the_file(cast: Cast) -> None:
    part = make_group(cast.institution, "ОН-24-девочки", parent=cast.group)
    join(cast.learners[0], part)
    make_lesson(make_journal(part, make_element(cast.institution, "Практика"), cast.year), TODAY, 2)
    Lesson.objects.filter(pk=cast.lesson.pk).update(topic="Тайная тема", homework="Тайное задание")
    text = "\n".join(unfolded(made(cast.parent, cast.learners[0])))
    secrets = ("Андреев", "Анна", "ОН-24", "девочки", "Тайн")
    assert ([word for word in secrets if word in text], "SUMMARY:Практика" in text) == ([], True)


def test_teacher_has_own_lessons_with_their_groups_and_a_colleague_a_groups_with_its_parts(cast: Cast) -> None:
    part = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    journal = make_journal(part, make_element(cast.institution, "Практика"), cast.year)
    make_lesson(journal, TODAY, 2, teachers=[Staff.objects.get(person=cast.substitute.journal_person)])
    own, group = (unfolded(address) for address in (made(cast.teacher, cast.staff), made(cast.director, cast.group)))
    taken = "замена: ведёт Сменова\u00a0С.\u00a0С.\\nОН-24"
    assert said(own, "DESCRIPTION") == [taken, "ОН-24", "ОН-24"]
    assert said(group, "DESCRIPTION")[1:3] == ["Петров\u00a0П.\u00a0П.", "ОН-24-1\\, Сменова\u00a0С.\u00a0С."]
    assert said(group, "SUMMARY") == ["Материаловедение", "Материаловедение", "Практика", "Материаловедение"]


def test_lesson_of_a_learner_on_own_bells_cancelled_or_remote_is_told_so(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(cancelled=True)
    Lesson.objects.filter(pk=cast.lessons[4].pk).update(technology="distance", room=None)
    lines = unfolded(made(cast.student, cast.learners[0]))
    assert (said(lines, "STATUS"), said(lines, "LOCATION")[1:]) == (
        ["CANCELLED"],
        [f"108\\, {cast.lesson.room.building.name}", "дистанционно"],
    )
    assert lines.index("STATUS:CANCELLED") < lines.index(f"UID:lesson-{cast.lessons[4].pk}@localhost")


def test_lessons_of_two_weeks_back_and_two_months_ahead_are_given(cast: Cast) -> None:
    days = [TODAY + timedelta(days=shift) for shift in (-15, -14, 60, 61)]
    for day in days:
        make_lesson(cast.journal, day, 3)
    starts = said(unfolded(made(cast.student, cast.learners[0])), "DTSTART")
    assert [f"{day:%Y%m%d}" in "".join(starts) for day in days] == [False, True, True, False]


@pytest.mark.row("M05")
def test_link_dies_with_its_makers_right(cast: Cast) -> None:
    child, own, group = (
        made(user, whose)
        for user, whose in (
            (cast.parent, cast.learners[0]),
            (cast.teacher, cast.staff),
            (cast.curator, cast.group),
        )
    )
    get = Client().get
    assert [get(address).status_code for address in (child, own, group)] == [200, 200, 200]
    Guardianship.objects.filter(learner=cast.learners[0]).update(until=TODAY - timedelta(days=1))
    Staff.objects.filter(pk=cast.staff.pk).update(until=TODAY - timedelta(days=1))
    cast.curator.is_active = False
    cast.curator.save()
    assert [get(address).status_code for address in (child, own, group)] == [404, 404, 404]


@pytest.mark.parametrize("token", ["x", "й" * 43, "a" * 5000, "%00", "..%2f"])
def test_unknown_token_is_404(cast: Cast, token: str) -> None:
    made(cast.student, cast.learners[0])
    assert Client().get(f"/timetable/feed/{token}.ics").status_code == 404


def test_nothing_keeps_or_passes_on_what_a_link_gives(cast: Cast) -> None:
    response = Client().get(made(cast.student, cast.learners[0]))
    assert [response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")] == [
        "private, no-store",
        "no-referrer",
        "noindex",
    ]
    assert response.cookies == {}


def test_database_keeps_only_the_digest_and_the_day_of_the_last_reading(cast: Cast) -> None:
    token = make_feed(whose=cast.learners[0], by=cast.student, key=uuid4())
    for _time in range(2):
        Client().get(f"/timetable/feed/{token}.ics")
    (row,) = Feed.objects.values()
    assert (row["digest"], row["last_used"]) == (sha256(token.encode()).hexdigest(), TODAY)
    assert [value for value in row.values() if token in str(value)] == []
    assert token not in str(list(AuditEntry.objects.values_list("data", flat=True)))


def test_second_reading_of_a_day_writes_nothing(cast: Cast, django_assert_num_queries: Callable) -> None:
    token = make_feed(whose=cast.learners[0], by=cast.student, key=uuid4())
    for statements in (1, 0):
        feed = feed_behind(token)
        with django_assert_num_queries(statements):
            note_reading(feed=feed)


def test_new_link_ends_the_earlier_one_and_another_persons_stays(cast: Cast) -> None:
    first, other = made(cast.student, cast.learners[0]), made(cast.parent, cast.learners[0])
    second = made(cast.student, cast.learners[0])
    assert [Client().get(address).status_code for address in (first, other, second)] == [404, 200, 200]


def test_form_sent_twice_makes_one_link_and_one_in_use_is_not_replaced(cast: Cast) -> None:
    key = uuid4()
    first, second = (make_feed(whose=cast.learners[0], by=cast.student, key=key) for _time in range(2))
    assert [Client().get(f"/timetable/feed/{token}.ics").status_code for token in (first, second)] == [404, 200]
    with pytest.raises(ValidationError):
        make_feed(whose=cast.learners[0], by=cast.student, key=key)
    with pytest.raises(ValidationError):
        make_feed(whose=cast.learners[0], by=cast.parent, key=key)
    assert (Feed.objects.count(), feed_behind(second) is None) == (1, False)


def test_nobody_makes_a_link_to_anothers_timetable(cast: Cast) -> None:
    for user, whose in (
        (cast.curator, cast.learners[0]),
        (cast.foreign_parent, cast.learners[0]),
        (cast.director, cast.staff),
        (cast.student, cast.group),
    ):
        with pytest.raises(PermissionDenied):
            make_feed(whose=whose, by=user, key=uuid4())
    assert Feed.objects.count() == 0


def test_making_and_revoking_are_written_down(cast: Cast) -> None:
    made(cast.parent, cast.learners[0])
    feed = Feed.objects.get()
    with pytest.raises(Feed.DoesNotExist):
        revoke_feed(feed=feed, by=cast.student)
    for _time in range(2):
        revoke_feed(feed=feed, by=cast.parent)
    entries = AuditEntry.objects.filter(action__startswith="journal.feed").order_by("pk")
    assert list(entries.values_list("action", "user", "data__whose", "data__row")) == [
        (action, cast.parent.pk, "learner", cast.learners[0].pk)
        for action in ("journal.feed.make", "journal.feed.revoke")
    ]


def test_page_makes_a_link_shows_it_once_and_revokes_it(cast: Cast) -> None:
    client, address = Client(), f"/timetable/learners/{cast.learners[0].pk}/feed/"
    client.force_login(cast.parent)
    page = client.get(address)
    assert (page.context["link"], page.context["feed"]) == ("", None)
    shown = client.post(address, {"key": page.context["form"]["key"].value()})
    link = shown.context["link"]
    assert (link in shown.content.decode(), link in client.get(address).content.decode()) == (True, False)
    assert (shown["Cache-Control"], link.startswith("http://testserver/timetable/feed/")) == ("private, no-store", True)
    path = link.removeprefix("http://testserver")
    assert Client().get(path).status_code == 200
    client.post(f"/timetable/feeds/{Feed.objects.get().pk}/revoke/")
    assert Client().get(path).status_code == 404


def test_reading_takes_as_many_queries_with_three_lessons_as_with_one(cast: Cast) -> None:
    for far, lesson in enumerate((cast.lessons[2], cast.lessons[4]), start=1):
        Lesson.objects.filter(pk=lesson.pk).update(date=date(2026, 9, far))
    addresses = [made(cast.parent, cast.learners[0]), made(cast.teacher, cast.staff), made(cast.director, cast.group)]

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as counter:
                Client().get(address)
            counts.append(len(counter))
        return counts

    queries()
    few = queries()
    for number in (2, 3):
        make_lesson(cast.journal, TODAY, number, teachers=[cast.staff], room=make_room(cast.institution, f"20{number}"))
    assert queries() == few
