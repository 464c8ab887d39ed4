"""Whose debts are whose, when the learner, the curator, the teacher or the year is another one by now (F04)."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from journal_plugin.access.models import RoleAssignment
from journal_plugin.attestation.actions import examine, extend_debt, plan_passing, take_measure
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtPause
from journal_plugin.attestation.queries import debts_where
from journal_plugin.people.models import Membership, Staff
from tests.factories.curriculum import control_named
from tests.factories.gradebook import final, save_one
from tests.factories.institution import make_institution
from tests.factories.people import join, make_group, make_staff
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
DAY = date(2026, 12, 29)


@pytest.fixture
def debt(cast, clock) -> Debt:
    """«а/з» for the first semester."""
    clock.move_to(datetime(2026, 12, 29, 10, 30, tzinfo=ZONE))
    assert save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "а/з")).status == "accepted"
    return Debt.objects.get()


def measure(user, debt: Debt, day: date = DAY):
    """A talk, recorded by ``user``."""
    return take_measure(debt_id=debt.pk, day=day, text="Беседа", actor=user.journal_person, key=uuid4())


def test_who_comes_to_another_group_brings_the_debt_to_its_curator(client, cast, debt, clock):
    group = make_group(cast.institution, "ОН-26")
    RoleAssignment.objects.filter(person=cast.foreign_curator.journal_person).update(group=group)
    Membership.objects.filter(learner=debt.learner).update(until=DAY)
    join(debt.learner, group, since=DAY + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        measure(cast.foreign_curator, debt)
    clock.move_to(datetime(2027, 1, 12, 10, 30, tzinfo=ZONE))
    client.force_login(cast.foreign_curator)
    desk = words_of(client.get(reverse("journal:curator-desk", args=[group.pk])))
    assert f"{debt.learner.person.last_name} {debt.learner.person.first_name} : Материаловедение" in desk
    page = reverse("journal:debt", args=[debt.pk])
    assert "выдано задание" in words_of(client.get(page))
    sent = {"act": "measure", "day": "2027-01-12", "text": "Беседа с матерью", "key": uuid4()}
    assert "12 января: Беседа с матерью Инова И. И." in words_of(client.post(page, sent, follow=True))
    assert "1 открытая задолженность" in words_of(client.get(reverse("journal:debts")))


def test_a_key_of_one_debt_writes_nothing_to_another(cast, debt):
    save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[1], "н/а"))
    other = Debt.objects.exclude(pk=debt.pk).get()
    made = measure(cast.teacher, debt)
    with pytest.raises(ValidationError, match="другой записью"):
        take_measure(debt_id=other.pk, day=DAY, text="Беседа", actor=cast.teacher.journal_person, key=made.key)
    assert not other.measures.exists()


def test_nobody_of_another_institution_examines(cast, debt):
    school = make_institution("school.example", default=False, short_name="Школа № 7")
    stranger = make_staff(school, "Чужакова Чулпан")
    attempt = {"debt_id": debt.pk, "day": DAY, "result": "4", "actor": cast.admin.journal_person}
    with pytest.raises(ValidationError, match="Один из экзаменаторов"):
        examine(**attempt, examiners=[cast.staff.pk, stranger.pk], key=uuid4())
    assert not DebtAttempt.objects.exists()


def test_a_measure_of_spaces_is_none(cast, debt):
    with pytest.raises(ValidationError, match="Напишите"):
        take_measure(debt_id=debt.pk, day=DAY, text=" \n ", actor=cast.teacher.journal_person, key=uuid4())


def test_every_stretch_of_days_moves_the_deadline(cast, debt):
    for first, last in ((date(2027, 2, 1), date(2027, 2, 10)), (date(2027, 4, 1), date(2027, 4, 2))):
        days = {"debt_id": debt.pk, "since": first, "until": last, "why": "болезнь"}
        extend_debt(**days, actor=cast.admin.journal_person, key=uuid4())
    assert Debt.objects.get().due == date(2028, 1, 10)


def test_an_attempt_before_the_day_that_was_set_does_not_keep_it(cast, debt, clock):
    actor = {"actor": cast.admin.journal_person}
    examine(debt_id=debt.pk, day=DAY, result="а/з", examiners=[cast.staff.pk], **actor, key=uuid4())
    form = control_named(cast.institution, "экзамен").pk
    plan_passing(debt_id=debt.pk, day=date(2027, 1, 15), form=form, **actor, key=uuid4())
    missed = [debts_where(Q(pk=debt.pk), date(2027, 1, day), ended=False)[0].is_missed for day in (15, 16)]
    assert missed == [False, True]


def test_who_has_left_is_not_transferred(debt):
    day = date(2027, 9, 2)
    assert debts_where(Q(), day, ended=False)[0].is_conditional
    Membership.objects.filter(learner=debt.learner).update(until=date(2027, 6, 30))
    assert not debts_where(Q(), day, ended=False)[0].is_conditional


def test_attempts_and_measures_are_counted_each_for_itself(cast, debt):
    for _time in range(2):
        measure(cast.teacher, debt)
    actor = {"actor": cast.admin.journal_person}
    for examiners in ([cast.staff.pk], [make_staff(cast.institution, f"Экзаменов Эраст {one}").pk for one in "АБВ"]):
        examine(debt_id=debt.pk, day=DAY, result="а/з", examiners=examiners, **actor, key=uuid4())
    measure(cast.curator, debt)
    (line,) = debts_where(Q(), DAY, ended=False)
    assert (line.attempts, line.left, line.measures) == (2, 0, 3)


def test_who_led_or_taught_before_records_nothing_more(client, cast, debt, clock):
    RoleAssignment.objects.filter(person=cast.curator.journal_person).update(until=DAY)
    Staff.objects.filter(pk=cast.staff.pk).update(until=DAY)
    clock.move_to(datetime(2027, 1, 12, 10, 30, tzinfo=ZONE))
    for user in (cast.curator, cast.teacher):
        with pytest.raises(PermissionDenied):
            measure(user, debt)
        client.force_login(user)
        assert client.get(reverse("journal:debt", args=[debt.pk])).status_code == 404


def test_a_debt_is_cleared_after_its_year_was_closed(cast, debt, clock):
    cast.year.closed_at = timezone.now()
    cast.year.save()
    clock.move_to(datetime(2027, 9, 14, 10, 30, tzinfo=ZONE))
    held = date(2027, 9, 13)
    measure(cast.teacher, debt, held)
    measure(cast.curator, debt, held)
    actor = {"actor": cast.admin.journal_person}
    attempt = {"debt_id": debt.pk, "day": held, "result": "3", "examiners": [cast.staff.pk]}
    examine(**attempt, **actor, key=uuid4())
    debt.refresh_from_db()
    assert (debt.result, debt.ended_on) == ("3", held)


def test_who_examined_and_left_since_is_offered_for_that_day_alone(client, cast, debt, clock):
    gone = make_staff(cast.institution, "Ушедшая Ульяна Ульяновна", until=date(2027, 1, 20))
    long_gone = make_staff(cast.institution, "Бывшая Белла Борисовна", until=date(2026, 12, 28))
    clock.move_to(datetime(2027, 2, 1, 10, 30, tzinfo=ZONE))
    client.force_login(cast.admin)
    page = reverse("journal:debt", args=[debt.pk])
    forms = client.get(page).context["forms"]
    assert gone in forms["attempt"].fields["examiners"].queryset
    assert long_gone not in forms["attempt"].fields["examiners"].queryset
    assert gone not in forms["charge"].fields["staff"].queryset
    sent = {"act": "attempt", "result": "а/з", "examiners": [gone.pk]}
    assert client.post(page, sent | {"day": "2027-01-21", "key": uuid4()}).status_code == 422
    assert client.post(page, sent | {"day": "2027-01-20", "key": uuid4()}).status_code == 302
    assert [one.day for one in DebtAttempt.objects.all()] == [date(2027, 1, 20)]


def test_the_last_day_still_counts_and_the_next_one_is_told_to_be_late(cast, debt, clock):
    exam = control_named(cast.institution, "экзамен")
    passing = {"debt_id": debt.pk, "form": exam.pk, "actor": cast.admin.journal_person}
    clock.move_to(datetime(2027, 12, 29, 23, 30, tzinfo=ZONE))
    plan_passing(**passing, day=date(2027, 12, 29), key=uuid4())
    clock.move_to(datetime(2027, 12, 30, 0, 30, tzinfo=ZONE))
    with pytest.raises(ValidationError, match=r"прошёл 29\.12\.2027") as told:
        plan_passing(**passing, day=date(2027, 12, 30), key=uuid4())
    assert list(told.value.message_dict) == ["day"]
    attempt = {"debt_id": debt.pk, "result": "4", "examiners": [cast.staff.pk], "actor": cast.admin.journal_person}
    examine(**attempt, day=date(2027, 12, 29), key=uuid4())
    assert Debt.objects.get().ended_on == date(2027, 12, 29)


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (date(2026, 12, 28), date(2027, 1, 5), "since"),
        (date(2027, 1, 5), date(2035, 1, 5), "until"),
        (date(2027, 1, 5), date(2027, 1, 4), "until"),
    ],
)
def test_wrong_days_are_told_at_their_field(cast, debt, since, until, field):
    days = {"debt_id": debt.pk, "since": since, "until": until, "why": "болезнь"}
    with pytest.raises(ValidationError) as told:
        extend_debt(**days, actor=cast.admin.journal_person, key=uuid4())
    assert (list(told.value.message_dict), DebtPause.objects.count()) == ([field], 0)
