"""What still stands open in a year: each line is found, names who owes it, leads to its place and goes when it is mended."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attestation.actions import examine
from journal_plugin.attestation.models import Debt
from journal_plugin.calendar.actions import close_year
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.actions import Place, ask_correction, open_place
from journal_plugin.lessons.models import Lesson
from journal_plugin.monitoring.closing import Item, Left, Section, by_people, in_words
from journal_plugin.monitoring.queries.closing import sections_of
from journal_plugin.people.models import Group
from tests.factories.assignments import make_task, make_work
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, final, mark, save_as
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group, make_learner
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
SUMMER = datetime(2027, 7, 2, 10, 30, tzinfo=ZONE)


def lines(year) -> dict[str, list[tuple[str, int, tuple[str, ...]]]]:
    """Title of an item -> (what, how much, who owes it)."""
    items = (item for section in sections_of(year) for item in section.items)
    return {item.title: [(line.what, line.count, line.owes) for line in item.lines] for item in items}


def of_group(cast, title: str, name: str = "ОН-24") -> list[tuple[str, int, tuple[str, ...]]]:
    return [line for line in lines(cast.year)[title] if line[0].startswith(name)]


@pytest.fixture
def autumn(cast):
    """Marks of the autumn: a point for Boris, an absence of Vera; term marks for two of three, one of them a debt."""
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[1], "•"),
        absence(cast.lesson, cast.learners[2], "н"),
        final(cast.term, cast.learners[0], "5"),
        final(cast.term, cast.learners[1], "н/а"),
    )
    assert [answer.status for answer in answers] == ["accepted"] * 4
    return cast


@pytest.fixture
def summer(autumn, clock):
    """The second of July 2027: the year has ended."""
    clock.move_to(SUMMER)
    return autumn


def test_lessons_without_a_topic_are_owed_by_who_held_them(summer):
    Lesson.objects.filter(journal=summer.journal).exclude(pk=summer.lessons[2].pk).update(topic="Сплавы")
    found = of_group(summer, "Занятия без темы")
    assert found == [("ОН-24, Материаловедение", 1, ("Сменова\u00a0С.\u00a0С.",))]
    Lesson.objects.filter(journal=summer.journal).update(topic="Сплавы")
    assert of_group(summer, "Занятия без темы") == []


def test_a_cancelled_lesson_and_one_of_today_lack_nothing(cast):
    Lesson.objects.filter(journal=cast.journal).update(cancelled=True)
    cast.lesson.refresh_from_db()
    cast.lesson.cancelled = False
    cast.lesson.save()
    assert of_group(cast, "Занятия без темы") == []


def test_term_marks_count_for_the_discipline_and_only_of_periods_with_lessons(summer):
    assert of_group(summer, "Нет отметки за период") == [
        ("ОН-24, Материаловедение, 1 семестр", 1, ("Петров\u00a0П.\u00a0П.",))
    ]
    part = make_group(summer.institution, "ОН-24-1", parent=summer.group)
    make_lesson(make_journal(part, summer.element, summer.year), date(2026, 11, 11))
    summer.learners[2].memberships.create(group=part, since=date(2026, 9, 1))
    found = of_group(summer, "Нет отметки за период")
    assert found == [("ОН-24-1, Материаловедение, 1 семестр", 1, ())]


def test_points_debts_and_absences_without_a_reason(summer):
    found = lines(summer.year)
    assert found["Не закрыта «точка»"] == [("ОН-24, Материаловедение", 1, ("Петров\u00a0П.\u00a0П.",))]
    assert found["Задолженности обучающихся (н/а, а/з)"] == [
        ("ОН-24, Борисов Борис: Материаловедение (1 семестр, н/а)", 1, ())
    ]
    assert found["Пропуски без причины"] == [("ОН-24", 1, ("Куратова\u00a0К.\u00a0К.",))]


def test_a_debt_that_an_attempt_has_cleared_is_owed_no_more(summer):
    debt = Debt.objects.get()
    attempt = {"debt_id": debt.pk, "day": SUMMER.date(), "examiners": [summer.staff.pk]}
    left = []
    for result in ("н/а", "3"):
        with transaction.atomic():
            examine(**attempt, result=result, actor=summer.admin.journal_person, key=uuid4())
            left.append(len(lines(summer.year)["Задолженности обучающихся (н/а, а/з)"]))
            transaction.set_rollback(True)
    assert left == [1, 0]


def test_works_that_nobody_has_checked(summer, clock):
    clock.move_to(datetime(2026, 11, 20, 12, tzinfo=ZONE))
    task = make_task(summer.lesson, summer.teacher)
    make_work(task, summer.learners[0])
    clock.move_to(SUMMER)
    assert lines(summer.year)["Непроверенные работы по заданиям"] == [
        ("ОН-24, Материаловедение: Диаграмма состояний", 1, ("Петров\u00a0П.\u00a0П.",))
    ]


def test_requests_that_wait_and_places_that_are_open(summer):
    ask_correction(
        journal_id=summer.journal.pk,
        place=Place(lesson=summer.lessons[0].pk),
        reason="ошибка",
        actor=summer.teacher.journal_person,
        key=uuid4(),
    )
    open_place(
        journal_id=summer.foreign_journal.pk,
        place=Place(),
        until=date(2027, 7, 5),
        reason="приказ",
        actor=summer.deputy.journal_person,
        key=uuid4(),
    )
    found = lines(summer.year)
    assert [what for what, _count, _owes in found["Просьбы об исправлении без ответа"]] == [
        "ОН-24, Материаловедение, просит Петров\u00a0П.\u00a0П."
    ]
    assert len(found["Открытые исправления"]) == 1


def test_hours_that_were_not_given_are_added_up_over_the_year(summer):
    TeachingAssignment.objects.filter(group=summer.group, element=summer.element).update(hours=16)
    assert of_group(summer, "Часы по нагрузке, которые не даны") == [
        ("ОН-24, Материаловедение", 6, ("Петров\u00a0П.\u00a0П.",))
    ]


def test_groups_stay_until_they_are_raised_or_graduate(summer):
    title = "Группы не переведены и не выпущены"
    assert [what for what, _count, _owes in lines(summer.year)[title]] == ["ОН-24", "ОН-25"]
    Group.objects.filter(pk=summer.group.pk).update(until=date(2027, 6, 30))
    make_group(summer.institution, "ОН-35", since=date(2027, 9, 1), continues=summer.foreign_group)
    assert lines(summer.year)[title] == []


def test_what_stays_open_in_words_and_by_who_owes_it():
    place = ("journal:closing", (), "")
    first = Item("Нет темы", "register", (Left("А", place, ("Петров", "Сидоров"), 2), Left("Б", place, (), 1)))
    second = Item("Точки", "register", (Left("В", place, ("Сидоров",), 4),))
    sections = [Section("Раздел", (first, second, Item("Пусто", "register")))]
    assert in_words(sections) == "Нет темы: 3; Точки: 4"
    assert [(one.name, one.count) for one in by_people([first, second], "никто")] == [
        ("Сидоров", 6), ("Петров", 2), ("никто", 1),
    ]  # fmt: skip


def test_queries_do_not_grow_with_what_is_left(summer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            sections_of(summer.year)
        return len(queries)

    one = asked()
    for number in range(3):
        group = make_group(summer.institution, f"НГ-{number}")
        learner = make_learner(group, f"Новый{number} Никита")
        element = make_element(summer.institution, f"Новое {number}")
        assign(summer.staff, group, element, summer.term, hours=30)
        journal = make_journal(group, element, summer.year)
        lesson = make_lesson(journal, date(2026, 11, 11), teachers=[summer.staff])
        lesson.works.get().marks.create(learner=learner, code="•", at=SUMMER, by=summer.staff.person)
        learner.attendance.create(lesson=lesson, code="н", at=SUMMER, by=summer.staff.person)
    assert len(lines(summer.year)["Не закрыта «точка»"]) == 4
    assert len(lines(summer.year)["Пропуски без причины"]) == 4
    assert asked() == one


# The page


def page(client, user, **query) -> str:
    client.force_login(user)
    return words_of(client.get(reverse("journal:closing"), query))


@pytest.mark.row("A19")
def test_each_line_leads_who_may_mend_it_to_its_place(client, summer):
    next_year = f"{reverse('journal:next_year')}?year={summer.year.pk}"
    book = f"{reverse('journal:grid', args=[summer.journal.pk])}?period={summer.term.pk}"
    found = {}
    for user in (summer.admin, summer.deputy, summer.secretary):
        client.force_login(user)
        text = client.get(reverse("journal:closing")).content.decode()
        found[user.username] = (f'href="{next_year}"' in text, f'href="{book}"' in text, "Борисов Борис" in text)
    assert found == {
        summer.admin.username: (True, True, True),
        summer.deputy.username: (False, True, True),
        summer.secretary.username: (False, False, False),
    }
    assert "Нет отметки за период" in page(client, summer.secretary)


def test_by_people_each_teacher_has_his_lines(client, summer):
    text = page(client, summer.deputy, by="people")
    assert "Петров П. П." in text
    assert "Нет отметки за период: ОН-24, Материаловедение, 1 семестр" in text


def seen(client) -> str:
    return client.get(reverse("journal:closing")).context["left"]


def send(client, user, **fields):
    client.force_login(user)
    data = {"order_no": "15-у", "order_date": "2027-07-01", "read": "on", "seen": seen(client)} | fields
    return client.post(reverse("journal:closing"), data)


def test_it_is_closed_by_an_order_once_what_stays_open_has_been_read(client, summer):
    unread = send(client, summer.admin, read="")
    assert (unread.status_code, sorted(unread.context["form"].errors)) == (422, ["read"])
    stale = send(client, summer.admin, seen="Нет темы: 1")
    assert "незакрытое изменилось" in words_of(stale)
    assert send(client, summer.admin).status_code == 302
    summer.year.refresh_from_db()
    closing = summer.year.closings.get()
    assert summer.year.closed_at
    assert "Группы не переведены и не выпущены: 2" in closing.left
    text = page(client, summer.secretary, year=summer.year.pk)
    assert "Учебный год 2026/2027 закрыт 02.07.2027 (приказ № 15-у, закрыл(а) Админов А. А.)" in text


def test_a_year_that_lasts_offers_no_closing(client, cast):
    text = page(client, cast.admin)
    assert "Год идёт до 30 июня" in text
    client.force_login(cast.admin)
    answer = client.post(reverse("journal:closing"), {"order_no": "1", "order_date": "2026-11-20"})
    assert answer.status_code == 403


def test_deputy_opens_it_again_with_a_reason_and_administrator_cannot(client, summer):
    send(client, summer.admin)
    url = f"{reverse('journal:closing')}?year={summer.year.pk}"
    assert client.post(url, {"reason": "надо"}).status_code == 403
    client.force_login(summer.deputy)
    assert sorted(client.post(url, {}).context["form"].errors) == ["reason"]
    client.post(url, {"reason": "не выставлена отметка"})
    summer.year.refresh_from_db()
    assert summer.year.closed_at is None
    assert "не выставлена отметка" in page(client, summer.admin, year=summer.year.pk)


def test_the_year_that_has_ended_is_shown_before_the_one_that_has_begun(client, summer, clock):
    assert "Закрытие года 2026/2027" in page(client, summer.deputy)
    close_year(year=summer.year, order_no="1", order_date=date(2027, 7, 1), left="", by=summer.admin)
    assert "Год закрыт" in page(client, summer.deputy)


def test_an_unknown_year_is_the_current_one(client, cast):
    client.force_login(cast.admin)
    assert client.get(reverse("journal:closing"), {"year": "999999"}).status_code == 200


def test_who_closes_years_gets_a_letter_but_not_who_did_it(
    client, summer, mailoutbox, django_capture_on_commit_callbacks
):
    for user in (summer.admin, summer.deputy, summer.director, summer.secretary):
        user.journal_person.email = f"{user.username}@example.org"
        user.journal_person.save()
    with django_capture_on_commit_callbacks(execute=True):
        send(client, summer.admin)
    first = [(letter.to, letter.subject) for letter in mailoutbox]
    assert first == [
        ([f"{name}@example.org"], "Учебный год 2026/2027 закрыт")
        for name in sorted((summer.deputy.username, summer.director.username))
    ]
    assert "приказ № 15-у" in mailoutbox[0].body
    assert "Группы не переведены и не выпущены: 2" in mailoutbox[0].body
    client.force_login(summer.deputy)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{reverse('journal:closing')}?year={summer.year.pk}", {"reason": "не выставлена отметка"})
    assert [letter.to[0] for letter in mailoutbox[2:]] == sorted(
        f"{user.username}@example.org" for user in (summer.admin, summer.director)
    )
    assert "не выставлена отметка" in mailoutbox[2].body
