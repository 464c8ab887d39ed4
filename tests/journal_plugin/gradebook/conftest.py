"""What several tests of the gradebook begin with."""

import pytest

from tests.factories.gradebook import absence, final, mark, save_as, text


@pytest.fixture
def filled(cast):
    """The cast's journal with a mark, an absence, a topic and a term mark."""
    save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[0], "5"),
        mark(cast.works[1], cast.learners[0], "4"),
        absence(cast.lesson, cast.learners[1], "н"),
        text("topic", cast.lesson, "Сплавы железа"),
        text("homework", cast.lesson, "§ 14, задачи 1–4"),
        final(cast.term, cast.learners[0], "5"),
    )
    return cast
