"""A diary page on the college's site, and a week with something in it."""

from dataclasses import dataclass

import pytest

from journal_plugin.diary.actions import place_diary
from journal_plugin.marks.models import Mark
from tests.cast import Cast
from tests.factories.gradebook import absence, mark, save_as


@pytest.fixture
def diary(cast: Cast):
    """The diary page of the college's site, at /dnevnik/."""
    return place_diary(site=cast.institution.site)


@dataclass(frozen=True)
class Written:
    """Marks of Аня (5 and 4 today) and of Борис (3), and Аня's absence of 13 November."""

    five: Mark
    four: Mark
    other: Mark


@pytest.fixture
def written(cast: Cast) -> Written:
    """What the teacher wrote, through the register."""
    anna, boris, _vera = cast.learners
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], anna, "5"),
        mark(cast.works[1], anna, "4"),
        mark(cast.works[0], boris, "3"),
        absence(cast.lessons[2], anna, "б"),
    )
    assert [answer.status for answer in answers] == ["accepted"] * 4
    return Written(
        five=Mark.objects.get(learner=anna, work=cast.works[0]),
        four=Mark.objects.get(learner=anna, work=cast.works[1]),
        other=Mark.objects.get(learner=boris),
    )
