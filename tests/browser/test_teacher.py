"""The teacher's job in real Chromium: today, the grid by keys and by thumb, the lesson panel, conflicts, a lost network."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.lessons.models import Lesson
from tests.browser.book import ANNA, LAST_OPEN, SHUT, TODAY, Book
from tests.browser.conftest import NARROW, OpenWindow, inspect
from tests.browser.visits import DESK, look, looks_only, sign_in, visit, whole_job
from tests.cast import Cast
from tests.factories.gradebook import mark, save_as
from tests.factories.pages import make_programme

pytestmark = pytest.mark.browser


@whole_job
def test_teacher_signs_in_and_fills_todays_lesson(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(width=width, scheme=scheme).page
    sign_in(page, "teacher")
    page.goto(reverse("journal:today"))
    look(page)
    page.locator(f"a[href$='#l{college.lesson.pk}']").first.click()
    book = Book(page, college)
    book.ready()
    look(page)
    book.stand(ANNA, TODAY)
    if width == NARROW:
        for name in ("5", "4", "отсутствовал"):
            page.get_by_role("group", name="Поставить отметку").get_by_role("button", name=name, exact=True).tap()
    else:
        book.press("5", "4", "KeyY")
    book.saved()
    book.holds(TODAY, "5", "4", "н")
    page.reload()
    book.ready()
    book.holds(TODAY, "5", "4", "н")
    look(page)


@pytest.mark.row("E18")
def test_averages_counted_while_typing_equal_those_of_the_server(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    book.press("5", "/", "4", "ArrowUp", "ArrowDown", "2", "3")
    book.stand(ANNA, LAST_OPEN)
    book.press("4", "2", "ArrowUp", "ArrowUp", "3")
    book.saved()
    typed = book.totals()
    assert typed[0] == ["(3·1 + 5·1 + 4·2) / 4 = 4,00", "", "4,00", "3"]
    book.open()
    assert book.totals() == typed


def test_title_of_a_work_is_kept(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    title = book.panel.get_by_label("Название работы 1")
    title.fill("Сплавы")
    with book.page.expect_response(re.compile("/works$")):
        title.press("Tab")
    book.open()
    book.stand(ANNA, TODAY)
    expect(title).to_have_value("Сплавы")


def test_refused_entry_stays_to_be_read(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    Lesson.objects.filter(pk=college.lesson.pk).update(cancelled=True)
    book.stand(ANNA, TODAY)
    book.press("5")
    expect(book.page.get_by_text("Вы ввели «5».")).to_be_visible()
    book.holds(TODAY, "", "", "")


@pytest.mark.row("P06")
def test_keys_write_move_clear_and_take_back(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    book.press("5", "/", "4", "ArrowUp", "ArrowDown", "Comma", "3")
    book.saved()
    book.holds(TODAY, "5/4", "б", "3")
    averages = book.page.locator("[data-grid] tbody td.avg")
    overall = book.page.locator("[data-grid] tfoot .mean td.avg")
    expect(averages).to_have_text(["4,33", "–", "3,00"])
    expect(overall).to_have_text("4,00")
    expect(book.panel.get_by_role("checkbox", name="Присутствие проверено")).to_be_checked()
    book.press("Delete")
    book.saved()
    book.holds(TODAY, "5/4", "б", "")
    expect(overall).to_have_text("4,33")
    book.press("Control+z")
    book.holds(TODAY, "5/4", "б", "3")
    book.press("Control+Shift+z")
    book.holds(TODAY, "5/4", "б", "")
    book.saved()
    book.press("Enter")
    assert book.page.evaluate("document.activeElement.closest('[data-panel]') !== null")
    book.press("Escape")
    assert book.page.evaluate("document.activeElement.classList.contains('is-here')")
    book.press("?")
    expect(book.page.get_by_role("dialog", name="Клавиши")).to_be_visible()
    inspect(book.page)


def test_shut_column_takes_the_focus_and_tells_why(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, SHUT)
    book.press("5")
    expect(book.notes).to_have_text(re.compile(r"29\sоктября.*20\sноября.*21\sдень"))
    book.holds(SHUT, "", "", "")
    book.stand(ANNA, LAST_OPEN)
    book.press("5")
    book.saved()
    book.holds(LAST_OPEN, "5", "", "")
    inspect(book.page)


@pytest.mark.parametrize(("choice", "stands"), [("Оставить 4", "4"), ("Поставить 3", "3"), ("Обе: 4/3", "4/3")])
def test_second_of_two_sees_both_values_and_chooses(
    college: Cast, window: OpenWindow, choice: str, stands: str
) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[ANNA], "4"))
    book.stand(ANNA, TODAY)
    book.press("3")
    expect(book.notes).to_have_text(re.compile("Андреева Анна.*Записано «4».*Петров.*У вас «3»"))
    expect(book.cell(ANNA, TODAY)).to_have_class(re.compile("is-conflict"))
    expect(book.state).to_have_text(re.compile(r"^Нужен ваш выбор: 1\sзапись"))
    inspect(book.page)
    book.notes.get_by_role("button", name=choice).click()
    expect(book.notes).to_have_text("")
    book.saved()
    book.open()
    book.holds(TODAY, stands, "", "")


@whole_job
def test_lost_network_loses_no_mark(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    one = window(user=college.teacher, width=width, scheme=scheme)
    book = Book(one.page, college).open()
    # Long before the network is back: a page takes a while to hear of it, and a retry in that while would get through.
    one.page.route("**/save", lambda route: route.abort())
    one.context.set_offline(True)
    book.stand(ANNA, TODAY)
    book.press("5", "4")
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 2\sзаписи"))
    book.holds(TODAY, "5", "4", "")
    inspect(one.page)
    one.context.set_offline(False)
    one.page.reload()
    book.ready()
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 2\sзаписи"))
    book.holds(TODAY, "5", "4", "")
    one.page.unroute("**/save")
    book.saved()
    other = Book(window(user=college.teacher, width=width, scheme=scheme).page, college).open()
    other.holds(TODAY, "5", "4", "")


@whole_job
def test_topic_comes_from_the_plan_by_one_click(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    topics = ("Введение", "Свойства металлов", "Диаграммы", "Строение металлов")
    make_programme(college.element, college.year, *topics, homework="§ 4")
    page = window(user=college.teacher, width=width, scheme=scheme).page
    book = Book(page, college).open()
    page.get_by_role("button", name="Взять из плана: Строение металлов").click()
    expect(page.get_by_label("Тема", exact=True)).to_have_value("Строение металлов")
    book.saved()
    homework = page.get_by_label("Домашнее задание")
    homework.fill("§ 4, вопросы 1–3")
    homework.blur()
    book.saved()
    page.get_by_label("Присутствие проверено").check()
    book.saved()
    page.reload()
    book.ready()
    expect(page.get_by_label("Тема", exact=True)).to_have_value("Строение металлов")
    expect(homework).to_have_value("§ 4, вопросы 1–3")
    expect(page.get_by_label("Присутствие проверено")).to_be_checked()
    look(page)


def test_history_of_a_cell_is_read_in_the_panel(college: Cast, window: OpenWindow) -> None:
    anna = college.learners[ANNA]
    save_as(college.teacher, college.journal, mark(college.works[0], anna, "3"))
    save_as(college.teacher, college.journal, mark(college.works[0], anna, "5", expected=1))
    page = window(user=college.teacher, width=DESK).page
    book = Book(page, college).open()
    book.stand(ANNA, TODAY)
    page.get_by_text("История ячейки").click()
    lines = page.locator("[data-history-place] li")
    expect(lines).to_have_count(2)
    assert [line.split("\n")[-1].replace("\u00a0", " ") for line in lines.all_inner_texts()] == [
        "сегодня, 10:30, Петров П. П.",
        "сегодня, 10:30, Петров П. П.",
    ]
    comment = page.get_by_label("Комментарий для семьи, ОТ: 5")
    comment.fill("Ответ полный, с примерами")
    comment.blur()
    book.saved()
    page.reload()
    book.ready()
    book.stand(ANNA, TODAY)
    page.get_by_text("история ячейки").click()
    expect(comment).to_have_value("Ответ полный, с примерами")
    expect(lines).to_have_count(3)
    book.holds(TODAY, "5", "", "")
    inspect(page)


@pytest.mark.row("D31")
def test_session_on_a_shared_machine_ends_with_the_browser_or_by_hand(college: Cast, window: OpenWindow) -> None:
    one = window(width=DESK)
    page = one.page
    sign_in(page, "teacher")
    kept = [cookie["name"] for cookie in one.context.cookies() if cookie["expires"] != -1]
    assert kept.count(settings.SESSION_COOKIE_NAME) == 0
    # Chromium under test keeps no pages for «Back»; others are told so by the header.
    answer = page.goto(reverse("journal:grid", args=[college.journal.pk]))
    assert answer is not None
    assert answer.headers["cache-control"] == "private, no-store"
    book = Book(page, college)
    book.ready()
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    page.get_by_label("Моя учётная запись").click()
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url(lambda url: "/journal/" not in url)
    page.go_back()
    expect(page.locator("[name=password]")).to_be_visible()
    assert page.content().count("Андреева") == 0


@looks_only
def test_pages_of_the_teacher_are_accessible(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    anna = college.learners[ANNA]
    save_as(college.teacher, college.journal, mark(college.works[0], anna, "2"))
    journal, lesson = college.journal.pk, college.lesson.pk
    visit(
        window(user=college.teacher, width=width, scheme=scheme).page,
        reverse("journal:today"),
        reverse("journal:books"),
        reverse("journal:grid", args=[journal]),
        reverse("journal:grid-topics", args=[journal]),
        reverse("journal:grid-finals", args=[journal]),
        reverse("journal:grid-lesson", args=[journal, lesson]),
        reverse("journal:cell-history", args=[journal, lesson, anna.pk]),
    )


@whole_job
def test_plan_is_shifted_from_the_panel_and_back(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    topics = ("Введение", "Свойства металлов", "Диаграммы", "Строение металлов", "Сплавы")
    make_programme(college.element, college.year, *topics)
    page = window(user=college.teacher, width=width, scheme=scheme).page
    book = Book(page, college).open()
    page.get_by_role("button", name="Сдвинуть план с этого занятия").dblclick()  # once is enough
    expect(book.notes).to_have_text(
        re.compile("План сдвинут: 1.занятие с.новой темой. Не.осталось занятия для.темы «Сплавы»")
    )
    expect(page.get_by_role("button", name="Взять из плана")).to_have_count(0)
    look(page)
    expect(page.get_by_role("button", name="Сдвинуть план назад")).to_be_focused()
    book.notes.get_by_role("button", name="Отменить").click()
    expect(page.get_by_role("button", name="Взять из плана: Строение металлов")).to_be_visible()
    expect(book.notes).to_have_text(re.compile("План сдвинут обратно: 1.занятие"))
    book.notes.get_by_role("button", name="Закрыть").click()
    expect(page.locator("td.is-here")).to_be_focused()
    page.goto(reverse("journal:grid-topics", args=[college.journal.pk]))
    page.get_by_role("button", name=re.compile("Сдвинуть план с.20.нояб")).click()
    expect(page.get_by_text(re.compile("по.плану: Строение металлов"))).to_be_visible()
    look(page)
    page.get_by_role("button", name=re.compile("Сдвинуть план назад")).click()
    expect(page.get_by_text(re.compile("по.плану: Сплавы"))).to_be_visible()
