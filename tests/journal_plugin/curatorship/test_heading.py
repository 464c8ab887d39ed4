"""The heading of the curator's desk is the answer itself."""

import pytest

from journal_plugin.curatorship.heading import heading


@pytest.mark.parametrize(
    ("away", "unknown", "said"),
    [
        (0, 0, "Сейчас все на занятии"),
        (1, 0, "Сейчас нет одного, все причины известны"),
        (2, 1, "Сейчас нет двоих, одна причина неизвестна"),
        (3, 2, "Сейчас нет троих, две причины неизвестны"),
        (5, 5, "Сейчас нет пятерых, 5 причин неизвестны"),
        (21, 4, "Сейчас нет 21 человека, четыре причины неизвестны"),
        (12, 11, "Сейчас нет 12 человек, 11 причин неизвестны"),
    ],
)
def test_heading_counts_people_and_reasons_in_words(away, unknown, said):
    assert heading(away=away, unknown=unknown, has_lessons=True, has_begun=True) == said


def test_heading_before_the_first_lesson_and_without_lessons():
    assert heading(away=0, unknown=0, has_lessons=True, has_begun=False) == "Занятия ещё не начались"
    assert heading(away=0, unknown=0, has_lessons=False, has_begun=False) == "Сегодня занятий нет"
