"""The graph of the study year."""

from datetime import date

from journal_plugin.calendar.enums import WeekKind
from journal_plugin.calendar.graph import Calendar, Spell, months_of, study_weeks, weeks_of, whose

SINCE, UNTIL = date(2026, 9, 1), date(2026, 10, 4)
TERM = Spell("1 семестр", SINCE, date(2026, 9, 27))
AUTUMN = Spell("Каникулы", date(2026, 9, 14), date(2026, 9, 18))
EXAMS = Spell("Сессия", date(2026, 9, 21), date(2026, 9, 26), course=3, programme=5, programme_name="Сварка")
CALENDAR = Calendar((TERM,), (AUTUMN,), (EXAMS,))


def kinds(calendar: Calendar, last_weekday: int = 6) -> str:
    return "".join(week.kind.value or "." for week in weeks_of(calendar, SINCE, UNTIL, 1, last_weekday))


def test_a_week_is_what_most_of_its_study_days_are():
    assert kinds(CALENDAR.concerning(None, None)) == "..К.="  # five days of six are free, then nothing is named


def test_one_free_day_leaves_the_week_to_lessons():
    calendar = Calendar((TERM,), (Spell("Праздник", date(2026, 9, 14), date(2026, 9, 14)),), ())
    assert kinds(calendar) == "....="


def test_attestation_of_a_programme_stands_in_its_own_line_only():
    assert kinds(CALENDAR.concerning(3, 5)) == "..КА="
    assert kinds(CALENDAR.concerning(3, 6)) == "..К.="
    assert kinds(CALENDAR.concerning(2, 5)) == "..К.="


def test_own_periods_of_a_course_take_the_place_of_everybodys():
    short = Spell("1 семестр", SINCE, date(2026, 9, 13), course=4)
    calendar = Calendar((TERM, short), (), ())
    assert kinds(calendar.concerning(4, None)) == "..==="
    assert kinds(calendar.concerning(3, None)) == "....="


def test_study_weeks_count_the_study_days_that_are_left():
    calendar = CALENDAR.concerning(3, 5)
    assert study_weeks(calendar, SINCE, date(2026, 9, 27), 6) == 2.0  # 5 + 6 + 1 of the week of holidays
    assert study_weeks(calendar, SINCE, date(2026, 9, 27), 5) == 1.8  # 4 + 5 days, none on the Saturday


def test_months_stand_over_the_weeks_that_begin_in_them():
    weeks = weeks_of(CALENDAR, SINCE, UNTIL, 1, 6)
    assert months_of(weeks) == ((date(2026, 8, 1), 1), (date(2026, 9, 1), 4))


def test_lines_are_for_everybody_and_for_those_with_days_of_their_own():
    assert whose([TERM, AUTUMN, EXAMS]) == [(None, None, ""), (3, 5, "Сварка")]


def test_every_kind_but_lessons_has_a_sign():
    assert [kind for kind in WeekKind if not kind.value] == [WeekKind.STUDY]
