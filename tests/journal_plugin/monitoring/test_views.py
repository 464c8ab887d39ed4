"""Reports on how journals are kept, as their readers open them (D01, D29, E12, E13)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.institution.actions import change_settings
from journal_plugin.marks.models import Mark
from tests.factories.gradebook import absence, mark, save_as, save_one, text
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import make_learner, make_staff

PERM = ZoneInfo("Asia/Yekaterinburg")


@pytest.fixture
def noon(clock):
    """Today's lessons are over; those of 13 November lie in the last fortnight."""
    clock.move_to(datetime(2026, 11, 20, 14, 0, tzinfo=PERM))
    return clock


@pytest.fixture
def read(client):
    """The context of a report as ``user`` opens it."""

    def fetch(user, name="filling", *args, **query):
        client.force_login(user)
        return client.get(reverse(f"journal:{name}", args=args), query).context

    return fetch


def lines(context) -> dict[str, tuple[int, int, int, int, int]]:
    """Name -> (lessons, in order, no topic, not checked, late marks)."""
    return {
        line.name.replace("\u00a0", " "): (
            line.tally.lessons,
            line.tally.in_order,
            line.tally.no_topic,
            line.tally.not_checked,
            line.tally.late_marks,
        )
        for line in context["lines"]
    }


@pytest.mark.row("D29", "D01")
def test_lessons_are_counted_to_who_held_them_with_what_they_lack(cast, noon, read):
    report = read(cast.deputy, period="fortnight")
    assert lines(report) == {
        "Петров П. П.": (1, 1, 0, 0, 0),  # today's: nothing is due yet
        "Сменова С. С.": (1, 0, 1, 1, 0),  # 13 November, by order
        "Инов И. И.": (1, 1, 0, 0, 0),
    }
    assert (report["total"].lessons, report["total"].share) == (3, 67)


@pytest.mark.row("D29")
def test_late_entries_are_told_lesson_by_lesson(cast, noon, read):
    lesson = cast.lessons[2]
    save_as(
        cast.substitute,
        cast.journal,
        text("topic", lesson, "Сплавы"),
        absence(lesson, cast.learners[2], "н"),
        mark(lesson.works.get(), cast.learners[0], "5"),
        mark(lesson.works.get(), cast.learners[1], "4"),
    )
    (staff,) = lesson.lesson_teachers.filter(substitute=True).values_list("staff", flat=True)
    page = read(cast.deputy, "filling-of", staff, period="fortnight")
    ((found, _day, lacks),) = page["rows"]
    assert (found.pk, lacks.replace("\u00a0", " ")) == (
        lesson.pk,
        "тема позже на 7 дней, посещаемость позже на 6 дней, 2 отметки позже, самое большее на 7 дней",
    )


def test_correction_of_a_mark_is_no_delay(cast, clock, read):
    clock.move_to(datetime(2026, 11, 20, 12, 0, tzinfo=PERM))
    cell = mark(cast.works[0], cast.learners[0], "5")
    save_as(cast.teacher, cast.journal, cell, text("topic", cast.lesson, "Сплавы"), text("presence", cast.lesson, "+"))
    clock.move_to(datetime(2026, 11, 24, 12, 0, tzinfo=PERM))
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "4", 1))
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Сплавы железа", 1))
    assert lines(read(cast.deputy))["Петров П. П."] == (2, 1, 1, 0, 0)  # 23 November lacks its topic


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("director", {"Петров П. П.", "Сменова С. С.", "Инов И. И."}),
        ("head", {"Петров П. П.", "Сменова С. С."}),
        ("curator", {"Петров П. П.", "Сменова С. С."}),
        ("teacher", {"Петров П. П.", "Сменова С. С."}),
        ("foreign_teacher", {"Инов И. И."}),
        ("foreign_curator", {"Инов И. И."}),
    ],
)
def test_everybody_sees_the_journals_that_he_reads_and_no_others(cast, noon, read, who, names):
    assert set(lines(read(getattr(cast, who), period="fortnight"))) == names


def test_page_of_a_teacher_whose_lessons_one_does_not_read_is_not_there(client, cast, noon):
    client.force_login(cast.foreign_teacher)
    assert client.get(reverse("journal:filling-of", args=[cast.staff.pk]), {"period": "month"}).status_code == 404


@pytest.mark.row("E12")
def test_journals_with_too_few_marks_are_listed_with_how_many_learners(cast, noon, read):
    change_settings(institution=cast.institution, values={"least_marks": 2})
    works = cast.works
    save_as(
        cast.teacher,
        cast.journal,
        mark(works[0], cast.learners[0], "5"),
        mark(works[1], cast.learners[0], "5"),
        mark(works[0], cast.learners[1], "5"),
        mark(works[1], cast.learners[1], "•"),
    )
    found = read(cast.deputy, "accumulation")["lines"]
    assert [(line.group, line.learners, line.few) for line in found] == [("ОН-25", 1, 1), ("ОН-24", 3, 2)]
    assert [line.group for line in read(cast.teacher, "accumulation")["lines"]] == ["ОН-24"]


@pytest.mark.row("E13")
def test_learners_without_the_monthly_mark_are_counted_where_it_is_given(cast, noon, read):
    change_settings(institution=cast.institution, values={"least_marks": 0})
    assert read(cast.head, "accumulation")["lines"] == []
    change_settings(institution=cast.institution, values={"monthly_marks": True})
    monthly = make_work(cast.lesson, "МИУД", position=2)
    save_as(cast.teacher, cast.journal, mark(monthly, cast.learners[0], "5"))
    (line,) = read(cast.head, "accumulation")["lines"]
    assert (line.group, line.no_monthly) == ("ОН-24", 2)


@pytest.mark.parametrize("name", ["filling", "accumulation"])
def test_number_of_reads_does_not_grow_with_lessons_teachers_and_learners(client, cast, noon, name):
    client.force_login(cast.deputy)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(f"journal:{name}"), {"period": "month"})
        return len(caught)

    cost()
    once = cost()
    for day in (date(2026, 11, 16), date(2026, 11, 17)):
        make_lesson(cast.journal, day, teachers=[cast.staff])
        make_lesson(cast.foreign_journal, day, 3)
        make_learner(cast.group, f"Новиков Ник{day.day}")
    save_as(cast.teacher, cast.journal, *(mark(work, cast.learners[0], "5") for work in cast.works))
    assert cost() == once


def test_institution_without_a_calendar_has_nothing_to_count(client, db):
    institution = make_institution()
    deputy = make_staff(institution).person
    give_role(deputy, institution, Role.DEPUTY)
    client.force_login(make_user(person=deputy))
    answer = client.get(reverse("journal:accumulation"))
    assert (answer.status_code, answer.context["term"], answer.context["lines"]) == (200, None, [])


def test_topic_that_was_taken_away_is_missing(cast, clock, read):
    clock.move_to(datetime(2026, 11, 20, 12, 0, tzinfo=PERM))
    save_as(cast.teacher, cast.journal, text("topic", cast.lesson, "Сплавы"), text("presence", cast.lesson, "+"))
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "", 1))
    clock.move_to(datetime(2026, 11, 21, 12, 0, tzinfo=PERM))
    assert lines(read(cast.deputy))["Петров П. П."] == (1, 0, 1, 0, 0)


@pytest.mark.row("E12")
def test_marks_earned_in_another_group_of_the_discipline_count(cast, noon, read):
    change_settings(institution=cast.institution, values={"least_marks": 1})
    save_as(cast.teacher, cast.journal, *(mark(cast.works[0], learner, "5") for learner in cast.learners[:2]))
    moved = cast.learners[2]
    old = make_journal(cast.foreign_group, cast.element, cast.year)
    earned = make_lesson(old, date(2026, 11, 2), works=1)
    at, by = datetime(2026, 11, 2, 12, 0, tzinfo=PERM), cast.staff.person
    Mark.objects.create(work=earned.works.get(), learner=moved, code="4", at=at, by=by)
    assert [line.group for line in read(cast.head, "accumulation")["lines"]] == []
