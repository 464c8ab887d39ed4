"""One storm: `python -m tests.storm.run SECONDS WRITERS`, in JOURNAL_POSTGRES or else in an SQLite file of its own."""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import django
import psycopg

from bench.clock import stand_still
from tests.storm.server import Server
from tests.storm.writers import Writer

ROOT = Path(__file__).resolve().parents[2]
CALM = (0.5, 3.0)
"""Seconds that a server lives between its start and its end, at least and at most."""


def main(seconds: int, writers: int) -> int:
    """Storms and judges; 1 when an entry is lost, doubled or broken."""
    with tempfile.TemporaryDirectory(prefix="journal-storm-") as folder:
        _settle_in(Path(folder))
        from tests.storm.scene import make_scene  # noqa: PLC0415 - needs the set-up
        from tests.storm.verdict import judge  # noqa: PLC0415

        scene = make_scene(writers)
        acknowledged, kills = _storm(scene, seconds)
        found = judge(scene, acknowledged)
    _say(f"{len(acknowledged)} entries acknowledged, the server killed {kills} times")
    for defect in found.defects:
        _say(defect)
    _say(f"lost: {found.lost} doubled: {found.doubled} broken: {found.broken}")
    return int(found.lost + found.doubled + found.broken > 0)


def _settle_in(folder: Path) -> None:
    """A migrated database, caches and files that nobody else uses."""
    server = os.environ.get("JOURNAL_POSTGRES")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="bench.settings",
        JOURNAL_DATABASE=_database_of(server) if server else f"sqlite:///{folder / 'storm.sqlite3'}",
        JOURNAL_DEBUG="0",
        JOURNAL_VAR=str(folder),
        BENCH_CACHE=str(folder / "cache"),
        BENCH_KEPT=str(folder / "kept"),
    )
    subprocess.run([sys.executable, "manage.py", "migrate", "--noinput", "-v0"], cwd=ROOT, check=True)
    stand_still()
    django.setup()


def _database_of(server: str) -> str:
    """The address of a new, empty database at that server."""
    base = server.rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS storm")
        connection.execute("CREATE DATABASE storm")
    return f"{base}/storm"


def _storm(scene, seconds: int) -> tuple[list, int]:
    """What was acknowledged to all writers, and how often the server was killed; its starts take no part of ``seconds``."""
    kills, served, over = 0, 0.0, threading.Event()
    with Server(ROOT) as server:
        writers = [Writer(number, server.port, scene, over) for number in range(len(scene.headers))]
        for writer in writers:
            writer.start()
        while served < seconds:
            calm = random.uniform(*CALM)
            time.sleep(calm)
            server.kill()
            kills, served = kills + 1, served + calm
            server.start()
        over.set()
        for writer in writers:
            writer.join(120)
    problems = [writer.problem for writer in writers if writer.problem]
    if problems:
        raise problems[0]
    return [entry for writer in writers for entry in writer.acknowledged], kills


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
