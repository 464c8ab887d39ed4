"""Debts: they arise from term marks, are read by whom they concern, and are cleared by two attempts at most."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attestation.actions import examine, extend_debt, take_measure
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtMeasure, DebtPause
from tests.factories.curriculum import assign
from tests.factories.gradebook import final, save_as, save_one
from tests.factories.lessons import make_journal
from tests.factories.people import make_group, make_learner, make_staff
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
WINTER = datetime(2026, 12, 29, 10, 30, tzinfo=ZONE)


@pytest.fixture
def debt(cast, clock) -> Debt:
    """«а/з» for the first semester."""
    clock.move_to(WINTER)
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "а/з")).status == "accepted"
    return Debt.objects.get()


@pytest.fixture
def commission(cast) -> list[int]:
    """Three of the staff."""
    return [make_staff(cast.institution, f"Экзаменов Эраст {letter}").pk for letter in "АБВ"]


def by(user) -> dict:
    """Who does it, under a new key."""
    return {"actor": user.journal_person, "key": uuid4()}


@pytest.mark.row("E03", "F03")
def test_a_two_is_refused_and_a_debt_arises_by_itself(cast, clock):
    clock.move_to(WINTER)
    learner = cast.learners[0]
    refused = save_one(cast.teacher, cast.journal, final(cast.term, learner, "2"))
    assert (refused.status, "а/з" in refused.why, Debt.objects.count()) == ("refused", True, 0)
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "а/з"))
    found = Debt.objects.get()
    assert (found.journal, found.learner, found.term, found.code) == (cast.journal, learner, cast.term, "а/з")
    assert (found.since, found.due) == (date(2026, 12, 29), date(2027, 12, 29))
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "н/а", expected=1))
    assert Debt.objects.get().code == "н/а"
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "4", expected=2))
    found.refresh_from_db()
    assert (found.ended_on, found.result) == (date(2026, 12, 29), "")
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "а/з", expected=3))
    assert Debt.objects.get().ended_on is None
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "", expected=4))
    clock.move_to(WINTER + timedelta(days=1))
    save_one(cast.teacher, cast.journal, final(cast.term, learner, "н/а", expected=5))
    days = [(date(2026, 12, 29), date(2026, 12, 29), "а/з"), (date(2026, 12, 30), None, "н/а")]
    assert list(Debt.objects.order_by("pk").values_list("since", "ended_on", "code")) == days


def test_debts_cost_no_more_for_more_learners(cast, clock):
    clock.move_to(WINTER)
    counts = {}
    for number in (1, 3):
        journal = make_journal(make_group(cast.institution, f"СД-{number}"), cast.element, cast.year)
        assign(cast.staff, journal.group, cast.element, cast.term)
        learners = [make_learner(journal.group, f"Новый Никита {each}") for each in range(number)]
        with CaptureQueriesContext(connection) as seen:
            save_as(cast.teacher, journal, *(final(cast.term, each, "а/з") for each in learners))
        counts[number] = len(seen)
        assert Debt.objects.filter(journal=journal).count() == number
    assert counts[1] == counts[3]


@pytest.mark.row("F01")
def test_the_second_attempt_is_held_by_a_commission_and_ends_the_debt(cast, debt, commission, clock):
    clock.move_to(datetime(2027, 2, 10, 10, 30, tzinfo=ZONE))
    first = {"debt_id": debt.pk, "day": date(2027, 2, 1), "result": "а/з", "examiners": commission[:1]}
    told = by(cast.admin)
    made = examine(**first, **told)
    assert examine(**first, **told) == made
    again = first | {"day": date(2027, 2, 9), "result": "4"}
    with pytest.raises(ValidationError, match="комиссия"):
        examine(**again, **by(cast.admin))
    for wrong in ({"result": "2"}, {"day": date(2027, 2, 11)}, {"day": date(2026, 12, 1)}, {"examiners": [10**6]}):
        with pytest.raises(ValidationError):
            examine(**again | {"examiners": commission} | wrong, **by(cast.admin))
    examine(**again | {"examiners": commission}, **by(cast.admin))
    debt.refresh_from_db()
    assert (debt.result, debt.ended_on) == ("4", date(2027, 2, 9))
    with pytest.raises(ValidationError, match="завершена"):
        examine(**again | {"examiners": commission}, **by(cast.admin))
    assert [each.number for each in DebtAttempt.objects.order_by("number")] == [1, 2]


def test_a_debt_that_was_cleared_arises_no_second_time(cast, debt, commission):
    examine(debt_id=debt.pk, day=WINTER.date(), result="3", examiners=commission, **by(cast.admin))
    for number, code in enumerate(("н/а", "3", "а/з"), 1):
        operation = final(cast.term, cast.learners[0], code, expected=number)
        assert save_one(cast.teacher, cast.journal, operation).status == "accepted"
    found = Debt.objects.get()
    assert (found.code, found.result, found.ended_on) == ("а/з", "3", WINTER.date())


@pytest.mark.row("E05", "F01")
def test_who_did_not_come_for_a_good_reason_has_cleared_nothing(cast, debt, commission, client):
    attempt = {"debt_id": debt.pk, "day": WINTER.date(), "examiners": commission}
    with pytest.raises(ValidationError, match="НПА"):
        examine(**attempt, result="НПА", **by(cast.admin))
    client.force_login(cast.admin)
    offered = client.get(reverse("journal:debt", args=[debt.pk])).context["forms"]["attempt"].fields["result"].choices
    assert [code for code, _name in offered] == ["", "5", "4", "3", "зачёт", "а/з", "н/а"]


def test_an_attempt_that_failed_keeps_the_debt_when_the_mark_is_corrected(cast, debt, commission):
    examine(debt_id=debt.pk, day=WINTER.date(), result="а/з", examiners=commission, **by(cast.admin))
    for number, code in enumerate(("4", "н/а"), 1):
        save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], code, expected=number))
        found = Debt.objects.get()
        assert (found.code, found.ended_on) == ("а/з", None)


def test_after_two_attempts_and_after_the_day_nothing_is_examined(cast, debt, commission, clock):
    clock.move_to(datetime(2028, 2, 10, 10, 30, tzinfo=ZONE))
    late = {"debt_id": debt.pk, "day": date(2028, 1, 5), "result": "4", "examiners": commission}
    with pytest.raises(ValidationError, match="Срок ликвидации"):
        examine(**late, **by(cast.admin))
    sick = {"debt_id": debt.pk, "since": date(2027, 3, 1), "until": date(2027, 3, 14), "why": "справка № 5"}
    for wrong in (
        {"until": date(2027, 2, 1)},
        {"since": date(2026, 12, 1)},
        {"until": date(9999, 12, 31)},
    ):
        with pytest.raises(ValidationError):
            extend_debt(**sick | wrong, **by(cast.admin))
    extend_debt(**sick, **by(cast.admin))
    debt.refresh_from_db()
    assert debt.due == date(2028, 1, 12)
    for _time in range(2):
        examine(**late | {"result": "н/а"}, **by(cast.admin))
    with pytest.raises(ValidationError, match="Обе попытки"):
        examine(**late, **by(cast.admin))


def test_others_write_nothing(cast, debt, commission):
    attempt = {"debt_id": debt.pk, "day": date(2026, 12, 29), "result": "4", "examiners": commission}
    days = {"debt_id": debt.pk, "since": date(2026, 12, 30), "until": date(2026, 12, 31), "why": "болезнь"}
    for user in (cast.teacher, cast.curator, cast.parent, cast.director, cast.foreign_teacher):
        with pytest.raises(PermissionDenied):
            examine(**attempt, **by(user))
        with pytest.raises(PermissionDenied):
            extend_debt(**days, **by(user))
    measure = {"debt_id": debt.pk, "day": date(2026, 12, 29), "text": "Беседа"}
    for user in (cast.parent, cast.director, cast.foreign_teacher, cast.foreign_curator, cast.dispatcher):
        with pytest.raises(PermissionDenied):
            take_measure(**measure, **by(user))
    for user in (cast.teacher, cast.curator, cast.deputy):
        told = by(user)
        assert take_measure(**measure, **told) == take_measure(**measure, **told)
    with pytest.raises(ValidationError, match="другой записью"):
        take_measure(**measure, **told | {"actor": cast.teacher.journal_person})
    assert (DebtMeasure.objects.count(), DebtAttempt.objects.count(), DebtPause.objects.count()) == (3, 0, 0)


def test_the_register_names_the_debt_its_day_its_attempts_and_measures(cast, debt, commission, client, clock):
    page, register = reverse("journal:debt", args=[debt.pk]), reverse("journal:debts")
    client.force_login(cast.curator)
    client.post(page, {"act": "measure", "day": "2026-12-29", "text": "Беседа с матерью", "key": uuid4()})
    assert "29 декабря: Беседа с матерью Куратова К. К." in words_of(client.get(page))
    assert "Записать попытку" not in words_of(client.get(page))
    assert client.post(page, {"act": "attempt", "key": uuid4()}).status_code == 404
    client.force_login(cast.admin)
    sent = {"act": "attempt", "day": "2026-12-29", "result": "а/з", "examiners": commission[:1], "key": uuid4()}
    assert "Осталось попыток: 1" in words_of(client.post(page, sent, follow=True))
    bad = client.post(page, sent | {"key": uuid4()})
    assert (bad.status_code, "комиссия" in words_of(bad)) == (422, True)
    line = words_of(client.get(register))
    assert "1 открытая задолженность" in line
    assert f"{cast.learners[0].person.list_name}" in line
    assert "29 декабря 2027 не назначено Петров П. П. 1 из 2 1" in line
    clock.move_to(datetime(2028, 1, 10, 10, 30, tzinfo=ZONE))
    client.force_login(cast.admin)
    assert "просрочено: 1" in words_of(client.get(register))
    for user in (cast.foreign_teacher, cast.foreign_curator):
        client.force_login(user)
        assert client.get(page).status_code == 404
    for user in (cast.parent, cast.student, cast.dispatcher):
        client.force_login(user)
        assert (client.get(page).status_code, client.get(register).status_code) == (404, 404)


def test_the_register_reads_no_more_for_more_debts(cast, debt, client):
    client.force_login(cast.deputy)
    counts = {}
    for number in (1, 3):
        save_as(cast.teacher, cast.journal, *[final(cast.term, each, "н/а") for each in cast.learners[1:number]])
        client.get(reverse("journal:debts"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("journal:debts")).status_code == 200
        counts[number] = len(seen)
    assert counts[1] == counts[3]
