"""The first entry, and the pages on which logins are given, through the real login form."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.accounts.actions import reset_login
from journal_plugin.accounts.models import FirstPassword
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.people import make_group, make_guardian, make_learner, make_person, make_staff

OWN = "собственный-пароль-2026"


def sign_in(client, login, password, **extra):
    """Send the login form as a browser does."""
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra)


@pytest.fixture
def slip(cast):
    """The teacher's slip: (login, one-time password)."""
    return reset_login(person=cast.teacher.journal_person, by=cast.admin)


@pytest.mark.row("L01")
@pytest.mark.parametrize("address", ["/", "/admin/", "/admin/journal/room/", "/accounts/email/"])
def test_first_password_lets_nowhere_but_to_the_own_password(client, slip, address):
    """Every address leads to the page of the own password, Wagtail's admin too; after it the way is free."""
    assert sign_in(client, *slip).status_code == 302
    response = client.get(address)
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("journal:own_password"))
    answer = client.post(response.url, {"new_password1": OWN, "new_password2": OWN, "next": address})
    assert (answer.status_code, answer.url) == (302, address)
    assert FirstPassword.objects.count() == 0
    assert "own-password" not in client.get(address).headers.get("Location", "")
    client.logout()
    assert sign_in(client, slip[0], OWN).status_code == 302


@pytest.mark.row("L01")
def test_the_password_of_the_slip_is_no_own_password(client, slip):
    """Typing the same again changes nothing."""
    sign_in(client, *slip)
    page = client.post(reverse("journal:own_password"), {"new_password1": slip[1], "new_password2": slip[1]})
    assert page.status_code == 200
    assert FirstPassword.objects.count() == 1


def test_debt_costs_no_query_after_signing_in(client, cast, slip):
    """The redirect reads the session, not the table; a page of who owes nothing asks the table neither."""
    for login, password in (slip, ("director", "password")):
        sign_in(client, login, password)
        with CaptureQueriesContext(connection) as caught:
            client.get("/admin/")
        assert [query["sql"] for query in caught if "firstpassword" in query["sql"]] == []


def test_debtor_may_sign_out(client, slip):
    """On a shared machine one can always leave."""
    sign_in(client, *slip)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_own_password_sent_elsewhere_returns_home(client, slip):
    """An address of another host is not followed."""
    sign_in(client, *slip)
    answer = client.post(
        reverse("journal:own_password"), {"new_password1": OWN, "new_password2": OWN, "next": "https://evil.example/"}
    )
    assert answer.url == "/"


def test_session_ends_with_the_browser(client, cast):
    """Without the tick the cookie has no date."""
    sign_in(client, "teacher", "password")
    assert client.cookies["sessionid"]["expires"] == ""
    assert client.session.get_expire_at_browser_close() is True


def test_five_failures_lock_one_login_and_not_its_neighbour(client, cast):
    """Five wrong passwords for the teacher: the right one is refused too; the director next to him enters."""
    for _attempt in range(5):
        assert sign_in(client, "teacher", "wrong").status_code == 200
    locked = sign_in(client, "teacher", "password")
    assert (locked.status_code, "_auth_user_id" in client.session) == (200, False)
    assert sign_in(client, "director", "password").status_code == 302


def test_registration_is_closed(client, db):
    """No form, and a hand-made POST makes nobody."""
    page = client.get(reverse("account_signup"))
    assert b"<form" not in page.content.split(b"<main")[1].split(b"</main")[0]
    client.post(reverse("account_signup"), {"username": "x", "password1": OWN, "password2": OWN, "email": "x@x.ru"})
    assert get_user_model().objects.count() == 0


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_there_is_one_door_to_sign_in(client, cast, address):
    """Wagtail's own login forms count no failures, so they are not served."""
    answer = client.post(address, {"username": "teacher", "password": "password"})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.row("L03")
def test_administrator_gives_logins_to_a_group_and_prints_slips(client, cast):
    """Learners without a login and their guardians get slips; who has one is left out."""
    client.force_login(cast.admin)
    address = reverse("journal:group_logins", args=[cast.group.pk])
    page = client.get(address)
    offered = [int(pk) for pk in re.findall(r'name="persons" value="(\d+)"', page.content.decode())]
    people = [cast.learners[0].person, cast.parent.journal_person, cast.learners[1].person, cast.learners[2].person]
    assert offered == [person.pk for person in people]
    answer = client.post(address, {"what": "give", "persons": offered})
    assert [slip.login for slip in answer.context["slips"]] == ["borisov.bb", "vetrova.vv"]
    for slip in answer.context["slips"]:
        assert slip.password in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(address).content.decode().count(answer.context["slips"][0].password) == 0


@pytest.mark.parametrize("who", ["teacher", "curator", "deputy", "director", "secretary", "parent", "student"])
def test_pages_of_logins_are_404_for_others(client, cast, who):
    """The same addresses open for the administrator."""
    addresses = [reverse("journal:logins"), reverse("journal:group_logins", args=[cast.group.pk])]
    client.force_login(getattr(cast, who))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(cast.admin)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_administrator_of_another_institution_sees_no_group_of_ours(client, cast):
    """On his own site the group's address is 404, on ours the whole page is; a foreign id in the form gives no login."""
    school = make_institution("127.0.0.1", default=False, short_name="Школа")
    person = make_staff(school, "Школьный Админ").person
    give_role(person, school, Role.ADMIN)
    client.force_login(make_user("school_admin", person=person))
    group = reverse("journal:group_logins", args=[cast.group.pk])
    assert client.get(group).status_code == 404
    assert client.get(group, headers={"host": "127.0.0.1"}).status_code == 404
    foreign = {"what": "give", "persons": [cast.learners[1].person.pk]}
    client.post(reverse("journal:logins"), foreign, headers={"host": "127.0.0.1"})
    cast.learners[1].person.refresh_from_db()
    assert cast.learners[1].person.user_id is None


def test_list_of_logins_asks_the_same_questions_for_one_and_three(client, cast):
    """Rows of a group do not make queries."""
    one = make_group(cast.institution, "ОД-1")
    make_learner(one, "Один Один Один")
    client.force_login(cast.admin)
    counts = []
    for group in (one, cast.group):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("journal:group_logins", args=[group.pk]))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_slips_are_printed_in_august_for_september(client, cast):
    """Groups, learners, guardians and staff who begin later are listed, each once; who has left is not."""
    begins = date(2027, 9, 1)
    group = make_group(cast.institution, "ОН-27", since=begins)
    learner = make_learner(group, "Будущая Белла", since=begins)
    make_guardian(learner, make_person("Будущий Богдан"), since=begins)
    make_learner(group, "Ушедший Устин", since=date(2026, 9, 1), until=date(2026, 10, 1))
    make_staff(cast.institution, "Новая Нина", since=begins)
    client.force_login(cast.admin)
    staff = client.get(reverse("journal:logins"))
    assert (group.pk, "ОН-27") in staff.context["groups"]
    assert "Новая Нина" in [row.name for row, _mine in staff.context["rows"]]
    rows = client.get(reverse("journal:group_logins", args=[group.pk])).context["rows"]
    assert [(row.name, row.whose) for row, _mine in rows] == [
        ("Будущая Белла", ""),
        ("Будущий Богдан", "Будущая Белла"),
    ]


@pytest.mark.row("L03")
def test_administrator_prints_a_new_slip_and_the_old_password_is_dead(client, cast):
    """The new one enters and is owed again; only who was ticked is touched."""
    client.force_login(cast.admin)
    page = reverse("journal:group_logins", args=[cast.group.pk])
    (slip,) = client.post(page, {"what": "reset", "persons": [cast.learners[0].person_id]}).context["slips"]
    client.logout()

    assert (slip.person_id, slip.login) == (cast.learners[0].person_id, "student")
    sign_in(client, "student", "password")
    assert "_auth_user_id" not in client.session
    answer = sign_in(client, "student", slip.password)
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(cast.student.pk))
    assert FirstPassword.objects.filter(user=cast.student).exists()
    client.logout()
    sign_in(client, "parent", "password")
    assert client.session["_auth_user_id"] == str(cast.parent.pk)


@pytest.mark.row("D30")
def test_login_is_said_to_be_personal_where_it_is_given_and_used(client, slip):
    page = client.get(reverse("account_login")).content.decode().replace("\u00a0", " ")
    assert "передавать их другим запрещено" in page
    client.login(username=slip[0], password=slip[1])
    page = client.get(reverse("journal:own_password")).content.decode().replace("\u00a0", " ")
    assert "Журнал ведут лично" in page
