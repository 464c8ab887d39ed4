"""Closing a study year by an order and opening it again: who, when, what stays in the history."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from journal_plugin.access.models import AuditEntry
from journal_plugin.calendar.actions import close_year, reopen_year
from journal_plugin.calendar.closing import YearClosed, refuse_closed, refuse_closed_days, why_closed
from journal_plugin.calendar.models import YearClosing

ZONE = ZoneInfo("Asia/Yekaterinburg")
SUMMER = datetime(2027, 7, 2, 10, 30, tzinfo=ZONE)


@pytest.fixture
def summer(cast, clock):
    """The second of July 2027: the year has ended."""
    clock.move_to(SUMMER)
    cast.year.refresh_from_db()
    return cast


def closed(cast, by=None, **fields):
    fields = {"order_no": "15-у", "order_date": date(2027, 7, 1), "left": ""} | fields
    return close_year(year=cast.year, by=by or cast.admin, **fields)


def test_a_year_is_closed_by_an_order_and_everybody_is_told_who_and_what_to_do(summer):
    closing = closed(summer, left="не внесена тема: 3")
    summer.year.refresh_from_db()
    assert (summer.year.closed_at, closing.by, closing.left) == (
        SUMMER,
        summer.admin.journal_person,
        "не внесена тема: 3",
    )
    assert why_closed(summer.year).replace("\u00a0", " ") == (
        "Учебный год 2026/2027 закрыт 02.07.2027 (приказ № 15-у, закрыл(а) Админов А. А.): записи только для чтения, "
        "изменить ничего нельзя. Чтобы исправить запись, попросите заместителя директора или директора открыть год снова."
    )


@pytest.mark.parametrize(
    ("who", "closes", "reopens"),
    [
        ("admin", True, False),
        ("deputy", True, True),
        ("director", True, True),
        ("secretary", False, False),
        ("dispatcher", False, False),
        ("head", False, False),
        ("teacher", False, False),
        ("curator", False, False),
    ],
)
def test_who_closes_and_who_opens_again(summer, who, closes, reopens):
    user = getattr(summer, who)
    if closes:
        closed(summer, by=user)
    else:
        with pytest.raises(PermissionDenied):
            closed(summer, by=user)
        closed(summer)
    if reopens:
        reopen_year(year=summer.year, reason="ошибка", by=user)
    else:
        with pytest.raises(PermissionDenied):
            reopen_year(year=summer.year, reason="ошибка", by=user)
    summer.year.refresh_from_db()
    assert (summer.year.closed_at is None) == reopens


def test_the_same_order_closes_once_and_another_is_refused(summer):
    assert closed(summer).pk == closed(summer).pk
    with pytest.raises(ValidationError, match="Год уже закрыт приказом № 15-у"):
        closed(summer, order_no="16-у")
    assert YearClosing.objects.count() == 1


def test_a_year_that_lasts_is_not_closed(cast):
    with pytest.raises(ValidationError, match="Закрыть его можно после этого дня"):
        close_year(year=cast.year, order_no="1", order_date=date(2026, 11, 20), left="", by=cast.admin)
    cast.year.refresh_from_db()
    assert cast.year.closed_at is None


def test_it_can_be_closed_on_the_day_after_its_last_and_not_on_the_last(cast, clock):
    clock.move_to(datetime(2027, 6, 30, 23, 50, tzinfo=ZONE))
    with pytest.raises(ValidationError):
        closed(cast, order_date=date(2027, 6, 30))
    clock.move_to(datetime(2027, 7, 1, 0, 10, tzinfo=ZONE))
    assert closed(cast).pk


@pytest.mark.parametrize(
    "fields", [{"order_no": " "}, {"order_date": date(2027, 7, 3)}, {"order_date": date(2026, 8, 31)}]
)
def test_an_order_has_a_number_and_a_day_of_its_time(summer, fields):
    with pytest.raises(ValidationError):
        closed(summer, **fields)
    assert YearClosing.objects.count() == 0


def test_opening_again_needs_a_reason_and_both_stand_in_the_history(summer):
    closed(summer, left="отметки за период: 2")
    with pytest.raises(ValidationError, match="причину"):
        reopen_year(year=summer.year, reason="  ", by=summer.deputy)
    reopen_year(year=summer.year, reason="не выставлена отметка Андреевой", by=summer.deputy)
    again = closed(summer, order_no="17-у")
    assert [(row.order_no, row.reason) for row in YearClosing.objects.order_by("pk")] == [
        ("15-у", "не выставлена отметка Андреевой"),
        ("17-у", ""),
    ]
    log = AuditEntry.objects.filter(action__startswith="journal.year").order_by("pk")
    assert [(row.action, row.user_id, row.data.get("reason", row.data.get("left"))) for row in log] == [
        ("journal.year.close", summer.admin.pk, "отметки за период: 2"),
        ("journal.year.reopen", summer.deputy.pk, "не выставлена отметка Андреевой"),
        ("journal.year.close", summer.admin.pk, ""),
    ]
    assert again.reopened_at is None


def test_an_open_year_is_not_opened_again(summer):
    with pytest.raises(ValidationError, match="Год уже открыт"):
        reopen_year(year=summer.year, reason="ошибка", by=summer.deputy)


def test_days_of_a_closed_year_are_refused_and_others_are_not(summer, django_assert_num_queries):
    closed(summer)
    summer.year.refresh_from_db()
    with pytest.raises(YearClosed):
        refuse_closed(summer.year)
    for day in (summer.year.since, date(2027, 6, 30)):
        with pytest.raises(YearClosed):
            refuse_closed_days(summer.institution.pk, day)
    with django_assert_num_queries(1):
        refuse_closed_days(summer.institution.pk, date(2027, 7, 1))
    with pytest.raises(YearClosed):
        refuse_closed_days(summer.institution.pk, date(2027, 6, 1), date(2027, 9, 1))
