"""The table of requirement rows and the marks that name them."""

import pytest

from tests.rows import Collector, known_rows, report


def test_table_has_every_row_once() -> None:
    rows = known_rows()
    assert (len(rows), len(set(rows))) == (249, 249)


def test_every_mark_names_an_existing_row(request: pytest.FixtureRequest) -> None:
    collector = Collector()
    collector.pytest_collection_finish(request.session)
    assert set(collector.marked) - set(known_rows()) == set()


def test_report_counts_only_rows_of_the_table() -> None:
    text = report(["A01", "A02", "B01"], {"A02", "Z99"}, {"A": "Lists", "B": "Plans"})
    assert text.splitlines() == [
        "A. Lists: 1 / 2",
        "   proved   A02",
        "   not yet  A01",
        "B. Plans: 0 / 1",
        "   proved   -",
        "   not yet  B01",
        "rows proved: 1 / 3",
    ]
