"""Everything that decides, one job after another: `make test`, or `make test ARGS="sqlite browser"` for some jobs.

The suite runs on SQLite and on a PostgreSQL of its own without migrations (seconds instead of minutes; there without
what is marked `once`: source files and the wheel are the same on both), then the tests marked `migrations` build the
database by the real migrations on both, then Chromium drives the browser tests. The plans of queries are asked of a
PostgreSQL of their own: one that has seen a thousand tests knows the sizes of its tables, and reads three rows whole.
A job that finds no test fails like one whose test failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from postgres import NoServer, temporary_server

ROOT = Path(__file__).resolve().parent.parent
WORKERS = ["-n", "2", "--dist", "loadgroup"]
SUITE = ["-m", "not browser and not migrations", *WORKERS]
SUITE_AGAIN = ["-m", "not browser and not migrations and not once", *WORKERS]
MIGRATIONS = ["-m", "migrations", "--migrations"]
PLANS = ["tests/journal_plugin/test_plans.py"]
BROWSER = ["-m", "browser", *WORKERS]
JOBS: dict[str, tuple[list[str], bool]] = {
    "sqlite": (SUITE, False),
    "postgresql": (SUITE_AGAIN, True),
    "plans-postgresql": (PLANS, True),
    "migrations-sqlite": (MIGRATIONS, False),
    "migrations-postgresql": (MIGRATIONS, True),
    "browser": (BROWSER, False),
}


def run(arguments: list[str], address: str | None) -> tuple[bool, str]:
    """Run pytest with its output shown; return whether it passed and its closing line."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"}
    environment.pop("JOURNAL_DATABASE", None)
    if address:
        environment["JOURNAL_DATABASE"] = address
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    closing = "no output"
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line.strip() or closing
    return process.returncode == 0, closing


def main(names: list[str]) -> int:
    """Run the named jobs (all without names), print one closing line each; 1 when any failed."""
    results = []
    for name in names or JOBS:
        arguments, on_postgres = JOBS[name]
        sys.stdout.write(f"\n=== {name} ===\n")
        sys.stdout.flush()
        start = time.monotonic()
        if on_postgres:
            try:
                with temporary_server() as address:
                    passed, closing = run(arguments, address)
            except NoServer as problem:
                passed, closing = False, str(problem)
        else:
            passed, closing = run(arguments, None)
        results.append((passed, f"{name:<22} {time.monotonic() - start:6.0f} s  {closing}"))
    sys.stdout.write("\n=== make test ===\n")
    for passed, line in results:
        sys.stdout.write(f"{'passed' if passed else 'FAILED'}  {line}\n")
    return 0 if all(passed for passed, _line in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
