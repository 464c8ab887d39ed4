"""The diary says what was cancelled, moved, substituted or put into another room (C05, C06)."""

import pytest

from journal_plugin.core.near import near_cache
from journal_plugin.lessons.actions import change_room
from tests.cast import Cast
from tests.factories.changes import TODAY, arranged, cancel, give, move, undo
from tests.factories.institution import make_room
from tests.factories.lessons import make_lesson
from tests.factories.people import make_staff
from tests.journal_plugin.diary.reading import signed_in

pytestmark = pytest.mark.usefixtures("diary")


def week(cast: Cast, day: str = "", user=None) -> str:
    """The page of the week as the parent reads it, without non-breaking spaces."""
    near_cache.clear()
    client = signed_in(user or cast.parent)
    page = client.get(f"/dnevnik/{cast.learners[0].pk}/{day}")
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


@pytest.mark.row("C06")
def test_cancelled_and_moved_lessons_are_told_in_words(cast: Cast) -> None:
    cancel(cast)
    assert '<span class="tag">отменено</span>' in week(cast)
    undo(cast)
    assert '<span class="tag">отменено</span>' not in week(cast)
    move(cast)
    assert '<span class="tag">перенесено на 24 ноября, занятие 2</span>' in week(cast)
    assert "перенесено с 20 ноября, занятие 1" in week(cast, "2026-11-24/")


@pytest.mark.row("C05")
def test_substitution_and_other_room_are_told_in_words(cast: Cast) -> None:
    give(cast, make_staff(cast.institution, "Новиков Никита Никитич"))
    arranged(change_room, cast.lesson, by=cast.deputy, room_id=make_room(cast.institution, "215").pk)
    page = week(cast, user=cast.student)
    assert '<span class="tag tag-warn">замена: ведёт Новиков Н. Н., другой кабинет, был 108</span>' in page


def test_foreign_groups_changes_are_not_told(cast: Cast) -> None:
    lesson = make_lesson(cast.foreign_journal, TODAY, 3)
    move(cast, lesson, room_id=None, number=3)
    assert "перенесено" not in week(cast)
