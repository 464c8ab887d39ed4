"""`python -m bench [--quick] [--size SIZE] [--database NAME] [--only SCENE]`; `make bench` adds a PostgreSQL."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.places import CROWDS, ROOT, SIZES, Place, postgresql_place, sqlite_place
from bench.results import Line, against_demo, table

LATEST = Path(__file__).with_name("latest.json")
OTHERS = {
    "clients": ("bench.clients", ("demo", "large")),
    "jank": ("bench.jank", ("demo",)),
    "timetable": ("bench.timetable", ("demo",)),
    "entering": ("bench.entering", ("demo",)),
}
"""Scenes that have a program of their own, and the sizes at which they are measured."""
SCENES = ("gradebook", "today", "diary", "weeks", "control", "courses", "form1", "pages", "raster", "week 34", *OTHERS)


def main() -> int:
    """Measures where asked, prints the table, writes latest.json; 1 when PostgreSQL was asked for and is not there."""
    options = _options()
    databases = [options.database] if options.database else ["sqlite", "postgresql"]
    server = os.environ.get("JOURNAL_POSTGRES", "")
    without_server = "postgresql" in databases and not server
    if without_server:
        databases.remove("postgresql")
        _say("PostgreSQL is not measured: run `make bench`, which starts one.")
    lines: list[Line] = []
    for size in [options.size] if options.size else [*SIZES, *CROWDS]:
        for database in databases:
            place = sqlite_place(size, _say) if database == "sqlite" else postgresql_place(size, server, _say)
            for line in _measured(place, options):
                lines.append(line)
                _keep(lines)
                _say(f"  {line.name}: {line.median_ms:.2f} ms, {line.ratio:.2f} x floor {line.verdict}")
    lines += against_demo(lines)
    _keep(lines)
    sys.stdout.write(f"\n{table(lines)}\n\nload average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    return int(without_server and not lines)


def _keep(lines: list[Line]) -> None:
    """Writes what is measured so far, so that a run that is stopped leaves it."""
    LATEST.write_text(json.dumps([line.as_json() for line in lines], ensure_ascii=False, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of the runs")
    parser.add_argument("--size", choices=[*SIZES, *CROWDS], help="only this size")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this database")
    parser.add_argument("--only", choices=SCENES, help="only this scene")
    return parser.parse_args()


def _measured(place: Place, options: argparse.Namespace) -> Iterator[Line]:
    quick = "quick" if options.quick else "full"
    wanted = [options.only] if options.only else []
    if place.size in CROWDS:
        wanted = [scene for scene in ("gradebook", "today", "diary") if scene in (wanted or SCENES)]
    if options.only not in OTHERS:
        yield from _lines(["bench.measure", place.database, place.size, quick, *wanted], place)
    for scene, (program, sizes) in OTHERS.items():
        if place.size in sizes and options.only in (None, scene):
            yield from _lines([program, place.database, place.size, quick], place)


def _lines(arguments: list[str], place: Place) -> Iterator[Line]:
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            yield Line(**json.loads(line))
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")


def _say(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    sys.exit(main())
