"""Lists do not change the people of another institution."""

from datetime import date

import pytest

from journal_plugin.people.models import Guardianship, Person
from tests.factories.exchange import put
from tests.factories.institution import make_institution
from tests.factories.people import make_group, make_guardian, make_learner, make_person, make_staff

HEAD = "ФИО;Группа;Родитель 1;Телефон родителя 1;Почта родителя 1\n"


@pytest.fixture
def school(cast):
    return make_institution(short_name="Школа", city="Пермь", hostname="school.test")


def test_guardian_known_at_another_institution_keeps_his_contacts(cast, school):
    mother = make_person("Гусева Ольга Ивановна", phone="+7 900 000-00-02", email="olga@example.org")
    make_guardian(make_learner(make_group(school, "7А"), "Гусев Гордей"), mother)
    put(cast, "learners", f"{HEAD}Гусев Глеб;ОН-24;Гусева Ольга Ивановна;+7 900 000-00-02;thief@example.org\n")
    mother.refresh_from_db()
    assert (mother.phone, mother.email) == ("+7 900 000-00-02", "olga@example.org")
    assert Guardianship.objects.filter(guardian=mother).count() == 2
    assert Person.objects.filter(last_name="Гусева").count() == 1


@pytest.mark.row("L03")
def test_guardian_of_one_institution_gets_the_contacts_of_its_list(cast):
    for mail in ("old@example.org", "new@example.org"):
        put(cast, "learners", f"{HEAD}Гусев Глеб;ОН-24;Гусева Ольга Ивановна;+7 900 000-00-02;{mail}\n")
    assert Person.objects.get(last_name="Гусева").email == "new@example.org"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("staff", "Код;ФИО;Дата рождения;Почта\n7;Иванов Иван;01.01.1990;thief@example.org\n"),
        ("learners", "Код;ФИО;Дата рождения;Почта;Группа\n7;Иванов Иван;01.01.1990;thief@example.org;ОН-24\n"),
    ],
)
def test_card_of_somebody_who_works_elsewhere_too_keeps_the_human(cast, school, what, text):
    human = make_person("Соболева Полина Марковна", email="polina@example.org", birth_date=date(1980, 3, 14))
    make_staff(school, person=human)
    if what == "staff":
        make_staff(cast.institution, person=human, external_id="7")
    else:
        make_learner(cast.group, person=human, external_id="7")
    put(cast, what, text)
    human.refresh_from_db()
    assert (human.full_name, human.email, human.birth_date) == (
        "Соболева Полина Марковна",
        "polina@example.org",
        date(1980, 3, 14),
    )
