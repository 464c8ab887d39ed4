"""What is entered at once: 2,000 learners with guardians from a workbook and from a OneRoster package, a term of 40 groups.

Each run is rolled back. The floor is `bulk_create` of the very rows that the job has made, in one transaction: no file, no
comparison with what stands, no register of movements to be thought of.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import django
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from bench.clock import stand_still
from bench.results import Line
from bench.stopwatch import in_turn, work_of

RUNS, LEARNERS, A_GROUP, GROUPS = 5, 2000, 25, 40


@dataclass(frozen=True)
class Job:
    """``do`` enters everything; ``made`` are the kinds of rows that it makes, in the order of their foreign keys."""

    name: str
    do: Callable[[], object]
    made: tuple[type[models.Model], ...]


def main(database: str, size: str, quick: str) -> None:
    """Prints a line of JSON for each job."""
    stand_still()
    django.setup()
    for job in _jobs():
        line = _measured(job, database, size, 2 if quick == "quick" else RUNS)
        sys.stdout.write(json.dumps(line.as_json()) + "\n")
        sys.stdout.flush()


def _jobs() -> Iterator[Job]:
    from bench import entered  # noqa: PLC0415 - needs the set-up

    get = apps.get_app_config("journal").get_model
    people = tuple(get(name) for name in ("Person", "Learner", "Membership", "Guardianship", "Move"))
    book, package = entered.workbook(LEARNERS, A_GROUP), entered.package(LEARNERS, A_GROUP)
    place, bare = entered.empty_college(LEARNERS // A_GROUP), entered.college_without_groups("package")
    yield Job(f"{LEARNERS} learners with guardians, XLSX", lambda: entered.enter_list(place, book), people)
    yield Job(
        f"{LEARNERS} learners with guardians, OneRoster",
        lambda: entered.enter_package(bare, package),
        (get("Group"), *people),
    )
    term = entered.timetable_of(GROUPS)
    lessons = tuple(get(name) for name in ("Journal", "Lesson", "LessonTeacher", "Work"))
    yield Job(f"a term of lessons, {GROUPS} groups", lambda: entered.lay_out(term), lessons)


def _measured(job: Job, database: str, size: str, runs: int) -> Line:
    rows, statements = _rows_of(job)
    connection.ensure_connection()
    server = connection.connection.info.backend_pid if connection.vendor == "postgresql" else None
    asked, floor = in_turn(
        lambda: _taken_back(job.do),
        lambda: _taken_back(lambda: _bare(rows)),
        runs=runs,
        warm_up=1,
        work=work_of(server),
    )
    count = sum(map(len, rows))
    return Line(
        name=f"{job.name}: {count} rows, {count / asked.work_ms * 1000:.0f} rows/s",
        database=database,
        size=size,
        clients=1,
        median_ms=asked.median_ms,
        p95_ms=asked.p95_ms,
        sql=statements,
        floor_ms=floor.median_ms,
        ratio=asked.work_ms / floor.work_ms,
        aim=None,
        work_ms=asked.work_ms,
        floor_work_ms=floor.work_ms,
    )


def _taken_back(do: Callable[[], object]) -> None:
    with transaction.atomic():
        do()
        transaction.set_rollback(True)


def _rows_of(job: Job) -> tuple[list[list[models.Model]], int]:
    """The rows that the job makes, with their keys, and how many statements it takes."""
    last = {
        model: model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in job.made
    }
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        job.do()
        made = len(captured)
        rows = [list(model._default_manager.filter(pk__gt=last[model]).order_by("pk")) for model in job.made]
        transaction.set_rollback(True)
    return rows, made


def _bare(rows: list[list[models.Model]]) -> None:
    for some in rows:
        if some:
            type(some[0])._default_manager.bulk_create(some, batch_size=500)


if __name__ == "__main__":
    main(*sys.argv[1:4])
