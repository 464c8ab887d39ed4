"""A parent announces an absence in the diary, and is told at once of one that nobody has explained (D13, D14, G06)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.test import Client

from journal_plugin.attendance.models import AbsenceNotice
from journal_plugin.diary.queries.absences import absences_of
from journal_plugin.diary.queries.children import children_of_reader
from journal_plugin.diary.queries.periods import periods_of
from journal_plugin.messaging.actions import tell_of_absences
from tests.cast import Cast
from tests.factories.attendance import announce, signs_of
from tests.factories.gradebook import absence, save_one
from tests.factories.lessons import make_lesson
from tests.journal_plugin.diary.reading import blocks, html_of, signed_in, words

TODAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def address(cast: Cast, diary) -> str:
    return f"/dnevnik/{cast.learners[0].pk}/absences/notice/"


def filled(**fields) -> dict[str, object]:
    """What a parent sends: Аня will be ill on Monday."""
    return {"key": uuid4(), "since": MONDAY, "until": "", "kind": "болезнь", "text": "температура"} | fields


@pytest.mark.row("D14", "G06")
def test_parent_announces_and_sees_it_in_the_diary(cast: Cast, address: str) -> None:
    client = signed_in(cast.parent)
    sent = filled()
    for _twice in range(2):
        response = client.post(address, sent)
        assert (response.status_code, response["Location"]) == (302, address)
    assert signs_of(cast.learners[0]) == [(23, 1, "б", "температура", True)]
    html = html_of(cast.parent, address)
    (line,) = blocks(html, '<li class="notice-row')
    assert (
        line.partition(">|")[2]
        == "23 ноября|болезнь, температура|Андреева М. О., сегодня, 10:30, отмечено: 1 занятие|Отозвать|: 23 ноября"
    )
    week = html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/2026-11-23/")
    assert week.count('class="m mb by-notice" title="болезнь, по\xa0уведомлению"') == 1


@pytest.mark.row("D14", "M05")
@pytest.mark.parametrize("who", ["foreign_parent", "student", "teacher", "curator", "deputy", "stranger"])
def test_only_a_guardian_comes_to_the_page_and_sends_it(cast: Cast, address: str, who: str) -> None:
    """The learner himself reads his diary and announces nothing."""
    notice = announce(cast.parent, cast.learners[0], MONDAY)
    client = signed_in(getattr(cast, who))
    answers = [client.get(address), client.post(address, filled()), client.post(f"{address}{notice.pk}/withdraw/")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert list(AbsenceNotice.objects.values_list("withdrawn_at", flat=True)) == [None]


def test_guest_is_asked_to_sign_in(address: str) -> None:
    answers = [Client().get(address), Client().post(address, filled())]
    assert [answer["Location"].split("?")[0] for answer in answers] == ["/accounts/login/"] * 2


def test_learner_is_not_offered_the_page(cast: Cast, address: str) -> None:
    for who, times in ((cast.parent, 1), (cast.student, 0)):
        pages = [html_of(who, f"/dnevnik/{cast.learners[0].pk}/{screen}") for screen in ("", "absences/")]
        assert [page.count(f'href="{address}"') for page in pages] == [times, times]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"since": "2026-11-19"},
            "Прошедшее отсутствие объясняет куратор: выберите сегодняшний день или более поздний.",
        ),
        ({"until": "2026-11-22"}, "Последний день раньше первого."),
        ({"since": "2027-12-01"}, "Сообщить можно о днях не дальше года от сегодняшнего."),
        ({"kind": ""}, "Выберите причину."),
        ({"kind": "другая причина", "text": ""}, "Назовите причину в двух словах."),
        ({"first_number": 3, "last_number": 2}, "Последнее занятие раньше первого."),
        ({"since": ""}, "Выберите первый день."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    cast: Cast, address: str, fields, said
) -> None:
    response = signed_in(cast.parent).post(address, filled(**fields))
    html = response.content.decode()
    assert response.status_code == 422
    assert words(html.partition('<div class="field-error"')[2].partition("</div>")[0]).endswith(said)
    if "text" not in fields:
        assert 'value="температура"' in html
    assert AbsenceNotice.objects.count() == 0


def test_notice_for_days_without_lessons_says_that_they_will_be_marked(cast: Cast, address: str) -> None:
    client = signed_in(cast.parent)
    response = client.post(address, filled(since=date(2026, 12, 1)), follow=True)
    assert "они будут отмечены, когда появятся" in response.content.decode().replace("\xa0", " ")


@pytest.mark.row("D14")
def test_parent_withdraws_own_notice_and_not_a_curators(cast: Cast, address: str) -> None:
    own = announce(cast.parent, cast.learners[0], MONDAY)
    curators = announce(cast.curator, cast.learners[0], MONDAY, as_curator=True)
    client = signed_in(cast.parent)
    assert client.post(f"{address}{own.pk}/withdraw/").status_code == 302
    assert client.post(f"{address}{curators.pk}/withdraw/").status_code == 404
    assert client.get(f"{address}{own.pk}/withdraw/").status_code == 405
    assert list(AbsenceNotice.objects.filter(withdrawn_at=None)) == [curators]
    assert html_of(cast.parent, address).count("withdraw/") == 0


def test_another_childs_notice_is_not_withdrawn_by_the_address_of_ones_own(cast: Cast, address: str) -> None:
    other = announce(cast.foreign_parent, cast.foreign_learner, MONDAY)
    assert signed_in(cast.parent).post(f"{address}{other.pk}/withdraw/").status_code == 404
    other.refresh_from_db()
    assert other.withdrawn_at is None


@pytest.mark.row("D16")
def test_announced_absence_counts_from_its_day_on(cast: Cast, diary, clock) -> None:
    announce(cast.parent, cast.learners[0], TODAY, MONDAY)
    child = children_of_reader(cast.parent)[0]

    def missed() -> int:
        today = child.school.today()
        return absences_of(child, periods_of(child, today, f"t{cast.term.pk}").chosen, today).missed

    before = missed()
    clock.shift(timedelta(days=3))
    assert (before, missed()) == (2, 4)


def test_what_the_family_has_announced_is_no_news_to_it(cast: Cast, diary) -> None:
    announce(cast.parent, cast.learners[0], TODAY, MONDAY)
    page = words(html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/"))
    assert page.count("За неделю новых отметок и пропусков нет.") == 1


def alarm_of(cast: Cast, who: str = "parent") -> str:
    """The note above the week; empty without one."""
    html = html_of(getattr(cast, who), f"/dnevnik/{cast.learners[0].pk}/")
    return words(html.partition('<div class="notes d-alarms" role="status">')[2].partition('<div class="d-grid">')[0])


@pytest.mark.row("D13", "G08")
def test_parent_is_told_of_an_unexplained_absence_and_that_it_is_withdrawn(cast: Cast, diary, clock) -> None:
    anna = cast.learners[0]
    second = make_lesson(cast.journal, TODAY, 2, teachers=[cast.staff])
    for lesson in (cast.lesson, second):
        save_one(cast.teacher, cast.journal, absence(lesson, anna, "н"))
    assert alarm_of(cast) == ""
    clock.shift(181)
    tell_of_absences()
    told = "Отмечено отсутствие, причина неизвестна|Сегодня: Материаловедение (1), Материаловедение (2)|Назвать причину|Понятно"
    assert (alarm_of(cast), alarm_of(cast, "student")) == (told, "")
    save_one(cast.teacher, cast.journal, absence(second, anna, "", 1))
    tell_of_absences()
    assert alarm_of(cast) == (
        "Отмечено отсутствие, причина неизвестна|Сегодня: Материаловедение (1)|Назвать причину|Понятно|"
        "Отсутствие выяснено: преподаватель исправил запись или причина записана|Сегодня: Материаловедение (2)"
    )
    client = signed_in(cast.parent)
    assert client.post(f"/dnevnik/{anna.pk}/told/").status_code == 302
    assert alarm_of(cast) == ""
    announce(cast.parent, anna, TODAY)
    tell_of_absences()
    assert alarm_of(cast) == (
        "Отсутствие выяснено: преподаватель исправил запись или причина записана|Сегодня: Материаловедение (1)|Понятно"
    )


def test_past_absence_sends_the_parent_to_the_curator(cast: Cast, diary, clock) -> None:
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    clock.shift(timedelta(days=1))
    tell_of_absences()
    assert alarm_of(cast) == (
        "Отмечено отсутствие, причина неизвестна|Вчера: Материаловедение (1)|Сообщите причину куратору: он её запишет.|Понятно"
    )


@pytest.mark.row("M05")
@pytest.mark.parametrize("who", ["foreign_parent", "teacher", "curator"])
def test_nobody_takes_note_for_another_family(cast: Cast, diary, clock, who: str) -> None:
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    clock.shift(181)
    tell_of_absences()
    assert signed_in(getattr(cast, who)).post(f"/dnevnik/{cast.learners[0].pk}/told/").status_code == 404
    assert alarm_of(cast) != ""


@pytest.mark.row("D13", "G08")
def test_home_page_tells_the_guardian_too(cast: Cast, diary, clock, rf) -> None:
    def band_of(user) -> str:
        request = rf.get("/")
        request.user = user
        return words(Template("{% load journal_diary %}{% diary_band %}").render(Context({"request": request})))

    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    clock.shift(181)
    tell_of_absences()
    alarm = "Отмечено отсутствие, причина неизвестна."
    assert [band_of(user).count(alarm) for user in (cast.parent, cast.student, cast.foreign_parent)] == [1, 0, 0]
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "б", 1))
    tell_of_absences()
    assert band_of(cast.parent).count(alarm) == 0
