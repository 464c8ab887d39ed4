"""manage.py journal_timetable: a proposal, files of FET in and out."""

import io

import pytest
from django.core.management import CommandError, call_command

from journal_plugin.timetable.fet.document import read_document
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.models import Slot
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import first_term, make_institution, make_room, make_year
from tests.factories.people import make_group, make_learner, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    """A semester in which two groups have one teacher, three and two lessons in a cycle, and one room."""
    institution = make_institution()
    period = first_term(make_year(institution))
    staff = make_staff(institution, "Петров Пётр Петрович")
    for name, number in (("ОН-24", 3), ("ОН-25", 2)):
        group = make_group(institution, name)
        make_learner(group, f"Иванова Анна {name}")
        assign(staff, group, make_element(institution, f"Химия {name}"), period, lessons_per_cycle=number)
    make_room(institution, "108", capacity=30)
    return period


def run(term, *arguments):
    """What the command prints."""
    out = io.StringIO()
    options = ["--institution=localhost", f"--term={term.pk}", "--seconds=5"]
    call_command("journal_timetable", *arguments, *options, stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def refused(term, *arguments):
    """Why it does not."""
    with pytest.raises(CommandError) as error:
        run(term, *arguments)
    return str(error.value)


def placed():
    """(week, weekday, number, group, room) of every slot."""
    rows = Slot.objects.order_by("week", "weekday", "number", "group__name")
    return list(rows.values_list("week", "weekday", "number", "group__name", "room__name"))


def test_proposal_is_shown_and_written_only_when_asked(term):
    shown = run(term, "propose")
    assert shown[0] == "Все обязательные правила выполнены. Невыполненные пожелания: 0.00"
    assert shown[-1] == "Ничего не записано: повторите с --settle."
    assert placed() == []
    written = run(term, "propose", "--settle")
    slots = placed()
    assert written[-1] == f"Записано. Новых: {len(slots)}, изменено: 0, без изменений: 0."
    held = [(week, slot[3]) for slot in slots for week in (slot[0] or "AB")]
    assert {name: sum(group == name for _week, group in held) for name in ("ОН-24", "ОН-25")} == {
        "ОН-24": 3,
        "ОН-25": 2,
    }
    assert {slot[4] for slot in slots} == {"108"}
    assert len({(week, *slot[1:3]) for slot in slots for week in (slot[0] or "AB")}) == 5  # one teacher, one room


def test_timetable_goes_out_to_fet_and_comes_back_the_same(term, tmp_path):
    run(term, "propose", "--settle")
    before, file = placed(), tmp_path / "college.fet"
    assert run(term, "export", str(file))[0].startswith("Занятий: 5, размещено: 5;")
    told = run(term, "import", str(file), "--settle")
    assert told[1] == "Все обязательные правила выполнены. Невыполненные пожелания: 0.00"
    assert told[-1] == f"Записано. Новых: 0, изменено: 0, без изменений: {len(before)}."
    assert placed() == before


def test_unsolved_file_is_solved_and_can_be_written_with_its_places(term, tmp_path):
    file, solved = tmp_path / "college.fet", tmp_path / "solved.fet"
    run(term, "export", str(file))
    assert problem_of(read_document(file.read_bytes())).placed.times == {}
    run(term, "import", str(file), "--out", str(solved))
    assert len(problem_of(read_document(solved.read_bytes())).placed.times) == 5
    assert placed() == []


def test_file_with_names_that_are_not_here_names_them_and_is_not_written(term, tmp_path):
    file = tmp_path / "college.fet"
    run(term, "export", str(file))
    file.write_text(file.read_text().replace("Петров Пётр Петрович", "Сидоров Семён Ильич"))
    assert "! Нет такого сотрудника: Сидоров Семён Ильич" in run(term, "import", str(file))
    reason = refused(term, "import", str(file), "--settle")
    assert reason == "Ничего не записано: расписание неверно или неполно."
    assert placed() == []


def test_constraint_that_is_not_understood_is_named_and_kept(term, tmp_path):
    file, solved = tmp_path / "college.fet", tmp_path / "solved.fet"
    run(term, "export", str(file))
    strange = "<ConstraintMoonPhase><Weight_Percentage>7</Weight_Percentage></ConstraintMoonPhase>"
    file.write_text(file.read_text().replace("</Time_Constraints_List>", strange + "</Time_Constraints_List>"))
    told = run(term, "import", str(file), "--out", str(solved))
    assert told[1] == "Не учитывается, сохраняется только для выгрузки: ConstraintMoonPhase — 1"
    assert problem_of(read_document(solved.read_bytes())).problem.unknown == (("ConstraintMoonPhase", 1),)


def test_what_cannot_be_is_told(term, tmp_path):
    file = tmp_path / "broken.fet"
    file.write_text("<fet>")
    assert refused(term, "import", str(file)).startswith("Файл повреждён, или это не файл FET")
    assert refused(term, "import", str(tmp_path / "none.fet")) == f"Файл {tmp_path / 'none.fet'} не читается."
    assert refused(term, "import") == "Назовите файл .fet."
    term.pk = 0
    assert refused(term, "propose") == "Такого учреждения или учебного периода нет."
