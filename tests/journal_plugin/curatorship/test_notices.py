"""The curator announces absences of his own group; those who read the desk read them (D14)."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from journal_plugin.attendance.models import AbsenceNotice
from tests.factories.attendance import announce, signs_of

MONDAY = date(2026, 11, 23)
READERS = ("head", "deputy", "director", "admin")
OUTSIDERS = ("teacher", "student", "parent", "foreign_curator", "secretary", "stranger")


def address(cast) -> str:
    return reverse("journal:curator-notices", args=[cast.group.pk])


def filled(learner, **fields) -> dict[str, object]:
    return {"key": uuid4(), "learner": learner.pk, "since": MONDAY, "kind": "семейные обстоятельства"} | fields


@pytest.mark.row("D14")
def test_curator_announces_for_a_learner_of_own_group_and_takes_it_back(cast, client):
    client.force_login(cast.curator)
    answer = client.post(address(cast), filled(cast.learners[1]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Об отсутствии сообщено: отмечено 1 занятие."]
    assert signs_of(cast.learners[1]) == [(23, 1, "у", "семейные обстоятельства", True)]
    ((line, withdraw),) = answer.context["rows"]
    assert (line.learner, line.days, line.state) == ("Борисов Борис", "23\xa0ноября", "ahead")
    taken_back = client.post(withdraw, follow=True)
    assert [str(message) for message in taken_back.context["messages"]] == [
        "Уведомление отозвано, его отметки об отсутствии сняты."
    ]
    assert signs_of(cast.learners[1]) == [(23, 1, "", "", True)]
    assert [row.state for row, _withdraw in client.get(address(cast)).context["rows"]] == ["withdrawn"]


def test_curator_announces_for_past_days_too(cast, client):
    client.force_login(cast.curator)
    client.post(address(cast), filled(cast.learners[1], since=date(2026, 11, 13)))
    assert signs_of(cast.learners[1]) == [(13, 1, "у", "семейные обстоятельства", True)]
    ((_line, withdraw),) = client.get(address(cast)).context["rows"]
    taken_back = client.post(withdraw, follow=True)
    assert [str(message) for message in taken_back.context["messages"]] == [
        "Уведомление отозвано. На занятиях, которые уже начались, отметка осталась."
    ]
    refused = client.post(address(cast), filled(cast.learners[1], since=date(2026, 10, 29)))
    assert (refused.status_code, refused.context["form"].errors["since"]) == (422, ["Занятия этого дня уже закрыты."])


@pytest.mark.row("M05")
def test_learner_of_another_group_is_not_among_those_to_choose(cast, client):
    client.force_login(cast.curator)
    answer = client.post(address(cast), filled(cast.foreign_learner))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["learner"])
    assert AbsenceNotice.objects.count() == 0


@pytest.mark.parametrize("who", READERS)
def test_readers_of_the_desk_read_and_write_nothing(cast, client, who):
    notice = announce(cast.parent, cast.learners[0], MONDAY)
    announce(cast.foreign_parent, cast.foreign_learner, MONDAY)
    client.force_login(getattr(cast, who))
    page = client.get(address(cast))
    assert [(line.pk, withdraw) for line, withdraw in page.context["rows"]] == [(notice.pk, "")]
    assert page.content.decode().count('method="post" action="/journal/curator') == 0
    withdraw = reverse("journal:curator-withdraw", args=[cast.group.pk, notice.pk])
    assert [client.post(url, filled(cast.learners[0])).status_code for url in (address(cast), withdraw)] == [404, 404]
    assert AbsenceNotice.objects.filter(withdrawn_at=None).count() == 2


@pytest.mark.row("M05")
@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_find_nothing(cast, client, who):
    client.force_login(getattr(cast, who))
    assert [
        client.get(address(cast)).status_code,
        client.post(address(cast), filled(cast.learners[0])).status_code,
    ] == [
        404,
        404,
    ]


@pytest.mark.row("M05")
def test_notice_of_another_group_is_not_withdrawn_under_the_address_of_own(cast, client):
    other = announce(cast.foreign_parent, cast.foreign_learner, MONDAY)
    client.force_login(cast.curator)
    url = reverse("journal:curator-withdraw", args=[cast.group.pk, other.pk])
    assert client.post(url).status_code == 404
    other.refresh_from_db()
    assert other.withdrawn_at is None
