"""Lists taken out; two institutions in one database."""

from datetime import date, time

import pytest

from journal_plugin.core.spreadsheet import read_sheet
from journal_plugin.exchange.actions import ListRefused, apply_list
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of, plan_list
from journal_plugin.people.models import Person
from tests.factories.institution import make_institution, make_year


@pytest.mark.row("N03")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["rooms", "bells", "staff", "groups", "learners", "elements", "load"])
def test_list_taken_out_and_sent_in_changes_nothing(cast, what, form):
    context = context_of(what, cast.institution)
    again = plan_list(what, context, export_list(what, context, form))
    assert (again.created, again.changed, again.removed, again.refused) == ((), (), (), ())
    standing = {"rooms": 1, "bells": 3, "staff": 13, "groups": 2, "learners": 4, "elements": 2, "load": 2}
    assert again.unchanged == standing[what]


def test_cell_that_looks_like_a_formula_is_taken_out_harmless(cast):
    cast.group.name = "=cmd()"
    cast.group.save()
    context = context_of("groups", cast.institution)
    text = export_list("groups", context).decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[0] == " =cmd()"


@pytest.mark.row("N03")
def test_workbook_holds_dates_times_and_numbers_and_a_formula_stays_text(cast):
    cast.group.name = "=cmd()"
    cast.group.save()
    Person.objects.filter(pk=cast.learners[0].person_id).update(birth_date=date(2009, 3, 14), phone="+7 900")
    sheet = read_sheet(export_list("learners", context_of("learners", cast.institution), "xlsx"))
    row = dict(zip(sheet.headings, sheet.rows[0][1], strict=False))
    days = [row[name].date() for name in ("Дата рождения", "Зачислен")]
    told = [row["Группа"], *days, row["Телефон"], row["Код"]]
    assert told == ["=cmd()", date(2009, 3, 14), date(2026, 9, 1), "+7 900", "1"]
    bells = read_sheet(export_list("bells", context_of("bells", cast.institution), "xlsx"))
    assert bells.rows[0][1][:3] == (1, time(8, 30), time(10, 0))


def test_list_of_nobody_is_a_workbook_of_headings(other_college):
    sheet = read_sheet(export_list("learners", context_of("learners", other_college), "xlsx"))
    assert (sheet.headings[0], sheet.rows) == ("ФИО", ())


def test_lists_of_another_institution_are_not_taken_out(cast, other_college):
    context = context_of("learners", other_college)
    assert len(export_list("learners", context).decode().splitlines()) == 1


@pytest.fixture
def other_college(cast):
    """A second institution with a year and nobody."""
    institution = make_institution("other.example", default=False, short_name="Другой")
    make_year(institution)
    return institution


def test_group_of_another_institution_does_not_exist_here(cast, other_college):
    with pytest.raises(ListRefused) as refused:
        apply_list(
            what="learners",
            context=context_of("learners", other_college),
            data="ФИО;Группа\nГусев Глеб;ОН-24\n".encode(),
        )
    assert [row.reason for row in refused.value.plan.refused] == ["Группы ОН-24 нет."]


@pytest.mark.row("N03")
def test_curricula_are_taken_out_with_hours_and_control_and_sent_in_again(cast):
    text = (
        "Учебный план;Программа;Курс;Группы;Дисциплина;Период;Часов теории;Часов практики;Форма контроля\r\n"
        "УП-24;Технология;3;ОН-24, ОН-25;Материаловедение;1 семестр;32;16;экзамен\r\n"
        "УП-24;Технология;3;ОН-24, ОН-25;Психология;2 семестр;20;0;зачёт\r\n"
    )
    context = context_of("curricula", cast.institution)
    apply_list(what="curricula", context=context, data=text.encode())
    out = export_list("curricula", context)
    assert out.decode("utf-8-sig") == text
    for file in (out, export_list("curricula", context, "xlsx")):
        again = plan_list("curricula", context, file)
        assert (again.is_empty, again.unchanged, again.refused) == (True, 2, ())


def test_curricula_of_another_institution_are_not_taken_out(cast, other_college):
    text = "План;Программа;Курс;Группы;Предмет;Период\nУП-24;Технология;3;ОН-24;Материаловедение;1 семестр\n"
    apply_list(what="curricula", context=context_of("curricula", cast.institution), data=text.encode())
    assert len(export_list("curricula", context_of("curricula", other_college)).decode().splitlines()) == 1
