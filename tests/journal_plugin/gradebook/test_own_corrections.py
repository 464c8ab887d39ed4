"""A deputy who teaches: his own request is decided by somebody else, as long as there is one (E10)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.actions import Place, ask_correction, give_leave, open_place
from journal_plugin.lessons.enums import CorrectionState, What
from journal_plugin.lessons.models import Change, Correction
from tests.factories.institution import give_role

TODAY = date(2026, 11, 20)


@pytest.fixture
def shut(cast):
    """The lesson of 29 October: its window has been shut since yesterday."""
    return cast.lessons[0]


def ask(cast, place: Place) -> Correction:
    """The teacher's request."""
    asked = {"reason": "Опечатка: 5 вместо 4", "actor": cast.teacher.journal_person, "key": uuid4()}
    return ask_correction(journal_id=cast.journal.pk, place=place, **asked)


def leave(correction: Correction, by) -> Correction:
    until = TODAY + timedelta(days=1)
    return give_leave(correction_id=correction.pk, scope=correction.scope, until=until, actor=by.journal_person)


@pytest.fixture
def teaching_deputy(cast):
    """The teacher is a deputy too, beside the others who control the journal."""
    give_role(cast.teacher.journal_person, cast.institution, Role.DEPUTY)
    return cast.teacher


def alone(user) -> None:
    """Nobody else can log in any more."""
    get_user_model().objects.exclude(pk=user.pk).update(is_active=False)


def opened_in_history() -> list[tuple[str, str]]:
    rows = Change.objects.filter(what=What.OPENED).order_by("seq")
    return list(rows.values_list("actor__last_name", "reason"))


def test_own_request_is_opened_by_somebody_else_who_can(cast, shut, teaching_deputy):
    asked = ask(cast, Place(shut.pk))
    with pytest.raises(ValidationError) as refused:
        leave(asked, teaching_deputy)
    assert refused.value.messages == ["Это ваш собственный запрос: его решает другой, кто контролирует журнал."]
    assert (Correction.objects.get().state, opened_in_history()) == (CorrectionState.ASKED, [])
    leave(asked, cast.deputy)
    assert opened_in_history() == [("Замова", "Опечатка: 5 вместо 4")]


def test_own_request_is_opened_by_who_alone_can_and_the_history_says_so(cast, shut, teaching_deputy):
    alone(teaching_deputy)
    leave(ask(cast, Place(shut.pk)), teaching_deputy)
    assert opened_in_history() == [("Петров", "по собственному запросу: Опечатка: 5 вместо 4")]
    assert list(verify(cast.journal.pk)) == []


def test_deputy_opens_nothing_unasked_where_he_teaches_himself(cast, shut, teaching_deputy):
    """Neither his lesson nor the whole of its journal; a journal that he only controls he opens at once."""
    asked = {"until": TODAY, "reason": "Проверка", "actor": teaching_deputy.journal_person}
    for place in (Place(shut.pk), Place()):
        with pytest.raises(ValidationError) as refused:
            open_place(journal_id=cast.journal.pk, place=place, key=uuid4(), **asked)
        assert refused.value.messages == ["Здесь преподаёте вы сами: отправьте запрос, откроет другой."]
    assert not Correction.objects.exists()
    open_place(journal_id=cast.foreign_journal.pk, place=Place(cast.foreign_lesson.pk), key=uuid4(), **asked)
    alone(teaching_deputy)
    open_place(journal_id=cast.journal.pk, place=Place(shut.pk), key=uuid4(), **asked)
    assert opened_in_history() == [("Петров", "Проверка"), ("Петров", "по собственному запросу: Проверка")]


def test_page_offers_a_teaching_deputy_to_ask_and_who_is_alone_to_open(cast, shut, teaching_deputy, client):
    client.force_login(teaching_deputy)
    address = reverse("journal:correction-ask", args=[cast.journal.pk]) + f"?lesson={shut.pk}"
    assert client.get(address).context["controls"] is False
    alone(teaching_deputy)
    assert client.get(address).context["controls"] is True


def test_own_request_offers_no_forms_as_long_as_somebody_else_decides(client, cast, shut, teaching_deputy):
    page = reverse("journal:correction", args=[ask(cast, Place(shut.pk)).pk])

    def has_forms() -> bool:
        answer = client.get(page)
        return b'name="refuse"' in answer.content

    client.force_login(teaching_deputy)
    assert has_forms() is False
    client.force_login(cast.deputy)
    assert has_forms() is True
    alone(teaching_deputy)
    client.force_login(teaching_deputy)
    assert has_forms() is True
