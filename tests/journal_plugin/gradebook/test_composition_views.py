"""Pages of subgroups as a browser asks for them (D18, D19)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Distribution
from journal_plugin.people.models import Membership
from tests.factories.compositions import MONDAY, make_divided
from tests.factories.people import join, make_group, make_learner


@pytest.fixture
def divided(cast):
    return make_divided(cast)


def filled(page, **changes) -> dict:
    """What the browser sends back: every field of the form as it came, and the changes."""
    form = page.context["form"]
    said = {name: form[name].value() for name in ("since", "key", "seen")}
    parts = {f"part-{row.learner}": row.part or "" for row in page.context["page"].rows}
    return {name: str(value) for name, value in (said | parts | changes).items()}


@pytest.mark.row("D18", "D19")
def test_teacher_proposes_the_deputy_confirms_and_the_journals_follow_from_that_day(client, divided):
    cast, boris = divided.cast, divided.cast.learners[1]
    address = reverse("journal:composition", args=[cast.group.pk])
    client.force_login(cast.teacher)
    page = client.get(address)
    assert [(part.name, part.learners) for part in page.context["page"].parts] == [
        ("ОН-24-1", 2),
        ("ОН-24-2", 1),
        ("ни в какой", 0),
    ]
    sent = client.post(address, filled(page, **{f"part-{boris.pk}": divided.second.pk}))
    assert sent.headers["Location"] == reverse("journal:compositions")
    row = Distribution.objects.get()
    assert (row.state, row.since) == (DistributionState.PROPOSED, MONDAY)

    client.force_login(cast.deputy)
    (line,) = client.get(reverse("journal:compositions")).context["waiting"]
    assert (line.pk, line.moved.replace("\xa0", " ")) == (row.pk, "переходят: 1 обучающийся")
    proposal = reverse("journal:composition-proposal", args=[row.pk])
    (move,) = client.get(proposal).context["moves"]
    assert (move.name.replace("\xa0", " "), move.was, move.part) == ("Борисов Б. Б.", "ОН-24-1", "ОН-24-2")
    assert client.post(proposal, {"since": "2026-11-23"}).status_code == 302

    for day, first in ((date(2026, 11, 20), {"Андреева", "Борисов"}), (MONDAY, {"Андреева"})):
        client.force_login(cast.teacher)
        shown = client.get(address, {"day": day.isoformat()}).context["page"].rows
        assert {one.name.split()[0] for one in shown if one.part == divided.first.pk} == first


@pytest.mark.row("D19")
def test_teacher_decides_nothing_by_a_request_of_his_own_making(client, divided):
    row, before = divided.asked(), divided.now()
    client.force_login(divided.cast.teacher)
    proposal = reverse("journal:composition-proposal", args=[row.pk])
    assert client.get(proposal).context["decides"] is False
    assert client.post(proposal, {"since": "2026-11-23"}).status_code == 404
    assert client.post(proposal, {"refuse": "1", "no-answer": "Нет"}).status_code == 404
    row.refresh_from_db()
    assert (row.state, divided.now()) == (DistributionState.PROPOSED, before)


def test_deputy_refuses_with_a_reason_that_the_teacher_reads(client, divided):
    row = divided.asked()
    client.force_login(divided.cast.deputy)
    proposal = reverse("journal:composition-proposal", args=[row.pk])
    assert client.post(proposal, {"refuse": "1", "no-answer": " "}).status_code == 422
    assert client.post(proposal, {"refuse": "1", "no-answer": "Вторая полна"}).status_code == 302
    client.force_login(divided.cast.teacher)
    (line,) = client.get(reverse("journal:compositions")).context["past"]
    assert (line.state, line.answer) == ("отказано", "Вторая полна")


def test_deputy_settles_at_once(client, divided):
    client.force_login(divided.cast.deputy)
    address = reverse("journal:composition", args=[divided.cast.group.pk])
    vera = divided.cast.learners[2]
    client.post(address, filled(client.get(address), **{f"part-{vera.pk}": ""}))
    assert Distribution.objects.get().state == DistributionState.SETTLED
    assert divided.now()[vera.pk] is None


def test_page_that_has_grown_old_changes_nothing_and_keeps_what_was_chosen(client, divided):
    cast = divided.cast
    client.force_login(cast.deputy)
    address = reverse("journal:composition", args=[cast.group.pk])
    old = client.get(address)
    newcomer = make_learner(cast.group, "Новый Никита", external_id="7")
    vera, before = cast.learners[2], divided.now()
    page = client.post(address, filled(old, **{f"part-{vera.pk}": divided.first.pk}))
    assert page.status_code == 422
    assert newcomer.person.short_name in page.content.decode()
    options = {row.learner: options for row, options in page.context["rows"]}
    assert [name for _value, name, chosen in options[vera.pk] if chosen] == ["ОН-24-1"]
    assert divided.now() == before


@pytest.mark.parametrize(
    "nonsense",
    [{"seen": "1:x"}, {"since": "завтра"}, {"key": "1"}, {"since": "2026-11-01"}, {"part": "999999"}],
)
def test_nonsense_is_refused_in_words(client, divided, nonsense):
    client.force_login(divided.cast.teacher)
    address = reverse("journal:composition", args=[divided.cast.group.pk])
    part = nonsense.get("part")
    changes = {f"part-{divided.cast.learners[0].pk}": part} if part else nonsense
    page = client.post(address, filled(client.get(address), **changes))
    assert (page.status_code, Distribution.objects.exists()) == (422, False)
    assert 'role="alert"' in page.content.decode()


def test_group_of_another_teacher_is_not_found(client, divided):
    cast = divided.cast
    make_group(cast.institution, "ОН-25-1", parent=cast.foreign_group)
    client.force_login(cast.teacher)
    assert [name for _pk, name, _parts in client.get(reverse("journal:compositions")).context["groups"]] == ["ОН-24"]
    address = reverse("journal:composition", args=[cast.foreign_group.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"since": "2026-11-23"}).status_code == 404
    client.force_login(cast.foreign_teacher)
    row = divided.asked()
    assert client.get(reverse("journal:composition-proposal", args=[row.pk])).status_code == 404
    assert client.get(reverse("journal:compositions")).context["waiting"] == []


def test_journal_of_a_part_leads_to_the_composition(client, divided):
    client.force_login(divided.cast.teacher)
    link = f'href="{reverse("journal:composition", args=[divided.cast.group.pk])}"'
    assert link in client.get(reverse("journal:grid", args=[divided.journal.pk])).content.decode()
    assert link not in client.get(reverse("journal:grid", args=[divided.cast.journal.pk])).content.decode()


def test_number_of_reads_does_not_grow_with_learners_and_proposals(client, divided):
    cast = divided.cast
    Membership.objects.filter(learner__in=cast.learners[1:]).delete()
    first = divided.asked(parts=divided.now())
    client.force_login(cast.deputy)
    addresses = (
        reverse("journal:compositions"),
        reverse("journal:composition", args=[cast.group.pk]),
        reverse("journal:composition-proposal", args=[first.pk]),
    )

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            counts.append(len(caught))
        return counts

    once = cost()
    for learner in cast.learners[1:]:
        join(learner, cast.group)
        join(learner, divided.first)
    for _each in range(2):
        first.lines.all().delete()
        divided.asked(parts=divided.now())
    assert cost() == once


def test_proposal_that_waits_stands_above_the_composition(client, divided):
    row = divided.asked()
    client.force_login(divided.cast.deputy)
    page = client.get(reverse("journal:composition", args=[divided.cast.group.pk])).content.decode()
    top, _table = page.split("<table", 1)
    assert top.count(reverse("journal:composition-proposal", args=[row.pk])) == 1


def test_second_decision_on_a_proposal_reads_that_the_first_stands(client, divided):
    row = divided.asked()
    client.force_login(divided.cast.deputy)
    proposal = reverse("journal:composition-proposal", args=[row.pk])
    client.post(proposal, {"refuse": "1", "no-answer": "Вторая полна"})
    page = client.post(proposal, {"since": "2026-11-23"})
    assert (page.status_code, page.content.decode().count('class="note note-bad"')) == (422, 1)
