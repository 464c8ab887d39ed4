"""Pages of corrections as a browser asks for them (E10; acceptance case 1)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.lessons.actions import Place, ask_correction, give_leave, refuse_correction
from journal_plugin.lessons.enums import CorrectionState, Scope
from journal_plugin.lessons.models import Correction
from tests.factories.gradebook import mark


def asked(cast, place=None, *, reason="Опечатка: 5 вместо 4", foreign=False) -> Correction:
    journal, teacher = (cast.foreign_journal, cast.foreign_teacher) if foreign else (cast.journal, cast.teacher)
    return ask_correction(
        journal_id=journal.pk, place=place or Place(), reason=reason, actor=teacher.journal_person, key=uuid4()
    )


@pytest.mark.row("E08")
def test_refusal_of_a_save_leads_to_a_request_that_leads_to_the_deputy(client, cast):
    shut, learner = cast.lessons[0], cast.learners[0]
    cell = mark(shut.works.get(), learner, "4")
    row = {"key": str(cell.key), "what": "mark", "value": "4", "expected": 0, "lesson": shut.pk}
    batch = {"operations": [row | {"work": cell.work, "learner": learner.pk}]}
    save = reverse("journal:grid-save", args=[cast.journal.pk])
    client.force_login(cast.teacher)
    (answer,) = client.post(save, batch, content_type="application/json").json()["answers"]
    assert answer["status"] == "locked"

    page = client.get(answer["ask"])
    assert "Андреева" in page.content.decode()
    form = page.context["form"]
    data = {"scope": Scope.CELL, "reason": "5 вместо 4", "key": str(form["key"].value())}
    assert client.post(answer["ask"], data).headers["Location"] == reverse("journal:corrections")
    request = Correction.objects.get()
    assert (request.lesson_id, request.learner_id, request.reason) == (shut.pk, learner.pk, "5 вместо 4")

    client.force_login(cast.deputy)
    assert "5 вместо 4" in client.get(reverse("journal:corrections")).content.decode()
    address = reverse("journal:correction", args=[request.pk])
    assert client.get(address).context["line"].waits is True
    client.post(address, {"scope": Scope.CELL, "until": "2026-11-21", "answer": "Исправьте сегодня"})
    request.refresh_from_db()
    assert (request.state, request.until, request.answer) == (
        CorrectionState.OPENED,
        date(2026, 11, 21),
        "Исправьте сегодня",
    )

    client.force_login(cast.teacher)
    (answer,) = client.post(save, batch, content_type="application/json").json()["answers"]
    assert (answer["status"], answer["value"]) == ("accepted", "4")


@pytest.mark.parametrize(
    ("who", "offer", "way_out"),
    [
        ("teacher", "Запросить исправление", "запрос получит заместитель директора"),
        ("curator", "", "обратитесь в учебную часть"),
        ("deputy", "Открыть для исправления", ""),
    ],
)
def test_shut_lesson_says_what_its_reader_can_do(client, cast, who, offer, way_out):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("journal:grid-lesson", args=[cast.journal.pk, cast.lessons[0].pk])).content.decode()
    page = page.replace("\u00a0", " ")
    offers = ("Запросить исправление", "Открыть для исправления")
    ways = ("запрос получит заместитель директора", "обратитесь в учебную часть")
    assert "Занятие 29 октября закрыто для правки" in page
    assert [text for text in offers if text in page] == [offer][: bool(offer)]
    assert [text for text in ways if text in page] == [way_out][: bool(way_out)]


def test_open_cell_in_a_shut_column_may_be_written_in_the_grid(client, cast):
    shut, learner = cast.lessons[0], cast.learners[0]
    Correction.objects.create(
        journal=cast.journal,
        lesson=shut,
        learner=learner,
        reason="Опечатка",
        key=uuid4(),
        asked_by=cast.teacher.journal_person,
        asked_at="2026-11-19T10:00Z",
        state=CorrectionState.OPENED,
        decided_by=cast.deputy.journal_person,
        decided_at="2026-11-19T11:00Z",
        until=date(2026, 11, 20),
    )
    client.force_login(cast.teacher)
    html = client.get(reverse("journal:grid", args=[cast.journal.pk])).content.decode()
    rows = [part.split("</tr>")[0] for part in html.split('<tr data-learner="')[1:]]
    opened = [row.split(">")[0].strip('"') for row in rows if '<td class="c is-open"></td>' in row]
    assert opened == [str(learner.pk)]


@pytest.mark.parametrize("query", ["lesson", "learner", "term"])
def test_page_names_nothing_of_another_journal(client, cast, query):
    foreign = {"lesson": cast.foreign_lesson.pk, "learner": cast.foreign_learner.pk, "term": 10**9}
    client.force_login(cast.teacher)
    address = reverse("journal:correction-ask", args=[cast.journal.pk])
    assert client.get(f"{address}?{query}={foreign[query]}").status_code == 404
    assert client.post(f"{address}?{query}={foreign[query]}", {"scope": "journal"}).status_code == 404
    assert not Correction.objects.exists()


def test_teacher_sees_own_requests_and_no_others(client, cast):
    own, other = asked(cast), asked(cast, reason="Чужая опечатка", foreign=True)
    client.force_login(cast.teacher)
    page = client.get(reverse("journal:corrections"))
    assert [line.pk for line in page.context["waiting"]] == [own.pk]
    assert "Чужая опечатка" not in page.content.decode()
    assert client.get(reverse("journal:correction", args=[other.pk])).status_code == 404


def test_who_has_left_reads_his_requests_and_the_history_of_their_cells_no_more(client, cast):
    own = asked(cast, Place(cast.lessons[0].pk, cast.learners[0].pk))
    address = reverse("journal:correction", args=[own.pk])
    client.force_login(cast.teacher)
    assert client.get(address).status_code == 200
    cast.staff.until = date(2026, 11, 19)
    cast.staff.save()
    assert client.get(address).status_code == 404
    client.force_login(cast.deputy)
    assert client.get(address).status_code == 200


def test_teacher_cannot_decide_by_a_request_of_his_own_making(client, cast):
    own = asked(cast)
    client.force_login(cast.teacher)
    address = reverse("journal:correction", args=[own.pk])
    assert client.post(address, {"scope": "journal", "until": "2026-11-21"}).status_code == 404
    own.refresh_from_db()
    assert own.state == CorrectionState.ASKED


def test_head_sees_requests_of_the_own_department_only(client, cast):
    own = asked(cast)
    asked(cast, foreign=True)
    client.force_login(cast.head)
    page = client.get(reverse("journal:corrections"))
    assert ([line.pk for line in page.context["waiting"]], page.context["decides"]) == ([own.pk], {own.pk})


def test_bad_answers_change_nothing_and_say_what_is_wrong(client, cast):
    own = asked(cast, Place(cast.lessons[0].pk))
    client.force_login(cast.deputy)
    address = reverse("journal:correction", args=[own.pk])
    for data in (
        {"scope": "lesson", "until": "2026-11-19"},
        {"scope": "lesson", "until": "2027-11-19"},
        {"scope": "lesson", "until": "завтра"},
        {"scope": "cell", "until": "2026-11-21"},
        {"refuse": "1", "no-answer": " "},
    ):
        page = client.post(address, data)
        assert page.status_code == 422
        assert 'class="field-error"' in page.content.decode() or 'class="note note-bad"' in page.content.decode()
    own.refresh_from_db()
    assert own.state == CorrectionState.ASKED


def test_lesson_says_that_own_requests_about_it_wait(client, cast):
    shut = cast.lessons[0]
    address = reverse("journal:grid-lesson", args=[cast.journal.pk, shut.pk])
    own, whole = asked(cast, Place(shut.pk, cast.learners[0].pk)), asked(cast)
    client.force_login(cast.teacher)
    waiting = [pk for pk, _place in client.get(address).context["waiting"]]
    assert waiting == [own.pk, whole.pk]
    part = client.get(address, headers={"X-Requested-With": "fetch"}).content.decode()
    assert part.count("Запрос ждёт ответа") == 2
    refuse_correction(correction_id=own.pk, answer="Нет", actor=cast.deputy.journal_person)
    assert [pk for pk, _place in client.get(address).context["waiting"]] == [whole.pk]
    client.force_login(cast.curator)
    assert client.get(address).context["waiting"] == []


def test_request_sent_again_after_its_refusal_says_so(client, cast):
    client.force_login(cast.teacher)
    address = reverse("journal:correction-ask", args=[cast.journal.pk])
    data = {"scope": "journal", "reason": "Опечатка", "key": str(uuid4())}
    client.post(address, data)
    own = Correction.objects.get()
    refuse_correction(correction_id=own.pk, answer="Нет", actor=cast.deputy.journal_person)
    client.get(reverse("journal:corrections"))
    page = client.post(address, data, follow=True)
    assert [str(said) for said in page.context["messages"]] == ["Запрос уже отклонён: прочитайте ответ."]
    assert Correction.objects.count() == 1


def test_lesson_asks_once_for_all_requests_that_wait(client, cast):
    shut = cast.lessons[0]
    address = reverse("journal:grid-lesson", args=[cast.journal.pk, shut.pk])
    client.force_login(cast.teacher)

    def reads(waiting: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert len(client.get(address).context["waiting"]) == waiting
        return len(caught)

    reads(0)
    asked(cast, Place(shut.pk, cast.learners[0].pk))
    one = reads(1)
    for place in (Place(shut.pk, cast.learners[1].pk), Place(shut.pk)):
        asked(cast, place)
    assert reads(3) == one


def test_deputy_refuses_with_a_reason(client, cast):
    own = asked(cast)
    client.force_login(cast.deputy)
    client.post(reverse("journal:correction", args=[own.pk]), {"refuse": "1", "no-answer": "Оценка верна"})
    own.refresh_from_db()
    assert (own.state, own.answer) == (CorrectionState.REFUSED, "Оценка верна")


def test_deputy_shuts_again_what_was_opened_by_mistake(client, cast):
    own = asked(cast, Place(cast.lessons[0].pk))
    give_leave(
        correction_id=own.pk, scope=own.scope, until=date(2026, 11, 25), actor=cast.deputy.journal_person, answer=""
    )
    address = reverse("journal:correction", args=[own.pk])
    client.force_login(cast.teacher)
    assert 'name="shut"' not in client.get(address).content.decode()
    assert client.post(address, {"shut": "1", "shut-reason": "Зря"}).status_code == 404
    client.force_login(cast.deputy)
    assert 'name="shut"' in client.get(address).content.decode()
    assert client.post(address, {"shut": "1", "shut-reason": " "}).status_code == 422
    own.refresh_from_db()
    assert own.state == CorrectionState.OPENED
    assert client.post(address, {"shut": "1", "shut-reason": "Открыто не то занятие"}).status_code == 302
    page = client.get(address)
    assert (page.context["line"].state, page.context["line"].is_open) == ("закрыто досрочно", False)
    last = page.context["lines"][0]
    assert (last.new, last.reason) == ("закрыто досрочно", "Открыто не то занятие")


def test_place_that_another_leave_keeps_open_is_not_called_shut(client, cast):
    own, whole = asked(cast, Place(cast.lessons[0].pk)), asked(cast)
    for row in (own, whole):
        until = date(2026, 11, 23)
        give_leave(correction_id=row.pk, scope=row.scope, until=until, actor=cast.deputy.journal_person)
    client.force_login(cast.deputy)
    said = []
    for row in (own, whole):
        address = reverse("journal:correction", args=[row.pk])
        page = client.post(address, {"shut": "1", "shut-reason": "Открыто не то"}, follow=True)
        said += [str(message).replace("\u00a0", " ") for message in page.context["messages"]]
    assert said == [
        "Это разрешение снято, но по другому разрешению место открыто до 23 ноября.",
        "Закрыто. Всё, что исправлено, осталось.",
    ]


def test_old_form_of_the_deputy_opens_nothing_that_was_shut_since(client, cast):
    client.force_login(cast.deputy)
    address = f"{reverse('journal:correction-ask', args=[cast.journal.pk])}?lesson={cast.lessons[0].pk}"
    data = {"scope": "lesson", "reason": "Проверка", "until": "2026-11-23", "key": str(uuid4())}
    assert [client.post(address, data).status_code for _time in range(2)] == [302, 302]
    row = Correction.objects.get()
    client.post(reverse("journal:correction", args=[row.pk]), {"shut": "1", "shut-reason": "Не то"})
    again = client.post(address, data)
    assert (again.status_code, len(again.context["form"].non_field_errors())) == (422, 1)
    assert Correction.objects.get().state == CorrectionState.SHUT


def test_deputy_opens_a_lesson_at_once(client, cast):
    client.force_login(cast.deputy)
    address = f"{reverse('journal:correction-ask', args=[cast.journal.pk])}?lesson={cast.lessons[0].pk}"
    key = client.get(address).context["form"]["key"].value()
    data = {"scope": "lesson", "reason": "Проверка показала пропуск", "until": "2026-11-23", "key": str(key)}
    assert client.post(address, data).status_code == 302
    row = Correction.objects.get()
    assert (row.state, row.until, row.lesson_id) == (CorrectionState.OPENED, date(2026, 11, 23), cast.lessons[0].pk)


@pytest.mark.row("E10")
def test_request_older_than_the_set_days_is_shown_as_overdue(client, cast, clock):
    asked(cast)
    client.force_login(cast.deputy)
    tones = []
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        clock.move_to(f"{day}T12:00+05:00")
        (line,) = client.get(reverse("journal:corrections")).context["waiting"]
        tones.append(line.tone)
    assert tones == ["warn", "warn", "bad"]


def test_number_of_reads_does_not_grow_with_requests(client, cast):
    client.force_login(cast.deputy)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("journal:corrections"))
        return len(caught)

    asked(cast, Place(cast.lessons[0].pk))
    cost()
    once = cost()
    for learner in cast.learners[:2]:
        asked(cast, Place(cast.lessons[0].pk, learner.pk))
    assert cost() == once


def test_request_that_waits_is_not_pushed_out_by_later_decisions(client, cast, clock, monkeypatch):
    waiting = asked(cast)
    monkeypatch.setattr("journal_plugin.gradebook.queries.corrections.MOST", 2)
    for learner in cast.learners:
        clock.shift(60)
        later = asked(cast, Place(cast.lessons[0].pk, learner.pk))
        refuse_correction(correction_id=later.pk, answer="Нет", actor=cast.deputy.journal_person)
    client.force_login(cast.deputy)
    page = client.get(reverse("journal:corrections")).context
    assert ([line.pk for line in page["waiting"]], len(page["past"])) == ([waiting.pk], 1)


def test_lesson_and_term_at_once_are_no_place(client, cast):
    client.force_login(cast.deputy)
    address = reverse("journal:correction-ask", args=[cast.journal.pk])
    both = f"{address}?lesson={cast.lessons[0].pk}&term={cast.term.pk}"
    assert (client.get(both).status_code, client.post(both).status_code) == (404, 404)


def test_place_asked_for_twice_says_that_the_new_reason_is_not_written(client, cast):
    asked(cast, Place(cast.lessons[0].pk), reason="Опечатка")
    client.force_login(cast.teacher)
    address = f"{reverse('journal:correction-ask', args=[cast.journal.pk])}?lesson={cast.lessons[0].pk}"
    page = client.post(address, {"scope": "lesson", "reason": "Ещё раз", "key": str(uuid4())}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Вы это уже запросили, запрос ждёт решения: «Опечатка». Новый текст не записан."
    ]
    assert list(Correction.objects.values_list("reason", flat=True)) == ["Опечатка"]


def test_second_decision_in_another_tab_reads_that_the_first_stands(client, cast):
    own = asked(cast)
    client.force_login(cast.deputy)
    address = reverse("journal:correction", args=[own.pk])
    client.post(address, {"scope": "journal", "until": "2026-11-21"})
    page = client.post(address, {"refuse": "1", "no-answer": "Нет оснований"})
    text = page.content.decode().replace("\u00a0", " ")
    assert (page.status_code, text.count("Решение уже принято: открыто (Замова З. З.)")) == (422, 1)


def test_day_too_far_is_refused_in_grammatical_words(client, cast):
    own = asked(cast)
    client.force_login(cast.deputy)
    page = client.post(reverse("journal:correction", args=[own.pk]), {"scope": "journal", "until": "2027-11-21"})
    text = page.content.decode().replace("\u00a0", " ")
    assert text.count("Открыть можно с сегодняшнего дня не более чем на 31 день.") == 1


def test_who_has_asked_finds_the_way_back_to_the_journal(client, cast):
    asked(cast, Place(cast.lessons[0].pk))
    way = f'href="{reverse("journal:grid", args=[cast.journal.pk])}#l{cast.lessons[0].pk}">В журнал'
    pages = []
    for who in (cast.teacher, cast.deputy):
        client.force_login(who)
        pages.append(client.get(reverse("journal:corrections")).content.decode().count(way))
    assert pages == [1, 0]
