"""How far ahead notices of absence reach, how many of them stand at once and come in a day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.attendance.actions import notices, withdraw_notice
from journal_plugin.attendance.models import AbsenceNotice
from journal_plugin.lessons.models import Change
from tests.factories.attendance import announce
from tests.factories.institution import make_user
from tests.factories.people import make_guardian, make_person

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def test_notice_is_for_days_within_a_year(cast):
    learner, last = cast.learners[0], TODAY + timedelta(days=366)
    announce(cast.parent, learner, last)
    for who, fields in ((cast.parent, {}), (cast.curator, {"as_curator": True})):
        with pytest.raises(ValidationError) as refused:
            announce(who, learner, last, last + timedelta(days=1), **fields)
        assert refused.value.message_dict == {"until": ["Сообщить можно о днях не дальше года от сегодняшнего."]}
    assert AbsenceNotice.objects.count() == 1


def test_number_of_ones_own_standing_notices_is_bounded(cast, clock, monkeypatch):
    """Withdrawn and past ones, and those about others, do not count; a form sent twice is the same notice."""
    monkeypatch.setattr(notices, "MOST_OPEN", 2)
    anna, boris, _vera = cast.learners
    key = uuid4()
    first = announce(cast.curator, anna, TODAY, as_curator=True)
    announce(cast.curator, anna, MONDAY, as_curator=True, key=key)
    with pytest.raises(ValidationError) as refused:
        announce(cast.curator, anna, MONDAY, as_curator=True)
    assert refused.value.messages == ["Уже действует ваших уведомлений об этом обучающемся: 2. Отзовите ненужные."]
    assert announce(cast.curator, anna, MONDAY, as_curator=True, key=key).key == key
    announce(cast.curator, boris, MONDAY, as_curator=True)
    withdraw_notice(actor=cast.curator.journal_person, notice_id=first.pk)
    announce(cast.curator, anna, TODAY, as_curator=True)
    clock.move_to("2026-11-21T10:00+05:00")
    announce(cast.curator, anna, MONDAY, as_curator=True)
    assert AbsenceNotice.objects.filter(learner=anna).count() == 4


def test_notices_of_one_parent_shut_out_neither_the_other_nor_the_curator(cast):
    anna = cast.learners[0]
    father = make_user("father", person=make_person("Андреев Антон"))
    make_guardian(anna, father.journal_person)
    for _time in range(notices.MOST_OPEN):
        announce(cast.parent, anna, MONDAY)
    with pytest.raises(ValidationError):
        announce(cast.parent, anna, MONDAY)
    announce(father, anna, MONDAY)
    announce(cast.curator, anna, MONDAY, as_curator=True)
    assert AbsenceNotice.objects.filter(learner=anna).count() == notices.MOST_OPEN + 2


def test_number_of_all_standing_notices_about_a_learner_is_bounded_too(cast, clock, monkeypatch):
    monkeypatch.setattr(notices, "MOST_OF_ALL", 2)
    anna, boris, _vera = cast.learners
    announce(cast.parent, anna, TODAY)
    announce(cast.curator, anna, MONDAY, as_curator=True)
    for who, fields in ((cast.parent, {}), (cast.curator, {"as_curator": True})):
        with pytest.raises(ValidationError) as refused:
            announce(who, anna, MONDAY, **fields)
        assert refused.value.messages == ["Уже действует уведомлений об этом обучающемся: 2. Отзовите ненужные."]
    announce(cast.curator, boris, MONDAY, as_curator=True)
    clock.move_to("2026-11-21T10:00+05:00")
    announce(cast.parent, anna, MONDAY)
    assert AbsenceNotice.objects.filter(learner=anna).count() == 3


def test_notices_announced_and_withdrawn_again_and_again_end_for_the_day(cast, clock, monkeypatch):
    """Each one writes its signs into every journal and takes them out: the history would grow without end."""
    monkeypatch.setattr(notices, "MOST_A_DAY", 2)
    anna, boris, _vera = cast.learners
    for _time in range(2):
        made = announce(cast.parent, anna, MONDAY)
        withdraw_notice(actor=cast.parent.journal_person, notice_id=made.pk)
    written = Change.objects.count()
    assert written > 0
    with pytest.raises(ValidationError) as refused:
        announce(cast.parent, anna, MONDAY)
    assert refused.value.messages == [
        "За сутки об этом обучающемся отправлено уведомлений: 2. Следующее можно отправить завтра."
    ]
    assert Change.objects.count() == written
    announce(cast.curator, boris, MONDAY, as_curator=True)
    announce(cast.curator, anna, TODAY, as_curator=True)
    clock.shift(timedelta(days=1))
    announce(cast.parent, anna, MONDAY)
