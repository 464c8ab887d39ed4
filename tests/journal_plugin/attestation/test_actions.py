"""Term marks: only words of the scale stand there (E07, requirements §4)."""

import pytest

from journal_plugin.attestation.models import FinalMark
from journal_plugin.institution.enums import InstitutionKind
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import final, mark, save_as, save_one
from tests.factories.lessons import make_journal, make_lesson


@pytest.mark.row("E07")
@pytest.mark.parametrize("kind", InstitutionKind.values)
def test_learner_of_a_medical_group_is_assessed_in_theory_and_not_released(cast, kind):
    cast.institution.kind = kind
    cast.institution.save()
    element = make_element(cast.institution, "Физическая культура")
    assign(cast.staff, cast.group, element, cast.term)
    journal = make_journal(cast.group, element, cast.year)
    lesson = make_lesson(journal, cast.lesson.date, 3, teachers=[cast.staff])
    learner = cast.learners[0]
    theory = save_one(cast.teacher, journal, mark(lesson.works.get(), learner, "4"))
    released = save_as(cast.teacher, journal, *(final(cast.term, learner, word) for word in ("осв.", "осв", "ОСВ")))
    assert (theory.status, {answer.status for answer in released}) == ("accepted", {"refused"})
    assert not FinalMark.objects.exists()
    assert save_one(cast.teacher, journal, final(cast.term, learner, "4")).status == "accepted"


@pytest.mark.parametrize("word", ["6", "0", "+", "•", "н", "5-", "отл", "4/5"])
def test_other_signs_are_no_term_marks(cast, word):
    answer = save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], word))
    assert (answer.status, FinalMark.objects.count()) == ("refused", 0)
