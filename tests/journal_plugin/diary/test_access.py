"""Another family's child is 404 at every address, for whoever asks; a guest is sent to sign in."""

from datetime import date

import pytest
from django.test import Client

from journal_plugin.people.models import Guardianship
from tests.cast import Cast
from tests.factories.institution import make_user
from tests.factories.people import make_guardian, make_person
from tests.journal_plugin.diary.conftest import Written
from tests.journal_plugin.diary.reading import html_of, signed_in, words

SCREENS = (
    "",
    "2026-11-20/",
    "marks/",
    "marks/t1/",
    "absences/",
    "absences/y1/",
    "mark/{mark}/",
    "subject/{element}/t1/",
)
STRANGERS = (
    "foreign_parent",
    "stranger",
    "teacher",
    "curator",
    "deputy",
    "director",
    "head",
    "admin",
    "secretary",
    "editor",
    "system",
)


def addresses(cast: Cast, written: Written) -> list[str]:
    """Every screen of Аня's diary."""
    anna = cast.learners[0].pk
    term, year = f"t{cast.term.pk}", f"y{cast.year.pk}"
    return [
        f"/dnevnik/{anna}/{screen.format(mark=written.five.pk, element=cast.element.pk)}".replace("t1", term).replace(
            "y1", year
        )
        for screen in SCREENS
    ]


@pytest.mark.row("G01")
@pytest.mark.row("M05")
@pytest.mark.parametrize("who", STRANGERS)
def test_foreign_child_is_not_found_at_any_address(cast: Cast, diary, written: Written, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert {client.get(address).status_code for address in addresses(cast, written)} == {404}


@pytest.mark.row("G01")
@pytest.mark.parametrize("who", ["parent", "student"])
def test_classmates_diary_is_not_found_by_either_and_opens_for_his_own_family(
    cast: Cast, diary, written: Written, who: str
) -> None:
    boris = cast.learners[1]
    family = make_guardian(boris, make_person("Борисова Белла Борисовна")).guardian
    own = [
        address.replace(f"/{cast.learners[0].pk}/", f"/{boris.pk}/", 1).replace(
            f"mark/{written.five.pk}", f"mark/{written.other.pk}"
        )
        for address in addresses(cast, written)
    ]
    assert {signed_in(getattr(cast, who)).get(address).status_code for address in own} == {404}
    mother = signed_in(make_user("borisova", person=family))
    assert {mother.get(address).status_code for address in own} == {200}


@pytest.mark.row("G01")
@pytest.mark.parametrize("who", ["parent", "student"])
def test_own_child_opens_at_every_address(cast: Cast, diary, written: Written, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert {client.get(address).status_code for address in addresses(cast, written)} == {200}


@pytest.mark.row("M05")
def test_own_child_does_not_open_another_childs_mark(cast: Cast, diary, written: Written) -> None:
    client, anna, boris = signed_in(cast.parent), cast.learners[0].pk, cast.learners[1].pk
    found = [client.get(f"/dnevnik/{pk}/mark/{written.other.pk}/").status_code for pk in (anna, boris)]
    assert found == [404, 404]


def test_own_second_childs_mark_does_not_open_under_the_first(cast: Cast, diary, written: Written) -> None:
    make_guardian(cast.learners[1], cast.parent.journal_person)
    client, anna, boris = signed_in(cast.parent), cast.learners[0].pk, cast.learners[1].pk
    found = [client.get(f"/dnevnik/{pk}/mark/{written.other.pk}/").status_code for pk in (anna, boris)]
    assert found == [404, 200]


@pytest.mark.row("G01")
def test_ended_guardianship_closes_the_diary_the_day_after(cast: Cast, diary, written: Written) -> None:
    rows = Guardianship.objects.filter(learner=cast.learners[0])
    rows.update(until=date(2026, 11, 20))
    assert {signed_in(cast.parent).get(address).status_code for address in addresses(cast, written)} == {200}
    rows.update(until=date(2026, 11, 19))
    assert {signed_in(cast.parent).get(address).status_code for address in addresses(cast, written)} == {404}


@pytest.mark.row("I01")
def test_trusted_person_reads_the_diary_to_the_day_that_was_set(cast: Cast, diary, written: Written, clock) -> None:
    neighbour = make_person("Доверенная Дарья Денисовна")
    make_guardian(cast.learners[0], neighbour, relation="trusted", until=date(2026, 11, 20))
    client = signed_in(make_user("neighbour", person=neighbour))
    assert {client.get(address).status_code for address in addresses(cast, written)} == {200}
    clock.shift(24 * 3600)
    assert {client.get(address).status_code for address in addresses(cast, written)} == {404}


def test_rule_is_asked_for_today_at_each_request(cast: Cast, diary, clock) -> None:
    Guardianship.objects.filter(learner=cast.learners[0]).update(until=date(2026, 11, 21))
    address = f"/dnevnik/{cast.learners[0].pk}/"
    before = signed_in(cast.parent).get(address).status_code
    clock.shift(2 * 24 * 3600)
    assert (before, signed_in(cast.parent).get(address).status_code) == (200, 404)


def test_guest_is_sent_to_sign_in_and_back(cast: Cast, diary, written: Written) -> None:
    answers = [Client().get(address) for address in ("/dnevnik/", *addresses(cast, written))]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"/accounts/login/?next={address}") for address in ("/dnevnik/", *addresses(cast, written))
    ]


@pytest.mark.parametrize("who", ["stranger", "teacher", "director"])
def test_reader_without_a_learner_is_told_where_to_go(cast: Cast, diary, who: str) -> None:
    assert words(html_of(getattr(cast, who), "/dnevnik/")) == (
        "Дневник|К вашему входу не привязан обучающийся|Дневник открывается обучающимся и их родителям. "
        "Если вы один из них, попросите куратора или учебную часть связать ваш вход с обучающимся."
        "|Преподаватели и администрация видят отметки в журналах.|На главную"
    )


@pytest.mark.parametrize(
    "rest", ["2026-02-31/", "0001-01-01/", "marks/t999999/", "absences/x/", "mark/999999/", "99/x/y/"]
)
def test_senseless_address_is_not_found(cast: Cast, diary, rest: str) -> None:
    assert signed_in(cast.parent).get(f"/dnevnik/{cast.learners[0].pk}/{rest}").status_code == 404


def test_page_is_kept_by_no_cache(cast: Cast, diary) -> None:
    assert signed_in(cast.parent).get("/dnevnik/")["Cache-Control"] == "private, no-store"


def test_shell_of_one_reader_never_shows_another(cast: Cast, diary) -> None:
    first, second = (signed_in(user).get("/dnevnik/").content.decode() for user in (cast.parent, cast.foreign_parent))
    assert ["Андреева" in first, "Яковлева" in first, "Андреева" in second, "Яковлева" in second] == [
        True,
        False,
        False,
        True,
    ]
