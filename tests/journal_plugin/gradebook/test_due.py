"""Due times by the four presets, as the grid and the topics show them (requirements §3, W3-W12)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from journal_plugin.calendar.models import AttestationPeriod, Holiday
from journal_plugin.gradebook.queries.grid import finals_due_in
from journal_plugin.institution.actions import change_settings
from journal_plugin.institution.presets import VALUES
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.lessons import make_lesson, make_work

PERM = ZoneInfo("Asia/Yekaterinburg")


@pytest.fixture
def by_preset(cast):
    """Gives the college the settings of a preset."""

    def choose(preset: str) -> None:
        change_settings(institution=cast.institution, values=VALUES[preset])

    return choose


def late_marks(client, cast) -> int:
    """How many cells the grid shows as entered late."""
    client.force_login(cast.teacher)
    html = client.get(reverse("journal:grid", args=[cast.journal.pk])).content.decode()
    return html.partition("<tbody>")[2].partition("</tbody>")[0].count(" is-late")


def enter_at(cast, clock, moment: datetime, *operations) -> None:
    clock.move_to(moment)
    assert {answer.status for answer in save_as(cast.teacher, cast.journal, *operations)} == {"accepted"}


@pytest.mark.row("D24")
@pytest.mark.parametrize(("hour", "minute", "late"), [(10, 59, 0), (11, 1, 1)])
def test_mastergrad_marks_are_due_an_hour_after_the_learners_lessons(
    client, cast, clock, by_preset, hour, minute, late
):
    by_preset("school-mastergrad")  # the group's only lesson ends at 10:00
    moment = datetime(2026, 11, 20, hour, minute, tzinfo=PERM)
    enter_at(cast, clock, moment, mark(cast.works[0], cast.learners[0], "5"))
    assert late_marks(client, cast) == late


@pytest.mark.row("D24", "D29")
@pytest.mark.parametrize(("hour", "tone"), [(10, "ok"), (12, "warn")])
def test_mastergrad_topic_is_due_by_the_same_hour(client, cast, clock, by_preset, hour, tone):
    by_preset("school-mastergrad")
    enter_at(cast, clock, datetime(2026, 11, 20, hour, 30, tzinfo=PERM), text("topic", cast.lesson, "Сплавы"))
    client.force_login(cast.teacher)
    lines = client.get(reverse("journal:grid-topics", args=[cast.journal.pk])).context["page"].lines
    assert [line.tone for line in lines if line.pk == cast.lesson.pk] == [tone]


@pytest.mark.row("D25")
@pytest.mark.parametrize(("days", "marks", "absences"), [(0, 0, 0), (1, 1, 0), (2, 1, 1)])
def test_sergino_marks_are_due_the_same_day_and_attendance_in_a_day(
    client, cast, clock, by_preset, days, marks, absences
):
    by_preset("school-sergino")
    moment = datetime(2026, 11, 20, 20, 0, tzinfo=PERM) + timedelta(days=days)
    enter_at(cast, clock, moment, mark(cast.works[0], cast.learners[0], "5"))
    assert late_marks(client, cast) == marks
    enter_at(cast, clock, moment, absence(cast.lesson, cast.learners[1], "н"))
    assert late_marks(client, cast) == marks + absences


@pytest.mark.parametrize(
    ("code", "last_good_day"),
    [
        pytest.param("КР", 7, marks=pytest.mark.row("D27")),
        pytest.param("ВМ", 3, marks=pytest.mark.row("D28")),
    ],
)
def test_written_works_have_a_week_and_internal_monitoring_three_days(
    client, cast, clock, by_preset, code, last_good_day
):
    by_preset("school-mastergrad")
    work = make_work(cast.lesson, code, position=2)
    last = datetime(2026, 11, 20, 23, 0, tzinfo=PERM) + timedelta(days=last_good_day)
    enter_at(cast, clock, last, mark(work, cast.learners[0], "5"))
    assert late_marks(client, cast) == 0
    enter_at(cast, clock, last + timedelta(days=1), mark(work, cast.learners[1], "5"))
    assert late_marks(client, cast) == 1


def test_day_ends_in_the_institutions_zone(client, cast, clock):
    """23:30 in Perm on the day of the lesson is in time; it is 18:30 in London then."""
    enter_at(cast, clock, datetime(2026, 11, 20, 23, 30, tzinfo=PERM), mark(cast.works[0], cast.learners[0], "5"))
    assert late_marks(client, cast) == 0
    enter_at(cast, clock, datetime(2026, 11, 21, 0, 10, tzinfo=PERM), mark(cast.works[0], cast.learners[1], "5"))
    assert late_marks(client, cast) == 1


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("college-tomsk", date(2026, 12, 28), date(2026, 12, 28)),  # W11: the last day
        ("school-sergino", date(2026, 12, 22), date(2026, 12, 28)),  # W10: the last week
        ("college-perm", date(2026, 12, 28), date(2026, 12, 31)),  # W9: Tuesday, Wednesday, Thursday
    ],
)
def test_term_marks_are_due_by_the_preset(cast, by_preset, preset, first, last):
    by_preset(preset)
    cast.institution.refresh_from_db()
    assert finals_due_in(cast.institution, cast.term.until) == (first, last)


def test_working_days_leave_out_holidays_and_end_with_the_attestation(cast):
    Holiday.objects.create(
        institution=cast.institution, name="Новый год", since=date(2026, 12, 30), until=date(2027, 1, 8)
    )
    assert finals_due_in(cast.institution, cast.term.until)[1] == date(2027, 1, 11)  # 29 December, 9 and 11 January
    AttestationPeriod.objects.create(
        institution=cast.institution, name="Сессия", act="Приказ", since=date(2026, 12, 21), until=date(2026, 12, 29)
    )
    assert finals_due_in(cast.institution, cast.term.until)[1] == date(2026, 12, 29)


@pytest.mark.row("E12")
def test_finals_page_counts_marks_and_shows_where_they_are_too_few(client, cast):
    change_settings(institution=cast.institution, values={"least_marks": 2})
    save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[0], "5"),
        mark(cast.works[1], cast.learners[0], "4"),
        mark(cast.works[0], cast.learners[1], "3"),
        mark(cast.works[1], cast.learners[1], "•"),
    )
    client.force_login(cast.deputy)
    lines = client.get(reverse("journal:grid-finals", args=[cast.journal.pk])).context["lines"]
    assert [(line.cells[0].count, line.cells[0].few) for line in lines] == [(2, False), (1, True), (0, True)]
    assert {line.cells[1].few for line in lines} == {False}  # the second term has not begun


@pytest.mark.row("E12")
@pytest.mark.parametrize(("day", "told"), [("2026-11-27", False), ("2026-11-28", True), ("2026-12-28", True)])
def test_too_few_marks_are_told_of_in_the_last_month_of_a_period(cast, client, clock, day, told):
    learner = cast.learners[0]
    lessons = [make_lesson(cast.journal, date(2026, 11, number), teachers=[cast.staff]) for number in (16, 17, 18)]
    save_as(cast.teacher, cast.journal, *(mark(lesson.works.get(), learner, "4") for lesson in lessons))
    clock.move_to(f"{day}T12:00+05:00")
    client.force_login(cast.deputy)
    page = client.get(reverse("journal:grid-finals", args=[cast.journal.pk]))
    text = "1 семестр заканчивается 28 декабря, мало отметок у 2 обучающихся: Борисов Борис, Ветрова Вера."
    assert (text in page.content.decode().replace("\xa0", " ")) is told
