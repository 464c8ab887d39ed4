"""A leave to correct that the deputy ends before its last day (E10)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.actions import Place, ask_correction, give_leave, shut_place
from journal_plugin.lessons.enums import CorrectionState, What
from journal_plugin.lessons.models import Change, Correction, Journal
from tests.factories.gradebook import save_one, text


@pytest.fixture
def shut(cast):
    """The lesson of 29 October: its window has been shut since yesterday."""
    return cast.lessons[0]


@pytest.fixture
def asked(cast, shut) -> Correction:
    """The teacher asks for the lesson."""
    actor = cast.teacher.journal_person
    return ask_correction(journal_id=cast.journal.pk, place=Place(shut.pk), reason="Опечатка", actor=actor, key=uuid4())


def leave(cast, correction: Correction) -> Correction:
    """Until tomorrow."""
    actor = cast.deputy.journal_person
    return give_leave(correction_id=correction.pk, scope=correction.scope, until=date(2026, 11, 21), actor=actor)


def test_leave_ends_before_its_day_and_what_was_corrected_by_it_stays(cast, shut, asked):
    leave(cast, asked)
    assert save_one(cast.teacher, cast.journal, text("topic", shut, "Тема")).status == "accepted"
    for _time in range(2):
        shut_place(correction_id=asked.pk, reason="Открыто не то занятие", actor=cast.deputy.journal_person)
    assert save_one(cast.teacher, cast.journal, text("homework", shut, "§ 1")).status == "locked"
    shut.refresh_from_db()
    assert shut.topic == "Тема"
    said = Change.objects.filter(what=What.OPENED).order_by("seq").values_list("new", "reason", "actor__last_name")
    assert list(said)[1:] == [("shut", "Открыто не то занятие", "Замова")]
    assert list(verify(cast.journal.pk)) == []


def test_leave_that_has_ended_or_was_never_given_is_not_shut(cast, asked, clock):
    with pytest.raises(ValidationError):
        shut_place(correction_id=asked.pk, reason="Зря", actor=cast.deputy.journal_person)
    leave(cast, asked)
    clock.shift(timedelta(days=2))
    with pytest.raises(ValidationError):
        shut_place(correction_id=asked.pk, reason="Зря", actor=cast.deputy.journal_person)
    assert Change.objects.filter(what=What.OPENED).count() == 1


@pytest.mark.parametrize("who", ["teacher", "foreign_teacher", "curator", "parent"])
def test_only_who_controls_the_journal_ends_a_leave(cast, asked, who):
    leave(cast, asked)
    with pytest.raises(Journal.DoesNotExist):
        shut_place(correction_id=asked.pk, reason="Зря", actor=getattr(cast, who).journal_person)
    assert Correction.objects.get().state == CorrectionState.OPENED
