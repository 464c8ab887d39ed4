"""Requirement rows proved by tests: `make rows`, or `python -m tests.rows`."""

import contextlib
import io
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TABLE = Path(__file__).resolve().parent.parent / "docs" / "requirements.md"
ROW = re.compile(r"^\| ([A-P]\d\d) \|", re.MULTILINE)
GROUP = re.compile(r"^## ([A-P])\. (.+)$", re.MULTILINE)


@dataclass
class Collector:
    """A pytest plugin that remembers the `row` marks of every collected test."""

    marked: dict[str, set[str]] = field(default_factory=dict)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Read the marks: row number -> names of the tests that carry it."""
        for item in session.items:
            for mark in item.iter_markers("row"):
                for number in mark.args:
                    self.marked.setdefault(number, set()).add(item.nodeid)


def known_rows() -> list[str]:
    """Return the numbers of all rows in the order of the table."""
    return ROW.findall(TABLE.read_text())


def report(rows: Iterable[str], proved: set[str], titles: dict[str, str]) -> str:
    """Return the text of `make rows`: a group a paragraph, the count in the last line."""
    rows = list(rows)
    lines = []
    for letter, title in titles.items():
        group = [row for row in rows if row.startswith(letter)]
        done = [row for row in group if row in proved]
        lines += [
            f"{letter}. {title}: {len(done)} / {len(group)}",
            f"   proved   {' '.join(done) or '-'}",
            f"   not yet  {' '.join(row for row in group if row not in proved) or '-'}",
        ]
    lines.append(f"rows proved: {len(proved & set(rows))} / {len(rows)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Collect the suite without running it and print the rows; 1 when a test cannot even be collected."""
    collector = Collector()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        code = pytest.main(["--collect-only", "-qq"], plugins=[collector])
    if code != pytest.ExitCode.OK:
        sys.stderr.write(output.getvalue())
    sys.stdout.write(report(known_rows(), set(collector.marked), dict(GROUP.findall(TABLE.read_text()))))
    return int(code != pytest.ExitCode.OK)


if __name__ == "__main__":
    sys.exit(main())
