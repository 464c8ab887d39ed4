"""One subject: topics studied and to come, with own marks (B17)."""

from datetime import timedelta

import pytest

from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import ControlForm, IndividualCurriculum, IndividualLine
from journal_plugin.diary.actions import place_diary
from journal_plugin.people.models import Membership
from tests.cast import Cast
from tests.factories.changes import TODAY, cancel
from tests.factories.curriculum import add_line, make_curriculum
from tests.factories.gradebook import mark, save_as
from tests.factories.lessons import make_lesson
from tests.factories.pages import make_portal, make_programme
from tests.journal_plugin.diary.reading import html_of, signed_in, words


def address(cast: Cast, learner: int = 0) -> str:
    return f"/dnevnik/{cast.learners[learner].pk}/subject/{cast.element.pk}/t{cast.term.pk}/"


@pytest.mark.row("B17")
@pytest.mark.usefixtures("written")
def test_topics_stand_by_date_with_own_marks_and_what_the_plan_still_has(cast: Cast) -> None:
    make_portal(cast.institution)
    place_diary(site=cast.institution.site)
    make_programme(cast.element, cast.year, *(f"Тема {number}" for number in range(1, 8)), homework="§ 1")
    text = words(html_of(cast.parent, address(cast)))
    assert "Занятий пройдено: 4, впереди: 3." in text
    ahead, held = text.split("|Впереди|")[1].split("|Пройдено|")
    assert ahead == "23|нояб., пн|Тема 5|В плане, пока без даты: 2|Тема 6|Тема 7"
    assert held.startswith(
        "20|нояб., пт|Тема 4|5|, Ответ на занятии|4|, Практическая работа|13|нояб., пт|Тема 3|б|болезнь|30|"
    )


@pytest.mark.row("B17")
@pytest.mark.usefixtures("diary", "written")
def test_another_childs_marks_do_not_stand_there(cast: Cast) -> None:
    assert "3" not in words(html_of(cast.parent, address(cast))).split("|Пройдено|")[1].split("|13|")[0]


@pytest.mark.usefixtures("diary")
def test_todays_lesson_is_to_come_until_something_is_written_in_it(cast: Cast) -> None:
    text = words(html_of(cast.parent, address(cast)))
    assert "пройдено: 3, впереди: 2" in text
    save_as(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    assert "пройдено: 4, впереди: 1" in words(html_of(cast.parent, address(cast)))


@pytest.mark.usefixtures("diary")
def test_a_cancelled_lesson_is_no_topic(cast: Cast) -> None:
    before = words(html_of(cast.parent, address(cast)))
    cancel(cast)
    after = words(html_of(cast.parent, address(cast)))
    assert ("впереди: 2" in before, "впереди: 1" in after) == (True, True)


@pytest.mark.row("M05")
@pytest.mark.usefixtures("diary")
def test_a_subject_of_other_groups_is_not_found(cast: Cast) -> None:
    foreign = cast.foreign_journal.element_id
    place = f"/dnevnik/{cast.learners[0].pk}/subject/{foreign}/t{cast.term.pk}/"
    assert signed_in(cast.parent).get(place).status_code == 404


@pytest.fixture
def curriculum(cast: Cast):
    """The group's curriculum: a credit in the first term, an exam in the second."""
    made = make_curriculum(cast.year, groups=(cast.group,))
    spring = Term.objects.get(year=cast.year, number=2)
    for term, form in ((spring, "экзамен"), (cast.term, "зачёт")):
        add_line(made, cast.element, term, 32, 16, form)
    return made


@pytest.mark.row("B15")
@pytest.mark.usefixtures("diary", "curriculum")
def test_forms_of_control_of_the_year_are_named(cast: Cast) -> None:
    assert "|Форма контроля: зачёт (1 семестр), экзамен (2 семестр).|" in words(html_of(cast.parent, address(cast)))


@pytest.mark.row("B15")
@pytest.mark.usefixtures("diary", "curriculum")
def test_what_the_individual_curriculum_says_stands_instead(cast: Cast) -> None:
    own = IndividualCurriculum.objects.create(
        learner=cast.learners[0], year=cast.year, order_no="7", order_date=cast.year.since
    )
    form = ControlForm.objects.get(institution=cast.institution, name="курсовая работа")
    IndividualLine.objects.create(plan=own, element=cast.element, term=cast.term, control=form)
    assert "Форма контроля: курсовая работа (1 семестр), экзамен (2 семестр)." in words(
        html_of(cast.parent, address(cast))
    )
    IndividualLine.objects.update(control=None, excluded=True)
    assert "Форма контроля: экзамен (2 семестр)." in words(html_of(cast.parent, address(cast)))


@pytest.mark.usefixtures("diary", "curriculum")
def test_the_curriculum_of_a_group_that_the_child_has_left_is_not_his(cast: Cast) -> None:
    Membership.objects.filter(learner=cast.learners[0]).update(until=TODAY - timedelta(days=1))
    assert "Форма контроля" not in words(html_of(cast.parent, address(cast)))


@pytest.mark.usefixtures("diary", "written")
def test_queries_do_not_grow_with_lessons(cast: Cast, django_assert_num_queries) -> None:
    client = signed_in(cast.parent)
    client.get(address(cast))
    with django_assert_num_queries(11):
        client.get(address(cast))
    for number in (1, 2):
        save_as(
            cast.teacher,
            cast.journal,
            mark(make_lesson(cast.journal, TODAY - timedelta(days=number), works=1).works.get(), cast.learners[0], "4"),
        )
    with django_assert_num_queries(11):
        client.get(address(cast))
