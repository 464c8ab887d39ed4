"""The week: what a family reads, exactly, and nothing of anybody else's."""

from datetime import date, time

import pytest

from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.models import Holiday
from journal_plugin.curriculum.models import Curriculum, Programme
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Learner, Membership
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.institution import make_institution, make_year
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import join, make_group, make_guardian, make_learner
from tests.journal_plugin.diary.conftest import Written
from tests.journal_plugin.diary.reading import blocks, html_of, words

LESSON = '<li class="ls'


def lessons(user, address: str) -> list[str]:
    """The words of each lesson on the page, without the rest of its opening tag."""
    return [text.split(">", 1)[-1].strip("|") for text in blocks(html_of(user, address), LESSON)]


def days(user, address: str) -> list[str]:
    """The headings of the days that have lessons or a holiday."""
    return [part.split("|", 1)[1] for part in blocks(html_of(user, address), '<div class="day-h"')]


@pytest.mark.row("C09")
@pytest.mark.row("G02")
@pytest.mark.usefixtures("diary", "written")
def test_week_shows_lesson_topic_homework_marks_and_absence_exactly(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(topic="Диаграмма «железо — углерод»", homework="§ 7, с. 86–91")
    Lesson.objects.filter(pk=cast.lessons[2].pk).update(topic="Сечения и разрезы")
    assert lessons(cast.parent, "/dnevnik/") == [
        (
            "1|8:30|Материаловедение|каб. 108|Диаграмма «железо — углерод»|Домашнее задание:|§ 7, с. 86–91"
            "|ответ на занятии|5|, Ответ на занятии|практическая работа|4|, Практическая работа"
        )
    ]
    assert lessons(cast.parent, f"/dnevnik/{cast.learners[0].pk}/2026-11-13/") == [
        "1|8:30|Материаловедение|каб. 108|Сечения и разрезы|болезнь|б|болезнь"
    ]


@pytest.mark.row("C09")
@pytest.mark.usefixtures("diary")
def test_student_reads_own_timetable_and_nobody_elses(cast: Cast) -> None:
    page = html_of(cast.student, "/dnevnik/")
    assert [subject in page for subject in ("Материаловедение", "Психология", "Чужая тема", "Чужое задание")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.usefixtures("diary", "written")
def test_news_of_the_week_names_only_own_marks(cast: Cast) -> None:
    (card,) = blocks(html_of(cast.parent, "/dnevnik/"), '<section class="fresh"')
    news = card.split("|Новое с 13 ноября|")[1].split("|Все отметки")[0]
    assert news == (
        "5|, Ответ на занятии|4|, Практическая работа|Материаловедение|сегодня, ответ на занятии, практическая работа"
        "|б|болезнь|Материаловедение|13 ноября, болезнь"
    )


@pytest.mark.usefixtures("diary")
def test_next_day_says_when_it_begins_and_what_was_set(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(homework="§ 8, упр. 4")
    (card,) = blocks(html_of(cast.parent, "/dnevnik/"), '<section class="fresh"')
    assert (
        card.split("Все пропуски|")[-1]
        .split("13 ноября|")[-1]
        .endswith("Пн, 23 ноября|1 занятие с 8:30 до 10:00|Задано на этот день:|Материаловедение:|§ 8, упр. 4")
    )


@pytest.mark.usefixtures("diary")
def test_who_joins_tomorrow_reads_what_was_set_before_he_came(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(homework="§ 8, упр. 4")
    Membership.objects.filter(learner=cast.learners[0]).update(since=date(2026, 11, 21))
    (card,) = blocks(html_of(cast.parent, "/dnevnik/"), '<section class="fresh"')
    assert card.endswith("Задано на этот день:|Материаловедение:|§ 8, упр. 4")


@pytest.mark.usefixtures("diary")
def test_announced_written_work_is_flagged_and_listed_ahead(cast: Cast) -> None:
    make_work(cast.lessons[4], "КР", position=1, title="Сплавы")
    make_work(make_lesson(cast.foreign_journal, date(2026, 11, 23), works=0), "КР", title="Чужая контрольная")
    assert blocks(html_of(cast.parent, "/dnevnik/"), '<ul class="upc') == [
        ' rows">|23|нояб., пн|Материаловедение|Сплавы'
    ]
    address = f"/dnevnik/{cast.learners[0].pk}/2026-11-23/"
    assert lessons(cast.parent, address) == ["1|8:30|Материаловедение|каб. 108|контрольная работа"]


@pytest.mark.usefixtures("diary")
def test_cancelled_lesson_is_struck_through_and_keeps_its_place(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(cancelled=True, homework="не задано")
    page = html_of(cast.parent, "/dnevnik/")
    assert page.count('<li class="ls off">') == 1
    assert lessons(cast.parent, "/dnevnik/") == ["1|8:30|Материаловедение|каб. 108|отменено"]


@pytest.mark.usefixtures("diary")
def test_holidays_stand_on_their_days(cast: Cast) -> None:
    make_lesson(cast.journal, date(2026, 11, 2))
    assert days(cast.parent, f"/dnevnik/{cast.learners[0].pk}/2026-11-03/") == [
        "Понедельник, 2 ноября",
        "Вторник, 3 ноября",
        "Среда, 4 ноября|День народного единства",
        "Четверг, 5 ноября|День народного единства",
        "Пятница, 6 ноября|День народного единства",
        "Суббота, 7 ноября",
    ]


@pytest.mark.row("A10")
@pytest.mark.usefixtures("diary")
def test_day_of_a_learner_on_an_individual_plan_has_the_bells_of_his_own_mode(cast: Cast) -> None:
    enter_bells(institution=cast.institution, cards=[BellCard("Надомное", 1, time(9), time(9, 40))])
    mode = set_mode(institution=cast.institution, name="На дому", schedule="Надомное")
    Learner.objects.filter(pk=cast.learners[0].pk).update(individual_plan=True, mode=mode)
    make_guardian(cast.learners[1], cast.parent.journal_person)
    begin = [lessons(cast.parent, f"/dnevnik/{learner.pk}/")[0].split("|")[:2] for learner in cast.learners[:2]]
    assert begin == [["1", "9:00"], ["1", "8:30"]]


@pytest.mark.row("A09")
@pytest.mark.usefixtures("diary")
def test_holidays_of_a_programme_stand_for_who_studies_by_it(cast: Cast) -> None:
    for journal in (cast.journal, cast.foreign_journal):
        make_lesson(journal, date(2026, 11, 2))
    for group, name in ((cast.group, "Технология"), (cast.foreign_group, "Сервис")):
        programme = Programme.objects.create(institution=cast.institution, name=name)
        plan = Curriculum.objects.create(institution=cast.institution, year=cast.year, name=name, programme=programme)
        plan.groups.add(group)
        week = {"since": date(2026, 11, 2), "until": date(2026, 11, 3), "programme": programme}
        Holiday.objects.create(institution=cast.institution, name=f"Выезд: {name}", **week)
        Holiday.objects.create(institution=cast.institution, name=f"Второй курс: {name}", course=2, **week)
    assert days(cast.parent, f"/dnevnik/{cast.learners[0].pk}/2026-11-03/")[:3] == [
        "Понедельник, 2 ноября|Выезд: Технология",
        "Вторник, 3 ноября|Выезд: Технология",
        "Среда, 4 ноября|День народного единства",
    ]
    foreign = days(cast.foreign_parent, f"/dnevnik/{cast.foreign_learner.pk}/2026-11-03/")
    assert [day for day in foreign if "Выезд" in day] == [
        "Понедельник, 2 ноября|Выезд: Сервис",
        "Вторник, 3 ноября|Выезд: Сервис",
    ]


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2026-11-04", "День народного единства"),
        ("2027-02-01", "Расписания на эту неделю ещё нет"),
        ("2026-09-16", "На этой неделе занятий не было"),
        ("2026-07-01", "Занятий нет"),
    ],
)
def test_empty_week_says_why(cast: Cast, day: str, title: str) -> None:
    (empty,) = blocks(html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/{day}/"), '<section class="empty"')
    assert empty.split("|")[1] == title


@pytest.mark.usefixtures("diary")
def test_moved_learner_sees_each_lesson_of_the_group_he_was_in_then(cast: Cast) -> None:
    anna = cast.learners[0]
    Membership.objects.filter(learner=anna).update(until=date(2026, 11, 17))
    join(anna, cast.foreign_group, since=date(2026, 11, 18))
    make_lesson(cast.foreign_journal, date(2026, 11, 16), 3, topic="До перевода, чужое")
    make_lesson(cast.journal, date(2026, 11, 17), 3, topic="До перевода, своё")
    page = words(html_of(cast.parent, "/dnevnik/"))
    assert [
        topic in page
        for topic in ("До перевода, своё", "Чужая тема", "До перевода, чужое", "Материаловедение|каб. 108")
    ] == [True, True, False, False]


@pytest.mark.usefixtures("diary")
def test_subgroup_lesson_is_seen_only_by_its_members(cast: Cast) -> None:
    part = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    join(cast.learners[1], part)
    make_lesson(make_journal(part, make_element(cast.institution, "Немецкий язык"), cast.year), date(2026, 11, 20), 3)
    assert "Немецкий" not in html_of(cast.parent, "/dnevnik/")
    join(cast.learners[0], part)
    assert lessons(cast.parent, "/dnevnik/")[1] == "3|12:20|Немецкий язык|ОН-24-1"


@pytest.mark.usefixtures("diary")
def test_one_account_reaches_children_in_two_institutions(cast: Cast) -> None:
    school = make_institution("school.test", default=False, preset="school-sergino", short_name="Школа")
    group = make_group(school, "7 «Б»")
    second = make_learner(group, "Андреев Яков Ильич")
    make_guardian(second, cast.parent.journal_person)
    journal = make_journal(group, make_element(school, "Алгебра"), make_year(school))
    make_lesson(journal, date(2026, 11, 20))
    kids = blocks(html_of(cast.parent, f"/dnevnik/{second.pk}/"), '<a class="kid"')
    assert [kid.split("|", 1)[1] for kid in kids] == ["ЯА|Яков|7 «Б» · Школа", "АА|Анна|ОН-24 · Пермский колледж"]
    assert lessons(cast.parent, f"/dnevnik/{second.pk}/") == ["1|8:30|Алгебра"]


@pytest.mark.usefixtures("diary")
def test_texts_of_teachers_are_escaped_and_bound(cast: Cast) -> None:
    Lesson.objects.filter(pk=cast.lesson.pk).update(topic="<b>Сталь</b> и чугун, с. 10–12")
    assert "<p>&lt;b&gt;Сталь&lt;/b&gt; и\u00a0чугун, с.\u00a010\u2060–\u206012</p>" in html_of(
        cast.parent, "/dnevnik/"
    )


@pytest.mark.usefixtures("diary")
def test_week_heading_binds_dates_and_leaves_out_the_year_of_study(cast: Cast) -> None:
    page = html_of(cast.parent, "/dnevnik/")
    assert "<strong>16\u2060–\u206021\u00a0ноября</strong>" in page


def test_mark_of_a_second_child_in_the_same_group_stays_with_its_family(cast: Cast, diary, written: Written) -> None:
    make_guardian(cast.learners[1], cast.stranger.journal_person)
    page = html_of(cast.stranger, "/dnevnik/")
    assert f"/mark/{written.other.pk}/" in page
    assert [f"/mark/{mark.pk}/" in page for mark in (written.five, written.four)] == [False, False]
