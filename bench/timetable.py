"""Timetables proposed for real files of FET, beside `fet-cl` on the same file within the same time.

The files are those of Debian's package fet-data (AGPL, not in this repository): the Russian medical college and ten others of
the official mode. Both answers are recounted by timetable/checking.py. Without the packages nothing is measured.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from bench.results import Line
from journal_plugin.timetable.checking import breaches, cost, valid
from journal_plugin.timetable.fet.document import Document, read_document
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.problem import Problem, Solution
from journal_plugin.timetable.solving.propose import Outcome, propose

SECONDS, LONG = 60, 600
"""The bound for an ordinary file, and for the medical college."""

MEDICAL = "Russian-Medical-College/timetable-ru.fet"
FILES = (
    "Denmark/small-school.fet",
    "Brazil/2/EEBLJ-Noturno.fet",
    "Sudan/Khartoum-2010-02-13.fet",
    "Argentina/Horario_ISJ.fet",
    "Anna-University/timetable_July_Nov_09_9.fet",
    "Spain/3-school/primaria.fet",
    "set-7-2016/ErnstJagerCSY2016T2a.fet",
    "set-7-2016/HashiyanaPSY16T2a.fet",
    "Mechanical-Batna_Univ/ET2012-2013-S1.fet",
    "Bulgaria/Lom_high_school_2007-2008.fet",
    MEDICAL,
)


def main(database: str, _size: str, quick: str) -> None:
    """Prints a line of JSON for each file; the database has no part in it, so only the runs on SQLite measure."""
    listed = subprocess.run(["dpkg", "-L", "fet-data"], capture_output=True, text=True, check=False).stdout.split("\n")
    if database != "sqlite" or not listed[0]:
        sys.stderr.write("· Timetables are measured once, on SQLite, and with the Debian packages fet and fet-data.\n")
        return
    for name in FILES:
        path = Path(next(line for line in listed if line.endswith(name)))
        bound = (LONG if name == MEDICAL else SECONDS) / (6 if quick == "quick" else 1)
        for line in _measured(path, bound):
            sys.stdout.write(json.dumps(line.as_json()) + "\n")
            sys.stdout.flush()


def _measured(path: Path, bound: float) -> Iterator[Line]:
    document = read_document(path.read_bytes())
    problem = problem_of(document, fixed=False).problem
    found = propose(problem, seconds=bound)
    theirs, seconds = _fet(path, bound)
    good = found.outcome == Outcome.VALID and valid(breaches(problem, found.solution))
    ours = f"cost {found.cost:.2f}" if good else f"NOT VALID, {sum(one.hard for one in found.broken)} rules broken"
    name = f"timetable {path.stem}, {len(problem.activities)} lessons: {ours}; fet-cl {_told(problem, theirs)}"
    milliseconds, floor = found.first_seconds * 1000, seconds * 1000
    yield Line(
        name=name,
        database="-",
        size="-",
        clients=1,
        median_ms=milliseconds,
        p95_ms=found.seconds * 1000,
        sql=None,
        floor_ms=floor,
        ratio=milliseconds / floor if floor else 0,
        aim=None,
        work_ms=0,
        floor_work_ms=0,
        most_ms=bound * 1000 if good else 0,
    )


def _told(problem: Problem, solution: Solution | None) -> str:
    if solution is None:
        return "no answer"
    found = breaches(problem, solution)
    return f"cost {cost(found):.2f}" + ("" if valid(found) else " and not valid")


def _fet(path: Path, bound: float) -> tuple[Solution | None, float]:
    """What fet-cl finds within the same time, and how long it took; None where it found nothing or is not installed."""
    if not shutil.which("fet-cl"):
        return None, 0
    with tempfile.TemporaryDirectory() as folder:
        began = monotonic()
        options = [f"--outputdir={folder}", f"--timelimitseconds={bound:.0f}", "--htmllevel=0"]
        subprocess.run(["fet-cl", f"--inputfile={path}", *options], capture_output=True, check=False)
        seconds = monotonic() - began
        answers = [one for one in Path(folder).rglob("*_data_and_timetable.fet") if "highest" not in str(one)]
        return (_placed(read_document(answers[0].read_bytes())) if answers else None), seconds


def _placed(document: Document) -> Solution:
    return problem_of(document).placed


if __name__ == "__main__":
    main(*sys.argv[1:4])
