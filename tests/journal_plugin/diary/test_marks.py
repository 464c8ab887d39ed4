"""Marks by subjects, term marks of all years, absences by months, a mark opened."""

from datetime import date
from decimal import Decimal

import pytest

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.people.models import Membership
from tests.cast import Cast
from tests.factories.gradebook import absence, comment, final, mark, save_as, save_one
from tests.factories.people import join
from tests.journal_plugin.diary.conftest import Written
from tests.journal_plugin.diary.reading import blocks, html_of, words


def subjects(user, address: str) -> list[str]:
    """The words of each subject's row."""
    return [text.split("|", 1)[1] for text in blocks(html_of(user, address), '<article class="sj"')]


def marks_address(cast: Cast, period: str = "") -> str:
    """Аня's marks."""
    return f"/dnevnik/{cast.learners[0].pk}/marks/{period}"


@pytest.mark.row("E19")
@pytest.mark.row("G02")
@pytest.mark.parametrize("who", ["parent", "student"])
@pytest.mark.usefixtures("diary", "written")
def test_marks_show_the_row_the_average_and_how_it_was_counted(cast: Cast, who: str) -> None:
    assert subjects(getattr(cast, who), marks_address(cast)) == [
        (
            "Материаловедение|Петров П. П.|б|болезнь|5|, Ответ на занятии|4|, Практическая работа|мало отметок"
            "|4,33|(5·1 + 4·2) / 3 = 4,33|с учётом веса работ|Мало отметок для прогноза|–"
        )
    ]


@pytest.mark.row("E19")
@pytest.mark.usefixtures("diary", "written")
def test_average_is_plain_where_the_institution_says_so(cast: Cast) -> None:
    InstitutionSettings.objects.update(weighted_average=False)
    (row,) = subjects(cast.parent, marks_address(cast))
    assert row.split("мало отметок|")[1] == (
        "4,50|(5 + 4) / 2 = 4,50|простое среднее, без веса|Мало отметок для прогноза|–"
    )


@pytest.mark.usefixtures("diary", "written")
def test_outlook_follows_the_thresholds_of_the_institution(cast: Cast) -> None:
    save_as(cast.teacher, cast.journal, mark(cast.lessons[2].works.get(), cast.learners[2], "5"))
    save_one(cast.teacher, cast.journal, mark(cast.lessons[1].works.get(), cast.learners[0], "4"))
    (row,) = subjects(cast.parent, marks_address(cast))
    assert row.split("с учётом веса работ|")[1] == "Если так и дальше —|4|. До 5 не хватает 2 пятёрок|–"
    InstitutionSettings.objects.update(threshold_five=Decimal("4.25"))
    (row,) = subjects(cast.parent, marks_address(cast))
    assert row.split("с учётом веса работ|")[1] == "Если так и дальше —|5|–"


@pytest.mark.usefixtures("diary", "written")
def test_average_of_all_marks_says_that_it_knows_no_weights(cast: Cast) -> None:
    (sums,) = blocks(html_of(cast.parent, marks_address(cast)), '<dl class="sums">')
    assert words(sums).split("|")[:3] == ["Средний балл по всем отметкам", "4,50", "простое среднее, без веса"]


@pytest.mark.row("E19", "G02")
@pytest.mark.parametrize("who", ["parent", "student"])
@pytest.mark.usefixtures("diary", "written")
def test_term_mark_stands_in_its_subject_and_among_all_years(cast: Cast, who: str) -> None:
    save_as(
        cast.teacher,
        cast.journal,
        final(cast.term, cast.learners[0], "4"),
        final(cast.term, cast.learners[1], "3"),
    )
    page = html_of(getattr(cast, who), marks_address(cast))
    (row,) = subjects(getattr(cast, who), marks_address(cast))
    assert row.split("с учётом веса работ|")[1] == "Итоговая отметка выставлена.|1 семестр:|4"
    (table,) = blocks(page, "<table ")
    assert table.split("|", 1)[1] == "Предмет|1 семестр|2026/2027|Материаловедение|4"


@pytest.mark.row("G14")
@pytest.mark.usefixtures("diary", "written")
def test_every_year_since_the_first_day_can_be_opened(cast: Cast, clock) -> None:
    clock.shift(366 * 24 * 3600)
    open_next_year(cast)
    page = html_of(cast.parent, marks_address(cast))
    (periods,) = blocks(page, '<div class="drop-box drop-list">')
    assert periods == "2027/2028|1 семестр|Весь год|2026/2027|2 семестр|1 семестр|Весь год"
    assert subjects(cast.parent, marks_address(cast)) == []
    for period in (f"t{cast.term.pk}/", f"y{cast.year.pk}/"):
        (row,) = subjects(cast.parent, marks_address(cast, period))
        assert row.split("|")[:7] == [
            "Материаловедение",
            "Петров П. П.",
            "б",
            "болезнь",
            "5",
            ", Ответ на занятии",
            "4",
        ]


def open_next_year(cast: Cast) -> None:
    """2027/2028: two semesters."""
    open_year(
        institution=cast.institution,
        name="2027/2028",
        since=date(2027, 9, 1),
        until=date(2028, 6, 30),
        terms=[
            TermCard("1 семестр", "semester", date(2027, 9, 1), date(2027, 12, 28), 1),
            TermCard("2 семестр", "semester", date(2028, 1, 11), date(2028, 6, 30), 2),
        ],
        holidays=[],
    )


@pytest.mark.row("G14")
@pytest.mark.usefixtures("diary", "written")
def test_moved_learner_keeps_the_marks_of_the_old_group(cast: Cast) -> None:
    anna = cast.learners[0]
    Membership.objects.filter(learner=anna).update(until=date(2026, 11, 20))
    join(anna, cast.foreign_group, since=date(2026, 11, 21))
    names = [row.split("|")[0] for row in subjects(cast.parent, marks_address(cast))]
    marks = [row.count(", Ответ на занятии") for row in subjects(cast.parent, marks_address(cast))]
    assert (names, marks) == (["Материаловедение", "Психология"], [1, 0])


@pytest.mark.row("G02")
@pytest.mark.usefixtures("diary", "written")
def test_absences_count_hours_by_months_and_reasons(cast: Cast) -> None:
    save_as(
        cast.teacher,
        cast.journal,
        absence(cast.lessons[1], cast.learners[0], "н"),
        absence(cast.lessons[2], cast.learners[1], "н"),
    )
    page = html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/absences/")
    assert words(blocks(page, '<dl class="sums">')[0]) == (
        "Пропущено|4 ч|из 8 ч занятий|По уважительным причинам|2 ч|Без уважительной причины|2 ч|Посещаемость|50 %"
    )
    assert [text.split("|", 1)[1] for text in blocks(page, '<section class="block"')] == [
        "Ноябрь 2026|2 ч|День|Занятие|Предмет|Часы|Причина|пт, 13 нояб.|1|б|болезнь|Материаловедение|2|болезнь",
        (
            "Октябрь 2026|2 ч, без уважительной причины 2 ч|День|Занятие|Предмет|Часы|Причина"
            "|пт, 30 окт.|1|н|пропуск|Материаловедение|2|пропуск, причина не указана"
        ),
    ]


@pytest.mark.row("G02")
def test_mark_opens_to_kind_weight_date_author_and_comment(cast: Cast, diary, written: Written) -> None:
    save_one(cast.teacher, cast.journal, comment(written.four.work, cast.learners[0], "Аккуратные чертежи"))
    page = html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/mark/{written.four.pk}/")
    (card,) = blocks(page, '<article class="card')
    assert card.split("|", 1)[1] == (
        "4|Материаловедение|практическая работа|За что|Практическая работа|Вес|2|Занятие|сегодня, 1-е занятие"
        "|Тема|ещё не записана|Поставлена|Петров П. П., сегодня, 10:30|Комментарий|Аккуратные чертежи"
        "|Отметку не исправляли."
    )


def test_mark_without_a_comment_says_so_and_one_taken_away_keeps_its_comment_to_itself(
    cast: Cast, diary, written
) -> None:
    address = f"/dnevnik/{cast.learners[0].pk}/mark/{written.five.pk}/"
    assert "|Комментарий|нет|" in blocks(html_of(cast.parent, address), '<article class="card')[0]
    save_one(cast.teacher, cast.journal, comment(cast.works[0], cast.learners[0], "Опечатка"))
    assert "|Комментарий|Опечатка|" in blocks(html_of(cast.parent, address), '<article class="card')[0]
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "", written.five.version))
    assert html_of(cast.parent, address).count("Опечатка") == 0


def test_corrected_mark_tells_from_what_to_what_and_when(cast: Cast, diary, written: Written, clock) -> None:
    clock.shift(3600)
    save_one(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[0], "3", written.five.version, reason="ошибка в подсчёте"),
    )
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[1], "2", written.other.version))
    page = html_of(cast.parent, f"/dnevnik/{cast.learners[0].pk}/mark/{written.five.pk}/")
    (history,) = blocks(page, '<ul class="rows"')
    assert history.split("|", 1)[1] == "5 → 3|, сегодня, 11:30, Петров П. П.|ошибка в подсчёте"


def test_mark_taken_away_leaves_the_rows_and_keeps_its_page(cast: Cast, diary, written: Written) -> None:
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "", written.five.version))
    address = f"/dnevnik/{cast.learners[0].pk}/mark/{written.five.pk}/"
    assert address not in html_of(cast.parent, marks_address(cast))
    (history,) = blocks(html_of(cast.parent, address), '<ul class="rows"')
    assert history.split("|", 1)[1] == "5 → –|(снята), сегодня, 10:30, Петров П. П."


@pytest.mark.row("E10", "E11")
def test_corrected_mark_says_so_in_the_row_and_in_the_week(cast: Cast, diary, written: Written) -> None:
    week = f"/dnevnik/{cast.learners[0].pk}/"
    before = [html_of(cast.parent, address).count("m-changed") for address in (marks_address(cast), week)]
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "3", written.five.version))
    pages = [html_of(cast.parent, address) for address in (marks_address(cast), week)]
    assert (before, [page.count("m-changed") for page in pages]) == ([0, 0], [1, 1])
    assert "|3|, Ответ на занятии, исправлена|" in subjects(cast.parent, marks_address(cast))[0]
