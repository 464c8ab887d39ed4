"""The beginning of the year in a group: confirmed by its curator, seen on the desk, told to the readiness report."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.monitoring.queries.readiness import stages_of
from journal_plugin.people.actions.confirmations import confirm_duty
from journal_plugin.people.enums import Duty
from journal_plugin.people.models import Confirmation, Guardianship, Membership, Person
from journal_plugin.people.queries.starting import lacking_of, members_of
from journal_plugin.people.starting import fingerprint, first_week_ends
from tests.factories.people import make_guardian, make_learner, make_person
from tests.words import words_of


@pytest.fixture
def page(cast, client):
    """The curator's page: without fields it is read, with them it is sent."""
    client.force_login(cast.curator)
    address = reverse("journal:curator-start", args=[cast.group.pk])

    def open_page(duty: str = "", **fields):
        if not duty:
            return client.get(address)
        sent = {"duty": duty, "key": uuid4(), "seen": seen(cast)} | fields
        return client.post(address, sent, follow=True)

    return open_page


def seen(cast) -> str:
    """The fingerprint of the list as it stands."""
    return fingerprint(members_of([cast.group.pk], date(2026, 11, 20))[cast.group.pk])


def confirm(cast, duty: str = Duty.COMPOSITION, **fields) -> Confirmation:
    """As the group's curator."""
    actor = cast.curator.journal_person
    said = {"group": cast.group, "year": cast.year, "actor": actor, "key": uuid4(), "seen": seen(cast)}
    return confirm_duty(duty=duty, **said | fields)


def missing(cast) -> dict[str, list[str]]:
    """Title of a check -> what it misses."""
    return {line.title: [one.what for one in line.missing] for stage in stages_of(cast.year) for line in stage.checks}


@pytest.mark.row("H02")
def test_the_checked_list_is_kept_with_its_day_and_looked_at_again_when_it_changes(cast, page):
    name = cast.group.name
    assert name in missing(cast)["Состав групп проверен"]
    assert "срок был 30 августа" in words_of(page())
    assert "20 ноября" in words_of(page(Duty.COMPOSITION))
    assert name not in missing(cast)["Состав групп проверен"]
    kept = Confirmation.objects.get()
    assert (kept.learners, kept.by, kept.day) == (3, cast.curator.journal_person, date(2026, 11, 20))
    make_learner(cast.group, "Новый Никита")
    assert "Состав с тех пор изменился, теперь 4 человека" in words_of(page())
    assert f"{name}: состав изменился после проверки" in missing(cast)["Состав групп проверен"]
    page(Duty.COMPOSITION)
    assert "Состав с тех пор изменился" not in words_of(page())
    assert Confirmation.objects.count() == 2


def test_channels_are_named_and_the_instruction_has_its_day(cast, page):
    refused = page(Duty.CHANNELS)
    assert (refused.status_code, Confirmation.objects.count()) == (422, 0)
    assert "Назовите, где идёт связь" in words_of(refused)
    assert "чат «ТМ-21»" in words_of(page(Duty.CHANNELS, said="чат «ТМ-21»"))
    ahead = page(Duty.INSTRUCTION, day="2026-11-21")
    assert (ahead.status_code, "Этот день ещё не наступил" in words_of(ahead)) == (422, True)
    long_ago = page(Duty.INSTRUCTION, day="1926-09-04")
    assert (long_ago.status_code, "не из учебного года" in words_of(long_ago)) == (422, True)
    assert "4 сентября" in words_of(page(Duty.INSTRUCTION, day="2026-09-04"))
    left = missing(cast)
    for title in ("Связь с семьями налажена", "Обучающиеся и семьи проинструктированы"):
        assert cast.group.name not in left[title]


def test_a_list_that_changed_under_the_hand_is_not_confirmed(cast, page):
    old = seen(cast)
    make_learner(cast.group, "Новый Никита")
    refused = page(Duty.COMPOSITION, seen=old)
    assert (refused.status_code, Confirmation.objects.count()) == (422, 0)
    assert "Состав группы тем временем изменился" in words_of(refused)
    assert seen(cast) in refused.content.decode()


def test_the_action_lets_nobody_else_confirm_and_a_repeated_key_adds_nothing(cast):
    first = confirm(cast)
    assert confirm(cast, key=first.key) == first
    with pytest.raises(ValidationError, match="другой записью"):
        confirm(cast, Duty.INSTRUCTION, key=first.key)
    for user in (cast.teacher, cast.foreign_curator, cast.deputy):
        with pytest.raises(ValidationError, match="только куратор"):
            confirm(cast, actor=user.journal_person)
    assert Confirmation.objects.count() == 1


@pytest.mark.row("H07")
def test_whose_contacts_are_missing_is_told_to_the_curator_and_to_the_report(cast, page):
    child = cast.learners[0]
    mother = make_person("Мамина Мария Петровна", email="m@example.org")
    make_guardian(child, mother)
    text = words_of(page())
    assert f"{child.person.list_name}: Мамина М. П. нет телефона" in text
    assert any("Мамина\xa0М.\xa0П.: телефон" in line for line in missing(cast)["Почта и телефоны обучающихся и семей"])
    Person.objects.update(email="a@example.org", phone="+79120000000")
    assert "У всех записаны имя, почта и мобильный телефон" in words_of(page())
    assert missing(cast)["Почта и телефоны обучающихся и семей"] == []


def test_a_child_is_reached_through_its_family(cast):
    young = make_learner(cast.group, "Юный Юрий", person=make_person("Юный Юрий", birth_date=date(2013, 1, 1)))
    day = date(2026, 11, 20)
    assert young.pk not in {one.learner for one in lacking_of([cast.group.pk], day)}
    Guardianship.objects.create(learner=young, guardian=make_person("Юная Юлия"), since=day, relation="mother")
    assert [one.who for one in lacking_of([cast.group.pk], day) if one.learner == young.pk] == ["Юный Юрий: Юная\xa0Ю."]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-09-01", "2026-09-06"),
        ("2025-09-01", "2025-09-07"),
        ("2024-09-01", "2024-09-08"),
        ("2029-09-01", "2029-09-09"),
    ],
)
def test_the_first_study_week_ends_on_its_sunday(begins, ends):
    assert first_week_ends(date.fromisoformat(begins)) == date.fromisoformat(ends)


def test_nothing_is_confirmed_in_a_closed_year(cast, page):
    shut = {"order_no": "15-у", "order_date": date(2027, 7, 1), "by": cast.admin.journal_person, "at": timezone.now()}
    YearClosing.objects.create(year=cast.year, **shut)
    AcademicYear.objects.update(closed_at=timezone.now())
    assert "<form" not in page().content.decode().split("<main", 1)[1]
    refused = page(Duty.COMPOSITION)
    assert (refused.status_code, "закрыт" in words_of(refused), Confirmation.objects.count()) == (422, True, 0)


def test_a_group_that_has_ended_begins_no_year(cast, page):
    cast.group.since, cast.group.until = date(2025, 9, 1), date(2026, 6, 30)
    cast.group.save()
    assert page().status_code == 404
    with pytest.raises(ValidationError, match="этой группы нет"):
        confirm(cast)
    assert Confirmation.objects.count() == 0


def test_a_learner_of_two_groups_lacks_in_both(cast):
    child = cast.learners[0]
    make_guardian(child, make_person("Мамина Мария Петровна"))
    Membership.objects.create(learner=child, group=cast.foreign_group, since=date(2026, 9, 1))
    found = lacking_of([cast.group.pk, cast.foreign_group.pk], date(2026, 11, 20))
    assert {one.group for one in found if "Мамина" in one.who} == {cast.group.pk, cast.foreign_group.pk}


def test_those_who_only_read_are_given_no_button(cast, client):
    client.force_login(cast.deputy)
    answer = client.get(reverse("journal:curator-start", args=[cast.group.pk]))
    assert "<form" not in answer.content.decode().split("<main", 1)[1]
    link = f'href="{reverse("journal:curator-start", args=[cast.group.pk])}"'
    assert link in client.get(reverse("journal:readiness")).content.decode()
    client.force_login(cast.secretary)
    assert link not in client.get(reverse("journal:readiness")).content.decode()


def test_queries_do_not_grow_with_the_group(cast, page):
    def asked() -> int:
        page()
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    one = asked()
    for number in range(3):
        make_guardian(make_learner(cast.group, f"Новый{number} Никита"), make_person(f"Новая{number} Нина"))
        confirm(cast)
    assert asked() == one
