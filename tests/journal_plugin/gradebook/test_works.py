"""Kinds of work of a lesson, added and changed from its panel."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from journal_plugin.lessons.models import Change, Work
from tests.factories.gradebook import save_as, text

READERS = ("curator", "deputy", "director", "head", "admin")
STRANGERS = ("foreign_teacher", "foreign_curator", "foreign_parent", "parent", "student", "stranger")


def post_work(client, cast, lesson, **asked):
    url = reverse("journal:grid-works", args=[cast.journal.pk, lesson.pk])
    return client.post(url, json.dumps({"key": str(uuid4()), **asked}), "application/json")


@pytest.mark.row("D07", "D11")
def test_kind_of_work_is_added_and_changed_with_history(filled, client):
    client.force_login(filled.teacher)
    kinds = dict(filled.works[0].kind.__class__.objects.values_list("code", "pk"))
    added = post_work(client, filled, filled.lesson, kind=kinds["ВМ"])
    assert added.status_code == 200
    asked = {"kind": kinds["КР"], "work": filled.works[0].pk}
    assert post_work(client, filled, filled.lesson, **asked).json()["marks"] == 1
    assert post_work(client, filled, filled.lesson, **asked, agreed=True).status_code == 200
    filled.works[0].refresh_from_db()
    assert (filled.works[0].kind.code, filled.works[0].weight) == ("КР", 3)
    assert list(Change.objects.filter(what="work").values_list("old", "new")) == [("", "ВМ ×3"), ("ОТ ×1", "КР ×3")]


def test_title_of_a_work_is_written_with_history(filled, client):
    client.force_login(filled.teacher)
    asked = {"kind": filled.works[0].kind_id, "work": filled.works[0].pk}
    answers = [
        post_work(client, filled, filled.lesson, **asked, title=title) for title in (" Сплавы ", "Сплавы", "x" * 256, 5)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 400, 400]
    assert post_work(client, filled, filled.lesson, **asked).status_code == 200
    assert list(Change.objects.filter(what="work").values_list("old", "new")) == [("ОТ ×1", "ОТ ×1 «Сплавы»")]
    assert Work.objects.get(pk=filled.works[0].pk).title == "Сплавы"


def test_kinds_of_work_are_closed_to_others_and_in_shut_lessons(filled, client):
    kind = filled.works[0].kind_id
    for who in (*READERS, *STRANGERS):
        client.force_login(getattr(filled, who))
        assert post_work(client, filled, filled.lesson, kind=kind).status_code == 404
    client.force_login(filled.teacher)
    assert post_work(client, filled, filled.lessons[0], kind=kind).status_code == 422
    assert post_work(client, filled, filled.lesson, kind=999999).status_code == 422
    assert post_work(client, filled, filled.lesson, kind="x").status_code == 400
    foreign = filled.foreign_lesson.works.get().pk
    assert post_work(client, filled, filled.lesson, kind=kind, work=foreign).status_code == 404
    assert Change.objects.filter(what="work").count() == 0


def test_key_of_another_entry_adds_no_kind_of_work(client, cast):
    client.force_login(cast.teacher)
    entry = text("topic", cast.lessons[2], "Сплавы")
    save_as(cast.teacher, cast.journal, entry)
    body = {"key": str(entry.key), "kind": cast.works[0].kind_id}
    url = reverse("journal:grid-works", args=[cast.journal.pk, cast.lesson.pk])
    response = client.post(url, json.dumps(body), "application/json")
    assert (response.status_code, Work.objects.filter(lesson=cast.lesson).count()) == (422, 2)
