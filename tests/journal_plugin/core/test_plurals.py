"""Three Russian forms."""

import pytest

from journal_plugin.core.plurals import FORMS, counted


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 отметка"),
        (2, "2 отметки"),
        (5, "5 отметок"),
        (11, "11 отметок"),
        (14, "14 отметок"),
        (21, "21 отметка"),
        (0, "0 отметок"),
    ],
)
def test_counted_mark_takes_the_right_form(number, text):
    assert counted(number, "mark") == text.replace(" ", "\u00a0")


def test_counted_refuses_an_unknown_noun():
    with pytest.raises(KeyError):
        counted(1, "elephant")


@pytest.mark.parametrize("noun", FORMS)
def test_every_noun_has_its_russian_forms(noun):
    assert counted(1, noun).isascii() is False
    assert counted(5, noun).isascii() is False
    assert counted(5, noun).split("\u00a0")[0] == "5"
