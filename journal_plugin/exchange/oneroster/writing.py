"""A package out: a zip of CSV files by the specification, row by row (N03)."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from journal_plugin.exchange.oneroster import register, roster, users
from journal_plugin.exchange.oneroster.scope import Row, Scope, cells
from journal_plugin.exchange.oneroster.spec import (
    FILES,
    LISTED,
    MANIFEST,
    MANIFEST_HEADINGS,
    MANIFEST_VERSION,
    SYSTEM,
    VERSION,
    headings,
)


def write_package(scope: Scope, out: BinaryIO, *, marks: bool) -> dict[str, int]:
    """Writes the package of ``scope`` to ``out``, with or without works and marks; returns rows by file.

    A constant number of queries; long files are read and written a chunk at a time.
    """
    counts = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        files = dict(_files(scope, marks))
        _write(pack, MANIFEST, MANIFEST_HEADINGS, _manifest(scope, set(files)))
        for name in FILES:
            if name in files:
                lines = (cells(name, row) for row in files[name])
                counts[name] = _write(pack, name, headings(name), lines)
    return counts


def _files(scope: Scope, marks: bool) -> Iterator[tuple[str, Iterable[Row]]]:
    people, groups, taught = users.people_of(scope), roster.groups_of(scope), roster.taught_of(scope)
    yield "orgs", roster.orgs(scope)
    yield "academicSessions", roster.academic_sessions(scope)
    yield "courses", roster.courses(scope)
    yield "classes", roster.classes(scope, groups, taught)
    yield "users", users.users(scope, people)
    yield "roles", users.roles(scope, people)
    yield "enrollments", roster.enrollments(scope, groups, taught, frozenset(people.learners))
    yield "demographics", users.demographics(scope, people)
    if marks:
        columns: register.Columns = {}
        yield "categories", register.categories(scope)
        yield "lineItems", register.line_items(scope, columns)
        yield "results", register.results(scope, people, columns)


def _manifest(scope: Scope, present: set[str]) -> Iterator[tuple[str, str]]:
    yield "manifest.version", MANIFEST_VERSION
    yield "oneroster.version", VERSION
    for name in LISTED:
        yield f"file.{name}", "bulk" if name in present else "absent"
    yield "source.systemName", SYSTEM
    yield "source.systemCode", scope.institution.site.hostname


def _write(pack: zipfile.ZipFile, name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> int:
    count = 0
    with pack.open(f"{name}.csv", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(heads)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number is the count
            writer.writerow(row)
    return count
