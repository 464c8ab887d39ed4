"""Databases to measure in: built once by `journal_demo` into var/bench, copied before each use.

Each is built as an SQLite file; PostgreSQL gets the same rows, copied table by table into a migrated database.
"""

import hashlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
SIZES: dict[str, tuple[str, ...]] = {
    "demo": (),
    "large": ("--groups", "40", "--weeks", "18"),
    "year": ("--groups", "1", "--weeks", "35"),
}
"""Size -> arguments of journal_demo; "year" serves only to compare its last weeks with its first."""
CROWDS = {"x10": 10, "x100": 100}
"""Size -> how many times the rows of the demo it holds; the same pages are measured as in the demo itself."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Place:
    """A database with the demo of some size, ready to be measured in and spoilt."""

    database: str
    size: str
    address: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to measure here."""
        return environment(self.address, f"{self.database}-{self.size}")


def environment(address: str, name: str) -> dict[str, str]:
    """The environment of a process that works in the database at ``address`` and has its own files and cache."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "JOURNAL_DATABASE": address,
        "JOURNAL_DEBUG": "0",
        "JOURNAL_VAR": str(FOLDER / "files"),
        "BENCH_CACHE": str(FOLDER / "cache" / name),
        "BENCH_KEPT": str(FOLDER / "kept" / name),
    }


def fingerprint() -> str:
    """Changes with what decides which rows a built database holds: tables, the demo's code and lists, the bench's day."""
    sources = [
        *ROOT.glob("*/migrations/0*.py"),
        *ROOT.glob("portal/demo/*.py"),
        *ROOT.glob("portal/demo/data/college/*.csv"),
        Path(__file__).with_name("clock.py"),
    ]
    digest = hashlib.blake2b(digest_size=5)
    for path in sorted(sources):
        lines = path.read_bytes().splitlines()
        digest.update(b"\n".join(line for line in lines if not line.startswith(b"#")))
    return digest.hexdigest()


def built(size: str, say: Say) -> Path:
    """The SQLite file with the demo of that size; built when there is none of today's tables and demo."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{size}-{fingerprint()}.sqlite3"
    if not path.exists():
        for old in FOLDER.glob(f"{size}-*.sqlite3*"):
            old.unlink()
        half = path.with_suffix(".half")
        for rest in FOLDER.glob(f"{half.name}*"):
            rest.unlink()
        say(f"building {path.name}: journal_demo {' '.join(SIZES[size])}")
        before = _cpu_of_children()
        _run(["migrate", "--noinput", "-v0"], environment(f"sqlite:///{half}", "build"))
        migrated = _cpu_of_children()
        _run(["journal_demo", *SIZES[size]], environment(f"sqlite:///{half}", "build"))
        say(f"built: {_cpu_of_children() - migrated:.0f} s of processor time ({migrated - before:.0f} s migrating)")
        half.rename(path)
    return path


def _crowded(size: str, say: Say) -> Path:
    """The SQLite file with so many times the demo's rows; built when there is none of today's demo."""
    path = FOLDER / f"{size}-{fingerprint()}.sqlite3"
    if not path.exists():
        for old in FOLDER.glob(f"{size}-*.sqlite3*"):
            old.unlink()
        half = path.with_suffix(".half")
        for rest in FOLDER.glob(f"{half.name}*"):
            rest.unlink()
        shutil.copy(built("demo", say), half)
        say(f"building {path.name}")
        _run([str(CROWDS[size])], environment(f"sqlite:///{half}", "crowd"), program="bench.crowd")
        half.rename(path)
    return path


def sqlite_place(size: str, say: Say) -> Place:
    """A copy of the built file; a crowded one, which is large and read only a little, itself."""
    if size in CROWDS:
        return Place("sqlite", size, f"sqlite:///{_crowded(size, say)}")
    path = FOLDER / f"run-{size}.sqlite3"
    source = built(size, say)
    for rest in FOLDER.glob(f"{path.name}*"):
        rest.unlink()
    shutil.copy(source, path)
    return Place("sqlite", size, f"sqlite:///{path}")


def postgresql_place(size: str, server: str, say: Say) -> Place:
    """A fresh database on ``server`` (its address, as .ci/postgres.py tells it) with the rows of the built file."""
    source = built("demo" if size in CROWDS else size, say)
    base = server.rpartition("/")[0]
    empty, address = f"{base}/bench_empty", f"{base}/bench_{size}"
    say(f"copying {source.name} into PostgreSQL")
    _run([f"{base}/postgres", empty, address, str(source)], environment(address, "copy"), program="bench.copying")
    if size in CROWDS:
        say(f"multiplying its rows by {CROWDS[size]}")
        _run([str(CROWDS[size])], environment(address, "crowd"), program="bench.crowd")
    return Place("postgresql", size, address)


def _run(arguments: list[str], env: dict[str, str], program: str = "bench.manage") -> None:
    subprocess.run([sys.executable, "-m", program, *arguments], cwd=ROOT, env=env, check=True)


def _cpu_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
