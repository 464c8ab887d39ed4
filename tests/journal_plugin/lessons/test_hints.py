"""What a teacher is told and never refused (pure)."""

from datetime import date

import pytest

from journal_plugin.lessons.hints import holiday_hint, language_hint, second_test_hint, share_hint, weekend_hint

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.mark.row("D10")
@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("Present Simple", True),
        ("Lesson 5: Ärger über Übungen", True),
        ("Present Simple: употребление", False),
        ("Настоящее простое время", False),
        ("§ 14, 15–17", False),
        ("", False),
    ],
)
def test_record_without_a_russian_letter_is_pointed_out(text, warns):
    assert bool(language_hint(text)) is warns


@pytest.mark.parametrize(
    ("next_day", "warns"),
    [
        (date(2026, 11, 9), True),
        (date(2026, 11, 5), True),
        (date(2026, 11, 4), False),
        (date(2026, 11, 3), False),
        (None, False),
    ],
)
def test_homework_over_holidays_is_pointed_out(next_day, warns):
    said = holiday_hint(date(2026, 11, 2), next_day, [(date(2026, 11, 4), date(2026, 11, 6))])
    text = "Задание приходится на праздники или каникулы (4–6 ноября): на эти дни не задают."
    assert said.replace("\xa0", " ").replace("\u2060", "") == (text if warns else "")


def test_holidays_that_ended_before_the_lesson_are_not_meant():
    assert holiday_hint(date(2026, 11, 6), date(2026, 11, 9), [(date(2026, 11, 4), date(2026, 11, 6))]) == ""


@pytest.mark.parametrize(
    ("day", "next_day", "grade", "warns"),
    [
        (SATURDAY, MONDAY, 6, True),
        (FRIDAY, MONDAY, 1, True),
        (FRIDAY, MONDAY, 7, False),
        (FRIDAY, date(2026, 11, 24), 5, False),
        (date(2026, 11, 16), MONDAY, 5, False),
        (FRIDAY, None, 5, False),
    ],
)
def test_homework_for_the_weekend_is_pointed_out_in_the_lower_grades(day, next_day, grade, warns):
    assert bool(weekend_hint(day, next_day, grade=grade)) is warns


@pytest.mark.parametrize(
    ("tests", "lessons", "warns"),
    [(1, 3, False), (2, 3, True), (2, 20, False), (2, 19, True), (3, 20, True), (0, 0, False)],
)
def test_more_than_one_test_in_ten_lessons_is_pointed_out(tests, lessons, warns):
    assert bool(share_hint(tests=tests, lessons=lessons)) is warns


def test_other_tests_of_the_day_are_named():
    assert second_test_hint([]) == ""
    said = second_test_hint(["Математика", "Физика"]).replace("\xa0", " ")
    assert said == "В этот день у группы уже есть контрольная: Математика, Физика."
