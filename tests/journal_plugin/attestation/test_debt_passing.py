"""When and how a debt is passed, who answers for it, what the family and the curator see of it (E04-E06, F04, F05)."""

import json
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attestation.actions import charge_with, examine, plan_passing
from journal_plugin.attestation.models import Debt, DebtCharge, DebtPlan, FinalMark
from journal_plugin.calendar.actions import add_terms
from journal_plugin.calendar.cards import TermCard
from journal_plugin.curriculum.models import ControlForm
from journal_plugin.diary.actions import place_diary
from journal_plugin.institution.enums import InstitutionKind
from tests.factories.curriculum import control_named
from tests.factories.gradebook import final, save_as, save_one
from tests.factories.institution import make_institution
from tests.factories.people import make_staff
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
WINTER = datetime(2026, 12, 29, 10, 30, tzinfo=ZONE)


@pytest.fixture
def debt(cast, clock) -> Debt:
    """«н/а» for the first semester."""
    clock.move_to(WINTER)
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "н/а")).status == "accepted"
    return Debt.objects.get()


@pytest.fixture
def exam(cast) -> ControlForm:
    """A form of control in use."""
    return control_named(cast.institution, "экзамен")


@pytest.fixture
def diary(cast):
    """The diary page of the college's site, at /dnevnik/."""
    return place_diary(site=cast.institution.site)


def by(user) -> dict:
    """Who does it, under a new key."""
    return {"actor": user.journal_person, "key": uuid4()}


def plan(debt: Debt, form: ControlForm, day: date = date(2027, 2, 15)) -> dict:
    """When and how."""
    return {"debt_id": debt.pk, "day": day, "form": form.pk}


@pytest.mark.row("E04")
def test_not_attested_stands_in_finals_and_as_a_result_and_ends_no_debt(cast, debt):
    staff = [cast.staff.pk]
    examine(debt_id=debt.pk, day=date(2026, 12, 29), result="н/а", examiners=staff, **by(cast.admin))
    debt.refresh_from_db()
    assert (FinalMark.objects.get().code, debt.code, debt.ended_on) == ("н/а", "н/а", None)


@pytest.mark.row("E05")
def test_not_passed_for_a_good_reason_opens_no_debt(cast, clock):
    clock.move_to(WINTER)
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "НПА")).status == "accepted"
    assert (FinalMark.objects.get().code, Debt.objects.count()) == ("НПА", 0)


@pytest.mark.parametrize(
    ("term", "mark", "debts"), [("1 семестр", "2", 0), ("Год", "2", 1), ("Год", "3", 0), ("Итог", "2", 0)]
)
def test_at_a_school_the_year_is_attested(cast, clock, term, mark, debts):
    since, until = cast.year.since, cast.year.until
    add_terms(
        year=cast.year, terms=[TermCard("Год", "year", since, until, 3), TermCard("Итог", "study", since, until, 4)]
    )
    cast.institution.kind = InstitutionKind.SCHOOL
    cast.institution.save()
    clock.move_to(WINTER)
    operation = final(cast.year.terms.get(name=term), cast.learners[0], mark)
    assert save_one(cast.teacher, cast.journal, operation).status == "accepted"
    assert Debt.objects.count() == debts
    if debts:
        sent = {"debt_id": Debt.objects.get().pk, "day": WINTER.date(), "examiners": [cast.staff.pk]}
        examine(**sent, result="2", **by(cast.admin))
        assert Debt.objects.get().ended_on is None


def test_at_a_school_without_shorter_periods_the_year_is_attested_too(cast, clock):
    cast.year.terms.exclude(pk=cast.term.pk).delete()
    cast.year.terms.update(kind="year")
    cast.institution.kind = InstitutionKind.SCHOOL
    cast.institution.save()
    clock.move_to(WINTER)
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "2")).status == "accepted"
    assert Debt.objects.get().code == "2"


@pytest.mark.row("E06")
@pytest.mark.parametrize(("code", "asks"), [("н/а", True), ("а/з", True), ("4", False)])
def test_the_journal_leads_to_setting_the_day_and_the_form(client, cast, clock, code, asks):
    clock.move_to(WINTER)
    client.force_login(cast.teacher)
    operation = {"key": str(uuid4()), "what": "final", "value": code, "expected": 0}
    operation |= {"learner": cast.learners[0].pk, "term": cast.term.pk}
    body = json.dumps({"operations": [operation]})
    address = reverse("journal:grid-save", args=[cast.journal.pk])
    (answer,) = client.post(address, body, content_type="application/json").json()["answers"]
    assert answer["status"] == "accepted"
    assert answer.get("debt") == (reverse("journal:debt", args=[Debt.objects.get().pk]) if asks else None)


@pytest.mark.row("E06", "F05")
def test_day_and_form_are_set_kept_and_followed(client, cast, debt, exam, clock):
    page, register = reverse("journal:debt", args=[debt.pk]), reverse("journal:debts")
    client.force_login(cast.teacher)
    assert "Ещё не назначены" in words_of(client.get(page))
    assert "не назначено" in words_of(client.get(register))
    sent = {"act": "plan", "day": "2027-02-10", "form": exam.pk, "key": uuid4()}
    assert "10 февраля, экзамен" in words_of(client.post(page, sent, follow=True))
    assert "10 февраля, экзамен" in words_of(client.post(page, sent, follow=True))
    client.post(page, sent | {"day": "2027-02-15", "key": uuid4()})
    words = words_of(client.get(page))
    assert "назначено 29 декабря: 10 февраля, экзамен, Петров П. П." in words
    assert "назначено 29 декабря: 15 февраля, экзамен, Петров П. П." in words
    assert DebtPlan.objects.count() == 2
    clock.move_to(datetime(2027, 2, 16, 10, 0, tzinfo=ZONE))
    client.force_login(cast.teacher)
    assert "день прошёл, попытки не было" in words_of(client.get(page))
    tried = {"debt_id": debt.pk, "day": date(2027, 2, 15), "result": "а/з", "examiners": [cast.staff.pk]}
    examine(**tried, **by(cast.admin))
    assert "день прошёл" not in words_of(client.get(page))


def test_wrong_days_and_forms_change_nothing(client, cast, debt, exam):
    foreign = control_named(make_institution("school.example", default=False, short_name="Школа № 7"), "экзамен")
    idle = ControlForm.objects.create(institution=cast.institution, name="Смотр", short="см.", archived=True)
    days = [plan(debt, exam, date(2026, 12, 28)), plan(debt, exam, date(2027, 12, 30))]
    for each in [*days, plan(debt, idle), plan(debt, foreign)]:
        with pytest.raises(ValidationError):
            plan_passing(**each, **by(cast.teacher))
    client.force_login(cast.teacher)
    sent = {"act": "plan", "day": "2026-12-28", "form": exam.pk, "key": uuid4()}
    answer = client.post(reverse("journal:debt", args=[debt.pk]), sent)
    assert (answer.status_code, "с 29.12.2026 по 29.12.2027" in words_of(answer)) == (422, True)
    assert (DebtPlan.objects.count(), Debt.objects.get().planned_on) == (0, None)


def test_who_may_not_sets_nothing(cast, debt, exam):
    for user in (cast.parent, cast.student, cast.director, cast.foreign_teacher, cast.foreign_curator, cast.dispatcher):
        with pytest.raises(PermissionDenied):
            plan_passing(**plan(debt, exam), **by(user))
    for user in (cast.teacher, cast.curator, cast.parent, cast.foreign_teacher):
        with pytest.raises(PermissionDenied):
            charge_with(debt_id=debt.pk, staff=cast.staff.pk, **by(user))
    told = by(cast.curator)
    assert plan_passing(**plan(debt, exam), **told) == plan_passing(**plan(debt, exam), **told)
    with pytest.raises(ValidationError, match="другой записью"):
        plan_passing(**plan(debt, exam), **told | {"actor": cast.teacher.journal_person})


@pytest.mark.row("F04")
def test_a_debt_has_somebody_who_answers_for_it_and_the_deputy_names_another(client, cast, debt):
    page, register = reverse("journal:debt", args=[debt.pk]), reverse("journal:debts")
    client.force_login(cast.admin)
    line = words_of(client.get(register))
    assert (debt.responsible, "Петров П. П." in line) == (cast.staff, True)
    other = make_staff(cast.institution, "Ответова Ольга Олеговна")
    stranger = make_staff(make_institution("school.example", default=False, short_name="Школа № 7"), "Чужакова Чулпан")
    sent = {"act": "charge", "staff": other.pk, "key": uuid4()}
    for _time in range(2):
        assert "Ответова О. О." in words_of(client.post(page, sent, follow=True))
    assert "Ответова О. О." in words_of(client.get(register))
    assert (DebtCharge.objects.count(), Debt.objects.get().responsible) == (1, other)
    for wrong in (10**6, stranger.pk):
        with pytest.raises(ValidationError, match="работает сегодня"):
            charge_with(debt_id=debt.pk, staff=wrong, **by(cast.admin))


@pytest.mark.usefixtures("diary")
def test_the_family_sees_what_is_owed_when_and_how_it_is_passed(client, cast, debt, exam):
    address = f"/dnevnik/{cast.learners[0].pk}/marks/"
    client.force_login(cast.parent)
    words = words_of(client.get(address))
    assert "Задолженности н/а Материаловедение , 1 семестр Срок и форма сдачи ещё не назначены" in words
    plan_passing(**plan(debt, exam), **by(cast.teacher))
    words = words_of(client.get(address))
    assert "Сдача 15 февраля: экзамен. Ликвидировать до 29 декабря 2027. Осталось попыток: 2" in words
    save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "4", expected=1))
    assert "Осталось попыток" not in words_of(client.get(address))


@pytest.mark.usefixtures("diary")
def test_the_diary_and_the_desk_read_no_more_for_more_debts(client, cast, debt):
    counts = {}
    desk = reverse("journal:curator-desk", args=[cast.group.pk])
    for number in (1, 3):
        save_as(cast.teacher, cast.journal, *[final(cast.term, each, "н/а") for each in cast.learners[1:number]])
        for user, address in ((cast.parent, f"/dnevnik/{cast.learners[0].pk}/marks/"), (cast.curator, desk)):
            client.force_login(user)
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts[number, address] = len(seen)
    assert len(set(list(counts.values())[::2])) == len(set(list(counts.values())[1::2])) == 1
    assert Debt.objects.count() == 3


def test_the_curator_sees_who_of_the_group_owes(client, cast, debt):
    client.force_login(cast.curator)
    words = words_of(client.get(reverse("journal:curator-desk", args=[cast.group.pk])))
    name = cast.learners[0].person
    assert f"{name.last_name} {name.first_name} : Материаловедение, н/а срок и форма сдачи не назначены" in words


def test_who_studies_on_with_a_debt_is_transferred_conditionally(client, cast, debt, clock):
    register = reverse("journal:debts")
    client.force_login(cast.deputy)
    assert "переведён условно" not in words_of(client.get(register))
    clock.move_to(datetime(2027, 9, 2, 10, 0, tzinfo=ZONE))
    client.force_login(cast.deputy)
    assert "переведён условно" in words_of(client.get(register))
