"""manage.py journal_import."""

import io

import pytest
from django.core.management import CommandError, call_command

from journal_plugin.calendar.models import Term
from journal_plugin.institution.models import Room


def run(path, *options) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("journal_import", "rooms", str(path), "--institution", "localhost", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_command_shows_and_writes_only_with_yes(cast, tmp_path):
    path = tmp_path / "rooms.csv"
    path.write_bytes("Кабинет;Корпус;Вместимость\n108;Главный корпус;25\n201;Новый корпус;\n".encode("windows-1251"))
    counts = "Новых: 1, изменено: 1, без изменений: 0, закрыто: 0, отклонено: 0."
    lines = ["+ 3: 201, Новый корпус", "~ 2: 108, Главный корпус: Вместимость: — → 25", counts]
    assert run(path).splitlines() == [*lines, "Ничего не записано: повторите с --yes."]
    assert Room.objects.count() == 1
    assert run(path, "--yes").splitlines() == [*lines, "Записано."]
    assert {room.name: room.capacity for room in Room.objects.all()} == {"108": 25, "201": None}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Файл пустой."),
        (
            "Кабинет;Корпус;Вместимость\n201;Новый корпус;много\n".encode(),
            "В списке есть неверные строки. Ничего не записано.",
        ),
    ],
)
def test_command_refuses_a_broken_file(cast, tmp_path, content, reason):
    path = tmp_path / "rooms.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(path, "--yes")
    assert str(error.value) == reason
    assert Room.objects.count() == 1


def test_command_names_what_it_does_not_find(cast, tmp_path):
    with pytest.raises(CommandError) as error:
        run(tmp_path / "none.csv")
    assert str(error.value) == f"Файл {tmp_path / 'none.csv'} не читается."
    path = tmp_path / "rooms.csv"
    path.write_text("Кабинет;Корпус\n", encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("journal_import", "rooms", str(path), institution="nowhere.example")
    assert str(error.value) == "Такого учреждения или учебного периода нет."


def test_year_that_sums_up_its_periods_takes_no_load(cast, tmp_path):
    whole = {"kind": "year", "since": cast.year.since, "until": cast.year.until}
    term = Term.objects.create(year=cast.year, name="Год", number=3, **whole)
    path = tmp_path / "load.csv"
    path.write_text("Группа\n", encoding="utf-8")
    for command in (["journal_import", "load", path], ["journal_timetable", "export", path]):
        with pytest.raises(CommandError) as error:
            call_command(*map(str, command), institution="localhost", term=term.pk)
        assert str(error.value) == "Такого учреждения или учебного периода нет."
