"""The page of a group's consents: ticked, recorded, withdrawn; told on the page of the year's beginning and in the report."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.monitoring.queries.readiness import stages_of
from journal_plugin.people.models import Consent, Guardianship, Person
from tests.factories.people import make_group, make_guardian, make_learner, make_person
from tests.words import words_of

CHECK = "Согласия на обработку персональных данных"


@pytest.fixture(autouse=True)
def ages(cast) -> None:
    """Аня is sixteen and has a mother, Борис is of age, Вера is thirteen and nobody stands in her card."""
    for learner, born in zip(cast.learners, (date(2010, 5, 1), date(2008, 5, 1), date(2013, 5, 1)), strict=True):
        Person.objects.filter(pk=learner.person_id).update(birth_date=born)


@pytest.fixture
def page(cast, client):
    """The curator's page: without fields it is read, with them it is sent."""
    client.force_login(cast.curator)
    address = reverse("journal:curator-consents", args=[cast.group.pk])

    def open_page(*pairs, **fields):
        if not pairs and not fields:
            return client.get(address)
        values = [f"{learner.pk}:{person.pk}" for learner, person in pairs]
        sent = {"giver": values, "given_on": "2026-11-20", "how": "", "key": uuid4()} | fields
        return client.post(address, sent, follow=True)

    return open_page


def missing(cast) -> list[str]:
    """What the readiness report misses of consents."""
    checks = {check.title: check for stage in stages_of(cast.year) for check in stage.checks}
    return [f"{one.what} {one.owes}".replace("\xa0", " ") for one in checks[CHECK].missing]


def test_a_curator_ticks_those_who_have_brought_theirs(cast, page):
    anna, boris, _vera = cast.learners
    mother = cast.parent.journal_person
    answer = page()
    text = words_of(answer)
    assert "Согласия: не хватает 4" in text
    assert "Представитель в карточке не записан" in text
    body = answer.content.decode()
    assert f'value="{anna.pk}:{mother.pk}" form="give"' in body
    assert f'value="{cast.learners[2].pk}:{cast.learners[2].person_id}"' not in body
    done = words_of(page((anna, anna.person), (anna, mother), (boris, boris.person), how="бланк № 5"))
    assert "Записано 3 согласия." in done
    assert "Согласия: не хватает 1" in done
    assert "Андреева М. О., мать 20 ноября, бланк № 5, записано: Куратова К. К." in done
    assert Consent.objects.count() == 3


def test_what_cannot_be_recorded_is_said_and_the_ticks_stay(cast, page):
    anna = cast.learners[0]
    pair = (anna, anna.person)
    for fields, words in (
        ({"given_on": "2026-11-21"}, "ещё не наступил"),
        ({"given_on": "1926-11-20"}, "слишком давний"),
        ({"given_on": "2026-13-45"}, "поправьте поля формы"),
    ):
        refused = page(pair, **fields)
        assert (refused.status_code, words in words_of(refused)) == (422, True), fields
        assert f'value="{anna.pk}:{anna.person_id}" form="give" checked' in refused.content.decode()
    assert "Отметьте хотя бы одного" in words_of(page(giver=[]))
    stranger = page(pair, (cast.foreign_learner, cast.foreign_learner.person))
    assert (stranger.status_code, "Список тем временем изменился" in words_of(stranger)) == (422, True)
    assert page(giver=["1:2:3", "x", "9" * 40]).status_code == 422
    assert Consent.objects.count() == 0


def test_the_same_submission_sent_twice_is_recorded_once(cast, page):
    anna = cast.learners[0]
    key = uuid4()
    for _time in range(2):
        assert "Записано 1 согласие." in words_of(page((anna, anna.person), key=key))
    other = page((anna, anna.person))
    assert (other.status_code, "уже записали" in words_of(other)) == (422, True)
    assert Consent.objects.count() == 1


def test_a_consent_is_withdrawn_with_a_reason_and_stays_in_the_book(cast, page, client):
    anna = cast.learners[0]
    page((anna, anna.person))
    row = Consent.objects.get()
    address = reverse("journal:consent-withdraw", args=[cast.group.pk, row.pk])
    empty = client.post(address, {"why": " "})
    assert (empty.status_code, "Напишите, почему отозвано" in words_of(empty)) == (422, True)
    assert "<details open>" in empty.content.decode()
    done = words_of(client.post(address, {"why": "заявление от 20 ноября"}, follow=True))
    assert "Согласия: не хватает 4" in done
    assert "Отозваны: 1" in done
    assert "Отозвано 20 ноября: заявление от 20 ноября записано: Куратова К. К." in done
    again = client.post(address, {"why": "иначе"})
    assert (again.status_code, "уже отозвано" in words_of(again)) == (422, True)
    row.refresh_from_db()
    assert row.why == "заявление от 20 ноября"


def test_a_consent_of_another_group_is_not_there(cast, client):
    child = cast.foreign_learner
    fields = {"given_on": date(2026, 11, 20), "by": cast.admin.journal_person, "at": "2026-11-20T10:00Z"}
    row = Consent.objects.create(learner=child, giver=child.person, key=uuid4(), **fields)
    client.force_login(cast.curator)
    for group in (cast.group, cast.foreign_group):
        address = reverse("journal:consent-withdraw", args=[group.pk, row.pk])
        assert client.post(address, {"why": "чужое"}).status_code == 404
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_only_the_curator_of_today_opens_the_page(cast, page, client):
    order = cast.curator.journal_person.roles.filter(role="curator")
    for days, status in (
        ({"until": date(2026, 11, 19)}, 404),
        ({"until": None, "since": date(2026, 11, 21)}, 404),
        ({"since": date(2026, 11, 20), "until": date(2026, 11, 20)}, 200),
    ):
        order.update(**days)
        assert page().status_code == status, days
        assert page((cast.learners[0], cast.learners[0].person)).status_code == status, days


def test_a_part_of_a_group_has_no_page_of_its_own(cast, client):
    part = make_group(cast.institution, "ОН-24, первая", parent=cast.group)
    client.force_login(cast.deputy)
    assert client.get(reverse("journal:curator-consents", args=[part.pk])).status_code == 404


def test_words_of_people_are_text_and_not_a_page(cast, page, client):
    anna = cast.learners[0]
    wild = '<script>alert(1)</script>" onfocus="x'
    assert wild not in page((anna, anna.person), how=wild).content.decode()
    address = reverse("journal:consent-withdraw", args=[cast.group.pk, Consent.objects.get().pk])
    assert wild not in client.post(address, {"why": wild * 9}).content.decode()
    kept = client.post(address, {"why": wild}, follow=True).content.decode()
    assert ("&lt;script&gt;" in kept, wild in kept) == (True, False)


def test_a_page_that_has_lost_its_key_says_what_to_do(cast, page):
    anna = cast.learners[0]
    for key in ("", "0", "0" * 400):
        refused = page((anna, anna.person), key=key)
        assert (refused.status_code, "Откройте её заново" in words_of(refused)) == (422, True), key
    assert Consent.objects.count() == 0


def test_consents_of_who_has_left_are_read_and_no_more_collected(cast, page):
    """A group that is over shows its last day and no form that could only refuse."""
    anna = cast.learners[0]
    page((anna, anna.person))
    cast.group.memberships.update(until=date(2026, 11, 10))
    type(cast.group).objects.filter(pk=cast.group.pk).update(until=date(2026, 11, 10))
    main = page().content.decode().split("<main", 1)[1]
    assert ("<form" in main, 'type="checkbox"' in main, "Андреева Анна" in main) == (False, False, True)
    assert page((anna, anna.person)).status_code == 422


@pytest.mark.parametrize(("who", "writes"), [("deputy", True), ("admin", True), ("director", False)])
def test_the_deputy_and_the_administrator_collect_too_and_the_director_reads(cast, client, who, writes):
    client.force_login(getattr(cast, who))
    address = reverse("journal:curator-consents", args=[cast.group.pk])
    main = client.get(address).content.decode().split("<main", 1)[1]
    assert ("<form" in main, 'type="checkbox"' in main, "Андреева" in main) == (writes, writes, True)
    anna = cast.learners[0]
    sent = {"giver": f"{anna.pk}:{anna.person_id}", "given_on": "2026-11-20", "key": uuid4()}
    assert client.post(address, sent).status_code == (302 if writes else 404)
    assert Consent.objects.count() == writes


def test_the_beginning_of_the_year_counts_them_for_those_who_read_them(cast, page, client):
    start = reverse("journal:curator-start", args=[cast.group.pk])
    link = f'href="{reverse("journal:curator-consents", args=[cast.group.pk])}"'
    page()
    for user in (cast.curator, cast.deputy, cast.director):
        client.force_login(user)
        answer = client.get(start)
        assert ("Не хватает 4 согласий." in words_of(answer), link in answer.content.decode()) == (True, True)
    client.force_login(cast.head)
    assert (CHECK in words_of(client.get(start)), link in client.get(start).content.decode()) == (False, False)
    Person.objects.update(birth_date=date(2000, 1, 1))
    client.force_login(cast.curator)
    page(*((learner, learner.person) for learner in cast.learners))
    assert "Все согласия даны." in words_of(client.get(start))


def test_the_report_names_the_group_and_who_owes(cast, page, client):
    link = f'href="{reverse("journal:curator-consents", args=[cast.group.pk])}"'
    assert f"{cast.group.name}: не хватает 4 согласий Куратова К. К." in missing(cast)
    for user, opens in ((cast.deputy, True), (cast.director, True), (cast.secretary, False)):
        client.force_login(user)
        assert (link in client.get(reverse("journal:readiness")).content.decode()) is opens
    Guardianship.objects.create(
        learner=cast.learners[2], guardian=make_person("Ветрова Валерия"), since=date(2026, 9, 1), relation="mother"
    )
    client.force_login(cast.curator)
    people = [
        (cast.learners[0], cast.parent.journal_person),
        (cast.learners[2], Person.objects.get(last_name="Ветрова", first_name="Валерия")),
    ]
    page(*people, *((one, one.person) for one in cast.learners[:2]))
    assert [line for line in missing(cast) if cast.group.name in line] == []


def test_queries_do_not_grow_with_the_group(cast, page):
    def asked() -> int:
        page()
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    for learner in cast.learners[1:]:
        learner.memberships.all().delete()
    page((cast.learners[0], cast.learners[0].person))
    one = asked()
    for number in range(3):
        new, kin = make_learner(cast.group, f"Новый{number} Никита"), make_person(f"Новая{number} Нина")
        make_guardian(new, kin)
        page((new, new.person), (new, kin))
        assert Consent.objects.filter(learner=new).count() == 2
    assert asked() == one


def test_statements_of_a_submission_do_not_grow_with_its_ticks(cast, page):
    def cost(*pairs) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page(*pairs).status_code == 200
        return len(queries)

    Person.objects.update(birth_date=date(2000, 1, 1))
    new = [make_learner(cast.group, f"Новый{number} Никита") for number in range(4)]
    page()
    assert cost((new[0], new[0].person)) == cost(*((one, one.person) for one in new[1:]))
