"""Giving logins: names, one-time passwords, whose logins an administrator serves."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.access.models import AuditEntry
from journal_plugin.accounts.actions import give_login, give_logins, reset_login, set_own_password
from journal_plugin.accounts.models import FirstPassword
from journal_plugin.accounts.passwords import login_name, one_time_password
from tests.factories.institution import make_institution, make_year
from tests.factories.people import make_group, make_guardian, make_learner, make_person, make_staff


@pytest.mark.row("L01")
def test_given_login_enters_with_the_password_on_the_slip(cast, client):
    """The administrator gets a name and a password that let the owner in, and the owner owes an own password."""
    person = cast.learners[1].person
    login, password = give_login(person=person, by=cast.admin)
    person.refresh_from_db()
    assert person.user.get_username() == login == "borisov.bb"
    assert person.user.check_password(password)
    assert FirstPassword.objects.filter(user=person.user).count() == 1


def test_logins_are_given_once(cast):
    """Who has a login keeps it: in a list he is left out, alone he is refused."""
    person = cast.learners[0].person
    assert give_logins(persons=[person], by=cast.admin) == ()
    with pytest.raises(ValidationError):
        give_login(person=person, by=cast.admin)


def test_namesakes_get_different_names(db):
    """Two people of one name, and a third who is taken already."""
    people = [make_person("Иванов Иван Иванович") for _n in range(3)]
    slips = give_logins(persons=people)
    assert [slip.login for slip in slips] == ["ivanov.ii", "ivanov.ii2", "ivanov.ii3"]


def test_mail_of_two_people_becomes_nobodys_login(db):
    """A mail address that two people share would sign either in as the other."""
    shared = [make_person(name, email="family@example.org") for name in ("Котов Кот", "Котова Кошка")]
    alone = make_person("Один Одиноков", email="alone@example.org")
    give_logins(persons=[*shared, alone])
    assert list(get_user_model().objects.order_by("pk").values_list("email", flat=True)) == [
        "",
        "",
        "alone@example.org",
    ]


def test_reset_password_replaces_the_old_and_is_owed_again(cast):
    """The old password is dead, the new one is a first password again, the log names who did it."""
    login, password = reset_login(person=cast.teacher.journal_person, by=cast.admin)
    cast.teacher.refresh_from_db()
    assert login == "teacher"
    assert (cast.teacher.check_password("password"), cast.teacher.check_password(password)) == (False, True)
    assert FirstPassword.objects.filter(user=cast.teacher).exists()
    assert AuditEntry.objects.filter(action="journal.login.reset", user=cast.admin).count() == 1


def test_own_password_pays_the_debt(cast):
    """After it nothing is owed."""
    reset_login(person=cast.teacher.journal_person, by=cast.admin)
    set_own_password(user=cast.teacher, password="моя-длинная-фраза")
    assert FirstPassword.objects.count() == 0
    assert cast.teacher.check_password("моя-длинная-фраза")


@pytest.mark.parametrize("who", ["teacher", "curator", "deputy", "director", "secretary", "parent"])
def test_only_keepers_of_accounts_give_logins(cast, who):
    """The same person, the same moment: the administrator may, others may not."""
    person = cast.learners[2].person
    with pytest.raises(PermissionDenied):
        give_login(person=person, by=getattr(cast, who))
    assert give_login(person=person, by=cast.admin)[0] == "vetrova.vv"


def test_administrator_never_gets_the_password_of_a_superuser_or_of_another_institution(cast):
    """A person of the school, a parent known at both, and a superuser of our own staff."""
    school = make_institution("school.test", default=False, short_name="Школа")
    make_year(school)
    pupil = make_learner(make_group(school, "5А"), "Школьников Шура")
    both = cast.parent.journal_person
    make_guardian(pupil, both)
    root = make_staff(cast.institution, "Рутов Родион")
    root.person.user = get_user_model().objects.create_superuser("root")
    root.person.save()
    for person in (pupil.person, both, root.person):
        with pytest.raises(PermissionDenied):
            (reset_login if person.user_id else give_login)(person=person, by=cast.admin)
    assert reset_login(person=cast.student.journal_person, by=cast.admin)[0] == "student"


def test_giving_logins_writes_in_a_constant_number_of_statements(db):
    """One and three people differ only by their lines of the audit log."""
    counts = []
    for names in (["Первый Пётр"], ["Второй Пётр", "Третий Пётр", "Четвёртый Пётр"]):
        people = [make_person(name) for name in names]
        with CaptureQueriesContext(connection) as caught:
            give_logins(persons=people)
        writes = [sql for sql in (query["sql"] for query in caught) if sql.startswith(("INSERT", "UPDATE"))]
        counts.append(len([sql for sql in writes if "journal_auditentry" not in sql]))
    assert counts == [3, 3]


def test_one_time_password_is_readable():
    """Three words of syllables and two digits, no sign that looks like another."""
    passwords = {one_time_password() for _n in range(200)}
    assert len(passwords) == 200
    assert {len(password) for password in passwords} == {17}
    assert set("".join(passwords)) & set("lIO01cqxyjw") == set()


def test_login_name_of_any_script():
    """Letters of other alphabets and an empty name still make a login."""
    assert login_name("Ёлкина-Щукина", "Юлия", "", ()) == "elkina-shchukina.y"
    assert login_name("", "", "", ()) == "login"
