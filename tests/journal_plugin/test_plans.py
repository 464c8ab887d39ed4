"""The pages that are open all day find the rows of big tables by an index, on either database: no luck, a plan.

PostgreSQL is told to avoid reading whole tables, as it would with a full year in them; where a page still has to, no index
serves its question. SQLite does by itself whatever an index allows.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.diary.actions import place_diary
from tests.factories.gradebook import absence, mark, save_as, text

pytestmark = pytest.mark.once
"""On PostgreSQL in a job of its own (.ci/test.py), whose tables are new."""

BIG = (
    "journal_attendance",
    "journal_change",
    "journal_finalmark",
    "journal_lesson",
    "journal_lessonteacher",
    "journal_mark",
    "journal_membership",
    "journal_work",
)
"""Tables that grow with every week."""

WHOLE = re.compile(
    r"Seq Scan on (\w+)|^SCAN (\w+)|Index (?:Only )?Scan (?:Backward )?using \w+ on (\w+).*\n(?!\s+Index Cond)",
    re.MULTILINE,
)
"""A whole table read: by PostgreSQL, by SQLite, by PostgreSQL through an index without a condition on it."""
ALIAS = re.compile(r'"(journal_\w+)" (?:AS )?"?(\w+)"?')
"""«"journal_lesson" U0»: SQLite's plans call a table by its alias."""


def plan_of(sql: str) -> str:
    """The plan of a query, a line a step."""
    with connection.cursor() as cursor:
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + sql.replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def read_whole(sql: str) -> set[str]:
    """The big tables that the query reads from end to end."""
    aliases = {alias: table for table, alias in ALIAS.findall(sql)}
    found = {name for names in WHOLE.findall(f"{plan_of(sql)}\n") for name in names if name}
    # PostgreSQL takes one change of a new table in two hundred for one that stands, and reads all these by their index.
    changes = {"journal_daychange"} if connection.vendor == "sqlite" else set()
    return {aliases.get(name, name) for name in found} & {*BIG, *changes}


def _forget_sizes(cursor) -> None:
    """PostgreSQL thinks of its tables as of new ones, neither small nor large, and avoids reading them whole.

    Of a table that it knows to hold three rows it would read all three, through whatever index.
    """
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relname LIKE 'journal%'")
    cursor.execute("DELETE FROM pg_statistic USING pg_class c WHERE starelid = c.oid AND c.relname LIKE 'journal%'")


@pytest.fixture
def filled(cast) -> None:
    """Some of everything, and a database that avoids reading whole tables."""
    save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[0], "5"),
        absence(cast.lesson, cast.learners[1], "н"),
        text("topic", cast.lesson, "Сплавы"),
    )
    place_diary(site=cast.institution.site)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            _forget_sizes(cursor)


def addresses(cast) -> dict[str, tuple]:
    """Page -> who opens it, and where."""
    journal, child = cast.journal.pk, cast.learners[0].pk
    return {
        "grid": (cast.teacher, reverse("journal:grid", args=[journal])),
        "lesson": (cast.teacher, reverse("journal:grid-lesson", args=[journal, cast.lesson.pk])),
        "topics": (cast.curator, reverse("journal:grid-topics", args=[journal])),
        "finals": (cast.deputy, reverse("journal:grid-finals", args=[journal])),
        "today": (cast.teacher, reverse("journal:today")),
        "week": (cast.parent, f"/dnevnik/{child}/"),
        "marks": (cast.parent, f"/dnevnik/{child}/marks/"),
        "absences": (cast.parent, f"/dnevnik/{child}/absences/"),
        "corrections": (cast.deputy, reverse("journal:corrections")),
        "group's week": (cast.teacher, reverse("journal:timetable_group_week", args=[cast.group.pk])),
        "teacher's week": (cast.teacher, reverse("journal:timetable_teacher_week", args=[cast.staff.pk])),
        "learner's week": (cast.parent, reverse("journal:timetable_learner_week", args=[child])),
    }


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "page",
    [
        *("grid", "lesson", "topics", "finals", "today", "week", "marks", "absences", "corrections"),
        *("group's week", "teacher's week", "learner's week"),
    ],
)
def test_page_reads_no_big_table_from_end_to_end(client, cast, page):
    user, address = addresses(cast)[page]
    client.force_login(user)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in caught if query["sql"].lstrip("( ").startswith(("SELECT", "WITH"))]
    assert asked
    assert {sql: tables for sql in asked if (tables := read_whole(sql))} == {}


@pytest.mark.usefixtures("filled")
def test_save_reads_no_big_table_from_end_to_end(cast):
    with CaptureQueriesContext(connection) as caught:
        (answer,) = save_as(cast.teacher, cast.journal, mark(cast.works[1], cast.learners[0], "4"))
    assert answer.status == "accepted"
    asked = [query["sql"] for query in caught if query["sql"].startswith("SELECT")]
    assert {sql: tables for sql in asked if (tables := read_whole(sql))} == {}


def test_whole_table_is_noticed(cast):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert read_whole('SELECT * FROM "journal_lesson" U0 WHERE U0."topic" = \'x\'') == {"journal_lesson"}
    assert read_whole(f'SELECT * FROM "journal_lesson" WHERE "id" = {cast.lesson.pk}') == set()
