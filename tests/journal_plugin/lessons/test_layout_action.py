"""Laying out a term in the database."""


def test_cast(cast):
    assert cast.journal.lessons.count() == 5
