"""journal_verify finds what was changed behind the program; the database refuses to rewrite the history."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from wagtail.models import Site

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change, Lesson
from tests.factories.gradebook import absence, comment, final, mark, save_as, text


@pytest.fixture
def written(cast):
    """A journal with a history of nine changes, and a foreign one with one."""
    oral, practice = cast.works
    first, second, third = cast.learners
    save_as(
        cast.teacher,
        cast.journal,
        mark(oral, first, "5"),
        mark(practice, second, "4"),
        absence(cast.lesson, third, "н"),
        text("topic", cast.lesson, "Сплавы"),
        text("homework", cast.lesson, "§ 14"),
        final(cast.term, first, "5"),
    )
    save_as(cast.teacher, cast.journal, comment(oral, first, "аккуратно"))
    save_as(cast.teacher, cast.journal, mark(oral, first, "3", 1))
    save_as(cast.foreign_teacher, cast.foreign_journal, text("topic", cast.foreign_lesson, "Тема", 0))
    Lesson.objects.filter(pk=cast.foreign_lesson.pk).update(homework="")
    return cast


@pytest.fixture
def bare(db):
    """A database made by migrations has Wagtail's own first site; the cast brings another."""
    Site.objects.all().delete()


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def defects(journal) -> list[str]:
    return [defect.text for defect in verify(journal.pk)]


@pytest.mark.row("E11", "M06")
def test_untouched_history_is_whole(written):
    out = StringIO()
    call_command("journal_verify", stdout=out)
    assert out.getvalue() == "История цела: в обход программы ничего не меняли.\n"


@pytest.mark.row("E11")
def test_altered_row_is_found(written):
    sql("UPDATE journal_change SET new = '5' WHERE journal_id = %s AND seq = 2", written.journal.pk)
    altered, replayed = defects(written.journal)
    assert altered == "запись 2 изменена"
    assert replayed.endswith("стоит «4», а по истории «5»")
    assert defects(written.foreign_journal) == []


@pytest.mark.parametrize("column", ["at", "actor_id", "old", "reason", "version"])
def test_every_column_of_a_row_is_under_the_hash(written, column):
    value = {
        "at": "2026-11-01 00:00:00+00:00",
        "actor_id": written.substitute.journal_person.pk,
        "old": "4",
        "reason": "так надо",
        "version": 9,
    }[column]
    sql(f"UPDATE journal_change SET {column} = %s WHERE journal_id = %s AND seq = 9", value, written.journal.pk)
    assert "запись 9 изменена" in defects(written.journal)


@pytest.mark.row("E11")
def test_removed_row_is_found(written):
    sql("DELETE FROM journal_change WHERE journal_id = %s AND seq = 3", written.journal.pk)
    assert defects(written.journal)[0] == "за записью 2 следует 4: строки пропали"


@pytest.mark.row("E11")
def test_removed_last_row_is_found(written):
    sql("DELETE FROM journal_change WHERE journal_id = %s AND seq = 9", written.journal.pk)
    assert defects(written.journal)[0] == (
        "в журнале записей: 9, а история кончается на 8: её конец пропал или изменён"
    )


def test_removed_last_row_with_the_counter_set_back_is_still_found(written):
    sql("DELETE FROM journal_change WHERE journal_id = %s AND seq = 9", written.journal.pk)
    head = Change.objects.get(journal=written.journal, seq=8).hash
    sql("UPDATE journal_journal SET version = 8, head_hash = %s WHERE id = %s", head, written.journal.pk)
    (replayed,) = defects(written.journal)
    assert replayed.endswith("стоит «3», а по истории «5»")


@pytest.mark.row("E11", "M06")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_mark SET code = '5' WHERE code = '4'",
        "UPDATE journal_mark SET comment = 'хуже некуда' WHERE comment <> ''",
        "UPDATE journal_mark SET comment = '', comment_version = 0",
        "UPDATE journal_attendance SET code = ''",
        "UPDATE journal_finalmark SET code = '4'",
        "UPDATE journal_lesson SET topic = 'Стали' WHERE topic = 'Сплавы'",
        "UPDATE journal_lesson SET homework = '' WHERE homework = '§ 14'",
        "DELETE FROM journal_mark WHERE code = '4'",
    ],
)
def test_record_changed_behind_the_program_is_found(written, statement):
    sql(statement)
    assert len(defects(written.journal)) == 1


@pytest.mark.row("E11", "D12")
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-20 05:00:00+00:00", "стоит «2026-11-20 05:00:00+00:00», а по истории «2026-11-20 05:30:00+00:00»"),
        (None, "стоит «», а по истории «2026-11-20 05:30:00+00:00»"),
    ],
)
def test_presence_changed_behind_the_program_is_found(written, moment, told):
    Lesson.objects.filter(pk=written.lesson.pk).update(attendance_at=moment and datetime.fromisoformat(moment))
    (found,) = defects(written.journal)
    assert found.endswith(told)


def test_presence_that_nobody_checked_is_found(written):
    Lesson.objects.filter(pk=written.lessons[2].pk).update(attendance_at=datetime(2026, 11, 20, tzinfo=UTC))
    (found,) = defects(written.journal)
    assert found.endswith("стоит «2026-11-20 00:00:00+00:00», а по истории «»")


def test_command_prints_a_line_a_defect_and_fails(written):
    sql("UPDATE journal_mark SET code = '5' WHERE code = '4'")
    out = StringIO()
    with pytest.raises(CommandError, match="Найдено нарушений: 1") as failure:
        call_command("journal_verify", "--journal", str(written.journal.pk), stdout=out)
    assert failure.value.returncode == 1
    assert out.getvalue().count("\n") == 1
    call_command("journal_verify", "--journal", str(written.foreign_journal.pk), stdout=StringIO())
    with pytest.raises(CommandError, match="Такого журнала нет"):
        call_command("journal_verify", "--journal", "999999", stdout=out)


@pytest.mark.migrations
@pytest.mark.row("E11", "M06")
@pytest.mark.parametrize("statement", ["UPDATE journal_change SET new = '5'", "DELETE FROM journal_change"])
def test_database_itself_refuses_to_rewrite_the_history(bare, written, statement):
    before = list(Change.objects.order_by("pk").values_list("new", "hash"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    assert list(Change.objects.order_by("pk").values_list("new", "hash")) == before


def test_long_check_tells_how_far_it_is_beside_its_findings(filled, capsys):
    call_command("journal_verify", "--journal", str(filled.journal.pk))
    told = capsys.readouterr()
    total = Change.objects.filter(journal=filled.journal).count()
    assert told.err.splitlines() == [f"проверено изменений: {total} из {total}"]
    assert len(told.out.splitlines()) == 1
