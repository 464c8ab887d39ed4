"""A list of the admin taken away as a table holds texts, whatever a name begins with."""

import csv
import io

import openpyxl
from django.test import Client
from django.urls import reverse


def taken(client: Client, form: str) -> bytes:
    """The list of departments as a file."""
    return b"".join(client.get(reverse("journal_department:index"), {"export": form}).streaming_content)


def test_names_in_a_table_taken_away_are_no_formulas(cast, client):
    cast.department.name = '=HYPERLINK("http://evil.example")'
    cast.department.save()
    client.force_login(cast.admin)

    names = [row["Название"] for row in csv.DictReader(io.StringIO(taken(client, "csv").decode()))]
    book = openpyxl.load_workbook(io.BytesIO(taken(client, "xlsx")))

    assert f" {cast.department.name}" in names
    assert not [name for name in names if name.startswith("=")]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}
