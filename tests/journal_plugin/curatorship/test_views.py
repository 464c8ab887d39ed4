"""The desk and the page of reasons: whose they are, and that no mark can be touched from them (D15, H01)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.models import Change
from tests.factories.institution import give_role
from tests.factories.people import make_group
from tests.factories.statements import put_absence

READERS = ("curator", "head", "deputy", "director", "admin")
OUTSIDERS = ("teacher", "student", "parent", "foreign_curator", "foreign_teacher", "secretary", "stranger")


def desk_of(cast) -> str:
    return reverse("journal:curator-desk", args=[cast.group.pk])


def reason_of(cast, learner=None) -> str:
    return reverse("journal:curator-reason", args=[cast.group.pk, (learner or cast.learners[0]).pk])


def given(absence: Attendance, **fields) -> dict[str, str]:
    return {"lesson": f"{absence.lesson_id}:0", "excused": "yes", "reason": "справка"} | fields


@pytest.mark.parametrize("who", READERS)
def test_those_who_lead_the_group_open_its_desk(cast, client, who):
    put_absence(cast.lesson, cast.learners[0])
    client.force_login(getattr(cast, who))
    page = client.get(desk_of(cast))
    assert page.status_code == 200
    assert page.content.decode().count("<h1>Сейчас нет одного, одна причина неизвестна</h1>") == 1
    assert client.get(reason_of(cast)).status_code == 200


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_find_no_desk(cast, client, who):
    absence = put_absence(cast.lesson, cast.learners[0])
    client.force_login(getattr(cast, who))
    assert client.get(desk_of(cast)).status_code == 404
    assert client.get(reason_of(cast)).status_code == 404
    assert client.post(reason_of(cast), given(absence)).status_code == 404
    absence.refresh_from_db()
    assert (absence.explained, Change.objects.count()) == (False, 0)


@pytest.mark.row("D15", "D16")
def test_the_curator_records_the_reason_from_the_page(cast, client):
    absence = put_absence(cast.lesson, cast.learners[0])
    client.force_login(cast.curator)
    page = client.get(reason_of(cast))
    assert page.content.decode().count(f'value="{cast.lesson.pk}:0" checked') == 1
    answer = client.post(reason_of(cast), given(absence), follow=True)
    assert answer.redirect_chain == [(desk_of(cast), 302)]
    assert [str(message) for message in answer.context["messages"]] == ["Причина записана для 1 занятия."]
    absence.refresh_from_db()
    assert (absence.code, absence.excused, absence.reason, absence.reason_version) == ("н", True, "справка", 1)


@pytest.mark.parametrize("who", [each for each in READERS if each != "curator"])
def test_other_readers_see_reasons_but_record_none(cast, client, who):
    absence = put_absence(cast.lesson, cast.learners[0])
    client.force_login(getattr(cast, who))
    assert client.get(reason_of(cast)).content.decode().count('type="checkbox"') == 0
    assert client.post(reason_of(cast), given(absence)).status_code == 404
    assert Change.objects.count() == 0


def test_a_lesson_that_is_not_on_the_page_is_refused(cast, client):
    put_absence(cast.lesson, cast.learners[0])
    foreign = put_absence(cast.foreign_lesson, cast.foreign_learner)
    client.force_login(cast.curator)
    assert client.post(reason_of(cast), given(foreign)).status_code == 422
    assert client.post(reason_of(cast, cast.foreign_learner), given(foreign)).status_code == 404
    assert Change.objects.count() == 0


@pytest.mark.parametrize("missing", ["lesson", "excused"])
def test_an_incomplete_reason_is_sent_back(cast, client, missing):
    absence = put_absence(cast.lesson, cast.learners[0])
    client.force_login(cast.curator)
    sent = {name: value for name, value in given(absence).items() if name != missing}
    answer = client.post(reason_of(cast), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [missing])
    assert answer.context["form"]["reason"].value() == "справка"


def test_a_reason_given_meanwhile_is_told(cast, client):
    absence = put_absence(cast.lesson, cast.learners[0])
    client.force_login(cast.curator)
    client.post(reason_of(cast), given(absence))
    answer = client.post(reason_of(cast), given(absence, excused="no"))
    assert (answer.status_code, answer.context["form"].errors["lesson"]) == (
        422,
        ["Причину уже записал кто-то другой. Посмотрите список и отметьте занятия снова."],
    )
    absence.refresh_from_db()
    assert (absence.excused, absence.reason_version) == (True, 1)


def test_own_desk_leads_to_the_group_and_to_a_choice_of_several(cast, client):
    client.force_login(cast.curator)
    answer = client.get(reverse("journal:curator"))
    assert (answer.status_code, answer.url) == (302, desk_of(cast))
    second = make_group(cast.institution, "ОН-31")
    give_role(cast.curator.journal_person, cast.institution, "curator", group=second)
    page = client.get(reverse("journal:curator"))
    assert page.context["groups"] == ((cast.group.pk, "ОН-24"), (second.pk, "ОН-31"))
    client.force_login(cast.teacher)
    assert client.get(reverse("journal:curator")).status_code == 404


@pytest.mark.row("H13", "H14")
def test_the_desk_leads_to_the_forms_of_the_last_month_and_their_due_day(cast, client):
    client.force_login(cast.curator)
    page = client.get(desk_of(cast))
    assert [url for _name, url in page.context["forms"]] == [
        f"/journal/statements/{cast.group.pk}/form1/?month=2026-10",
        f"/journal/statements/{cast.group.pk}/form2/?month=2026-10",
    ]
    assert (page.context["due"].isoformat(), page.context["late"]) == ("2026-11-05", True)


def test_the_pages_take_the_same_queries_with_one_and_with_three_absentees(cast, client):
    client.force_login(cast.curator)
    counts = []
    for learners in (cast.learners[:1], cast.learners[1:]):
        for learner in learners:
            put_absence(cast.lesson, learner)
        client.get(desk_of(cast))
        with CaptureQueriesContext(connection) as desk:
            client.get(desk_of(cast))
        with CaptureQueriesContext(connection) as page:
            client.get(reason_of(cast))
        counts.append((len(desk), len(page)))
    assert counts[0] == counts[1]


def test_the_wanted_spell_is_ticked(cast, client):
    put_absence(cast.lessons[0], cast.learners[0])
    put_absence(cast.lesson, cast.learners[0])
    client.force_login(cast.curator)

    def ticked(query: str) -> list[str]:
        return re.findall(r'value="(\d+):0" checked', client.get(reason_of(cast) + query).content.decode())

    assert ticked("") == [str(cast.lesson.pk)]
    assert ticked("?spell=2") == [str(cast.lessons[0].pk)]
    assert ticked("?spell=99") == [str(cast.lesson.pk)]
