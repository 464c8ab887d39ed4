"""The plan of events as its curator, the families and colleagues meet it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.extracurricular.actions import cancel_event, record_held
from journal_plugin.extracurricular.models import GroupEvent, GroupEventEdit
from journal_plugin.monitoring.queries.readiness import stages_of
from tests.factories.extracurricular import make_event, said
from tests.words import words_of

PAST = said("Осенний кросс", date(2026, 10, 9))


@pytest.fixture
def browse(cast, client):
    """A page of the group's plan as ``who`` reads it, or sends it with fields."""

    def go(name: str = "group-events", *args, who=None, **fields):
        client.force_login(who or cast.curator)
        address = reverse(f"journal:{name}", args=[cast.group.pk, *args])
        return client.post(address, {"key": uuid4()} | fields, follow=True) if fields else client.get(address)

    return go


def unplanned(cast) -> list[str]:
    """What the readiness report says of plans."""
    (check,) = [
        check for stage in stages_of(cast.year) for check in stage.checks if check.title.startswith("Планы мероприятий")
    ]
    return [one.what for one in check.missing]


@pytest.mark.row("H04")
def test_a_curator_plans_and_the_report_and_his_desk_know_it(cast, browse, client):
    assert cast.group.name in unplanned(cast)
    assert "План должен быть готов к 30 августа" in words_of(browse())
    start = words_of(browse("curator-start"))
    assert "План мероприятий срок был 30 августа" in start
    typed = {"title": "Экскурсия на завод", "direction": "labour", "since": "2026-11-25"}
    page = browse("group-event-new", place="Завод «Мотор»", **typed)
    text = words_of(page)
    assert "Мероприятие внесено в план" in text
    assert "Ноябрь 2026 25 ноября Экскурсия на завод Труд и профессия, Завод «Мотор»" in text
    assert GroupEvent.objects.get().until == date(2026, 11, 25)
    assert cast.group.name not in unplanned(cast)
    assert "В плане 1 мероприятие" in words_of(browse("curator-start"))
    assert "25 ноября Экскурсия на завод" in words_of(browse("curator-desk"))


def test_a_refused_event_keeps_what_was_typed_and_says_where(cast, browse):
    refused = browse("group-event-new", title="Поход", direction="physical", since="2026-11-25", until="2026-11-20")
    assert refused.status_code == 422
    assert "раньше первого" in words_of(refused)
    assert 'value="Поход"' in refused.content.decode()
    assert GroupEvent.objects.count() == 0
    long = browse("group-event-new", title="я" * 201, direction="никуда", since="вчера")
    assert (long.status_code, GroupEvent.objects.count()) == (422, 0)


def test_families_read_what_is_planned_held_and_cancelled_and_owe_nothing(cast, browse):
    make_event(cast.group, cast.curator, PAST)
    gone = make_event(cast.group, cast.curator, said("Поход", date(2026, 10, 16)))
    done = make_event(cast.group, cast.curator, said("Субботник", date(2026, 10, 2)))
    told = {"actor": cast.curator.journal_person, "version": 1}
    cancel_event(event_id=gone.pk, why="карантин", key=uuid4(), **told)
    record_held(event_id=done.pk, held_on=date(2026, 10, 3), attended=3, outcome="Убрали двор", key=uuid4(), **told)
    for who in (cast.parent, cast.student):
        page = browse(who=who)
        text = words_of(page)
        assert "проведено 3 октября, участвовало: 3 человека. Убрали двор" in text
        assert "отменено карантин" in text
        assert "Осенний кросс" in text
        assert "не отмечено" not in text
        for name in ("group-event-new", "group-events-copy", "curator-desk"):
            assert reverse(f"journal:{name}", args=[cast.group.pk]) not in page.content.decode()
        assert f"/{gone.pk}/" not in page.content.decode()
    text = words_of(browse(who=cast.deputy))
    assert "не отмечено" in text
    assert "Добавить мероприятие" not in text


@pytest.mark.row("H05")
def test_the_curator_records_corrects_and_returns(cast, browse):
    event = make_event(cast.group, cast.curator, PAST)
    assert "не отмечено: 1" in words_of(browse("curator-desk"))
    held = browse(
        "group-event", event.pk, act="hold", version=1, held_on="2026-10-09", attended="21", outcome="1 место"
    )
    assert "проведено 9 октября, участвовало: 21 человек. 1 место" in words_of(held)
    ahead = browse("group-event", event.pk, act="hold", version=2, held_on="2026-11-21", attended="21")
    assert (ahead.status_code, "ещё не наступил" in words_of(ahead)) == (422, True)
    browse("group-event", event.pk, act="restore", version=2)
    record = words_of(browse("group-event", event.pk, who=cast.deputy))
    assert "Возвращено в план, Куратова К. К." in record
    assert "Записать как проведённое" not in record


def test_a_form_that_is_too_late_says_so_and_shows_what_stands(cast, browse):
    event = make_event(cast.group, cast.curator)
    fields = {"act": "change", "direction": "physical", "since": "2026-11-26"}
    browse("group-event", event.pk, version=1, title="Поход", **fields)
    late = browse("group-event", event.pk, version=1, title="Музей", **fields)
    text = words_of(late)
    assert (late.status_code, GroupEventEdit.objects.count()) == (422, 2)
    assert "тем временем изменили" in text
    assert "Поход" in text.split("Куратор", 1)[0]
    assert 'name="version" value="2"' in late.content.decode()
    assert "Вы ввели: Мероприятие: Музей" in text
    half = browse("group-event", event.pk, version=1, title="", **fields)
    assert "тем временем изменили" in words_of(half)
    assert 'name="version" value="2"' in half.content.decode()
    for act in ("", "delete", "restore"):
        assert browse("group-event", event.pk, act=act, version=2).status_code == 422
    assert browse("group-event", event.pk, act="cancel", version="9" * 30, why="x").status_code == 422
    assert GroupEventEdit.objects.count() == 2


def test_events_of_another_plan_are_looked_through_ticked_and_taken_over(cast, browse, client):
    first, second = (make_event(cast.foreign_group, cast.foreign_curator, said(title)) for title in ("Поход", "Музей"))
    source = f"{cast.foreign_group.pk}-{cast.year.pk}"
    assert source in browse("group-events-copy").content.decode()
    address = f"{reverse('journal:group-events-copy', args=[cast.group.pk])}?source={source}"
    shown = words_of(client.get(address))
    assert "Поход" in shown
    assert "Музей" in shown
    for wrong in ({}, {"events": ["x"]}, {"events": [first.pk, "9" * 30]}, {"events": ["-1"]}):
        refused = client.post(address, {"key": uuid4()} | wrong)
        assert refused.status_code == 422
    assert GroupEvent.objects.filter(group=cast.group).count() == 0
    sent = {"key": uuid4(), "events": [first.pk]}
    for _time in range(2):
        assert "Добавлено 1 мероприятие" in words_of(client.post(address, sent, follow=True))
    left = words_of(client.get(address))
    assert ("Поход" in left, "Музей" in left) == (False, True)
    client.post(address, {"key": uuid4(), "events": [second.pk]})
    assert "Всё это уже есть в плане" in words_of(client.get(address))
    for wrong in ("", f"{cast.group.pk}-{cast.year.pk}", "1-1-1", "x"):
        bad = reverse("journal:group-events-copy", args=[cast.group.pk]) + f"?source={wrong}"
        assert client.get(bad).status_code == 422
        assert client.post(bad, {"key": uuid4(), "events": [first.pk]}).status_code == 422
    assert GroupEvent.objects.filter(group=cast.group).count() == 2


def test_a_removed_event_is_seen_only_by_who_reads_its_history(cast, browse):
    event = make_event(cast.group, cast.curator)
    gone = browse("group-event", event.pk, act="remove", version=1)
    assert "Введено по ошибке и убрано: 1" in words_of(gone)
    assert "True" not in words_of(browse("group-event", event.pk))
    assert "В плане пока нет мероприятий" in words_of(gone)
    assert "Экскурсия" in words_of(browse(who=cast.deputy))
    for who in (cast.parent, cast.student, cast.foreign_teacher):
        assert "Экскурсия" not in words_of(browse(who=who))


def test_nothing_is_offered_in_a_closed_year_and_nothing_written(cast, browse):
    event = make_event(cast.group, cast.curator)
    shut = {"order_no": "15-у", "order_date": date(2027, 7, 1), "by": cast.admin.journal_person, "at": timezone.now()}
    YearClosing.objects.create(year=cast.year, **shut)
    AcademicYear.objects.update(closed_at=timezone.now())
    assert "Добавить мероприятие" not in words_of(browse())
    for name in ("group-event-new", "group-events-copy"):
        assert browse(name).url.startswith(reverse("journal:group-events", args=[cast.group.pk]))
    assert 'name="act"' not in browse("group-event", event.pk).content.decode()
    refused = browse("group-event", event.pk, act="cancel", version=1, why="карантин")
    assert (refused.status_code, "закрыт" in words_of(refused)) == (422, True)
    refused = browse("group-event-new", title="Поход", direction="physical", since="2026-11-25")
    assert (refused.status_code, "закрыт" in words_of(refused)) == (422, True)
    assert GroupEventEdit.objects.count() == 1


def test_a_foreign_year_and_an_event_of_another_group_are_not_there(cast, client):
    foreign = make_event(cast.foreign_group, cast.foreign_curator)
    client.force_login(cast.curator)
    page = reverse("journal:group-events", args=[cast.group.pk])
    for year in ("0", "x", "9" * 30):
        assert client.get(f"{page}?year={year}").status_code == 404
    assert client.get(reverse("journal:group-event", args=[cast.group.pk, foreign.pk])).status_code == 404


def test_reads_do_not_grow_with_the_plan(cast, browse):
    browse()
    counts = {}
    for number in range(1, 4):
        event = make_event(cast.group, cast.curator, said(f"Поход {number}"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browse()
            browse("group-event", event.pk)
            browse("curator-desk")
        counts[number] = len(seen)
    assert counts[1] == counts[3]
