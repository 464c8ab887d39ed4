"""Measures in one database and prints one JSON line a case: `python -m bench.measure DATABASE SIZE QUICK [SCENE ...]`."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable

import django

from bench.clock import stand_still
from bench.progress import bar
from bench.results import Line
from bench.stopwatch import in_turn, work_of


def main(database: str, size: str, quick: str, *wanted: str) -> None:
    """Every case of the wanted scenes, one after another."""
    stand_still()
    shutil.rmtree(os.environ["BENCH_CACHE"], ignore_errors=True)
    django.setup()
    from bench.cases import CASES, CASES_OF_YEAR  # noqa: PLC0415 - needs the set-up

    scenes: dict[str, Callable[[], Iterable]] = CASES_OF_YEAR if size == "year" else CASES
    for place, (scene, cases) in enumerate(scenes.items()):
        bar(f"{database}, {size}: {scene}", place, len(scenes))
        if wanted and scene not in wanted:
            continue
        for case in cases():
            sys.stdout.write(json.dumps(_line(case, database, size, quick == "quick").as_json()) + "\n")
            sys.stdout.flush()
    bar(f"{database}, {size}", len(scenes), len(scenes))


def _line(case, database: str, size: str, quick: bool) -> Line:
    runs = max(3, case.runs // 5) if quick else case.runs
    asked, floor = in_turn(
        case.ask, case.floor, runs=runs, warm_up=2 if case.runs < 10 else 5, before=case.before, work=_work()
    )
    return Line(
        name=case.name,
        database=database,
        size=size,
        clients=1,
        median_ms=asked.median_ms,
        p95_ms=asked.p95_ms,
        sql=_statements(case),
        floor_ms=floor.median_ms,
        ratio=asked.work_ms / floor.work_ms,
        aim=case.aim,
        work_ms=asked.work_ms,
        floor_work_ms=floor.work_ms,
    )


def _work() -> Callable[[], float]:
    """The processor's time of this process and, where there is one, of the database's process that serves it."""
    from django.db import connection  # noqa: PLC0415 - needs the set-up

    connection.ensure_connection()
    return work_of(connection.connection.info.backend_pid if connection.vendor == "postgresql" else None)


def _statements(case) -> int:
    """SQL statements of one request, BEGIN and COMMIT not counted; in a pass of its own."""
    from django.db import connection  # noqa: PLC0415 - needs the set-up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    case.before()
    with CaptureQueriesContext(connection) as captured:
        case.ask()
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].upper().startswith(control) for query in captured.captured_queries)


if __name__ == "__main__":
    main(*sys.argv[1:])
