"""A curriculum as a table, and the norms over it."""

import pytest

from journal_plugin.curriculum.controls import Control
from journal_plugin.curriculum.norms import Frame, warnings_of
from journal_plugin.curriculum.table import Entry, Period, side_by_side, table_of

AUTUMN, SPRING = Period(1, "1 семестр", 16.0), Period(2, "2 семестр", 20.0)
COLLEGE = Frame("college", 3, 6)
EXAM, CREDIT = Control("экзамен", "экзамен", "exam"), Control("зачёт", "зачёт", "credit")
MODULE = Entry(9, "ПМ.01 Уход", "pm", "ПМ.01", None, 0, 0, 0, None)


def entry(element: int, name: str, period: int = 1, theory: int = 32, practice: int = 0, control=None, **fields):
    fields = {"kind": "discipline", "code": "", "module": None} | fields
    return Entry(element=element, name=name, period=period, theory=theory, practice=practice, control=control, **fields)


def plan(*entries: Entry):
    return table_of([AUTUMN, SPRING], entries, {MODULE.element: MODULE})


def test_hours_are_summed_by_element_by_period_and_for_the_year():
    table = plan(entry(1, "Физика", 1, 32, 16), entry(1, "Физика", 2, 20, 0, EXAM), entry(2, "Химия", 2, 10, 4))

    assert [(row.name, row.hours) for row in table.rows] == [("Физика", 68), ("Химия", 14)]
    assert [(total.theory, total.practice, total.hours, total.exams) for total in table.totals] == [
        (32, 16, 48, 0),
        (30, 4, 34, 1),
    ]
    assert (table.hours, [total.weekly for total in table.totals]) == (82, [3.0, 1.7])


def test_a_module_stands_over_its_parts_and_counts_them():
    table = plan(entry(3, "МДК.01.01", module=9), entry(1, "Физика"), entry(4, "Учебная практика", 2, 0, 72, module=9))

    assert [(row.name, row.inside, row.is_module, row.hours) for row in table.rows] == [
        ("Физика", False, False, 32),
        ("ПМ.01 Уход", False, True, 104),
        ("МДК.01.01", True, False, 32),
        ("Учебная практика", True, False, 72),
    ]
    assert table.hours == 136  # the module itself adds nothing


def test_what_an_individual_plan_takes_out_has_no_hours():
    table = plan(entry(1, "Физика"), entry(2, "Химия", own=True, excluded=True, control=EXAM))
    assert (table.rows[1].hours, table.hours, table.totals[0].exams) == (0, 32, 0)


def test_a_period_without_study_weeks_has_no_weekly_load():
    table = table_of([Period(1, "Лето", 0.0)], [entry(1, "Практика")], {})
    assert table.totals[0].weekly is None
    assert warnings_of(table, COLLEGE) == ("Лето: по календарному графику в нём нет учебных недель.",)


def test_a_curriculum_within_the_norms_has_no_warnings():
    assert warnings_of(plan(entry(1, "Физика", 1, 576)), COLLEGE) == ()  # 36 a week of 16 weeks


def test_weekly_load_over_the_norm_is_told():
    (warning,) = warnings_of(plan(entry(1, "Физика", 1, 578)), COLLEGE)
    assert warning == "1 семестр: 36,1 ч в неделю, по норме не больше 36."


@pytest.mark.parametrize(
    ("course", "days", "norm"), [(1, 5, 21), (4, 5, 23), (4, 6, 26), (9, 5, 33), (9, 6, 36), (11, 6, 37)]
)
def test_the_norm_of_a_school_goes_by_grade_and_by_days_of_the_week(course, days, norm):
    assert Frame("school", course, days).weekly == norm


def test_more_than_eight_exams_and_ten_credits_are_told_but_not_of_physical_culture():
    exams = [entry(n, f"Экзамен {n}", control=EXAM, theory=2) for n in range(1, 10)]
    credits = [entry(n, f"Зачёт {n}", control=CREDIT, theory=2) for n in range(11, 21)]
    sport = entry(30, "Физическая культура", control=CREDIT, theory=2)

    assert warnings_of(plan(*exams), COLLEGE) == ("Экзаменов за год: 9, по норме не больше 8.",)
    assert warnings_of(plan(*exams[:8], *credits, sport), COLLEGE) == ()
    (warning,) = warnings_of(plan(*credits, entry(31, "Зачёт", control=CREDIT, theory=2)), COLLEGE)
    assert warning == "Зачётов за год: 11, по норме не больше 10 (без физической культуры)."


def test_an_element_without_hours_is_told():
    assert warnings_of(plan(entry(1, "Физика", theory=0)), COLLEGE) == ("Физика: не указаны часы.",)


def test_two_curricula_are_compared_by_elements():
    one = plan(entry(1, "Физика", 1, 32), entry(1, "Физика", 2, 20, 0, EXAM), entry(2, "Химия"))
    other = plan(entry(5, "Физика", 1, 32), entry(5, "Физика", 2, 20, 0, EXAM), entry(6, "Право"))

    assert [(pair.name, pair.one, pair.other, pair.differs) for pair in side_by_side(one, other)] == [
        ("Физика", "32 + 20, экзамен", "32 + 20, экзамен", False),
        ("Химия", "32", "", True),
        ("Право", "", "32", True),
    ]
