"""A FET file element by element: nothing is lost, nothing harmful is read (pure)."""

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.timetable.fet import document
from journal_plugin.timetable.fet.document import Document, Element, read_document, write_document

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="5.41.0">
<Institution_Name>Колледж «Заря» &amp; филиал</Institution_Name>
<Comments></Comments>
<Time_Constraints_List>
<ConstraintNobodyKnows>
	<Weight_Percentage>42.5</Weight_Percentage>
	<Strange><Inner>1 &lt; 2</Inner></Strange>
</ConstraintNobodyKnows>
</Time_Constraints_List>
</fet>""".encode()


def test_every_element_is_read():
    assert read_document(FILE) == Document(
        "5.41.0",
        Element(
            "fet",
            children=(
                Element("Institution_Name", "Колледж «Заря» & филиал"),
                Element("Comments"),
                Element(
                    "Time_Constraints_List",
                    children=(
                        Element(
                            "ConstraintNobodyKnows",
                            children=(
                                Element("Weight_Percentage", "42.5"),
                                Element("Strange", children=(Element("Inner", "1 < 2"),)),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_what_is_written_reads_the_same():
    once = read_document(FILE)
    assert read_document(write_document(once)) == once


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_document(content)
    return refused.value.messages[0]


def test_damaged_file_is_refused_with_its_place():
    assert refusal(b"<fet>\n<Days_List></fet>") == "Файл повреждён, или это не файл FET: строка 2, столбец 14."
    assert refusal(b"") == "Файл повреждён, или это не файл FET: строка 1, столбец 1."
    assert refusal(b"<html></html>") == "Это не файл FET: первый элемент не «fet»."


def test_entities_of_its_own_are_refused_before_they_grow():
    bomb = '<!DOCTYPE fet [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><fet><Comments>&b;</Comments></fet>'
    assert refusal(bomb.encode()) == "Файл определяет собственные сущности XML, чего FET не делает; он не читается."


def test_deep_and_large_files_are_refused(monkeypatch):
    assert refusal(b"<fet>" + b"<a>" * 20) == "Вложенность в файле глубже, чем бывает у FET."
    monkeypatch.setattr(document, "MOST_BYTES", 10)
    assert refusal(FILE) == "Файл больше 64 МБ."


def test_number_and_flag_that_are_none_are_told():
    element = Element("Activity", children=(Element("Id", "семь"), Element("Active", "yes")))
    with pytest.raises(ValidationError, match="«семь» — не целое число"):
        element.number("Id")
    assert (element.number("Duration", default=2), element.flag("Active", default=False)) == (2, True)
