"""Files and their rows agree, or the command says where they do not."""

import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from journal_plugin.files.storage import place_of, private_storage
from tests.factories.assignments import make_task, sent


@pytest.fixture
def material(cast, kept):
    """A task's material; other tests' contents are out of the way."""
    return make_task(cast.lesson, cast.teacher, files=[sent("образец.pdf")]).files.get()


def said(*options: str) -> list[str]:
    out = io.StringIO()
    try:
        call_command("journal_files", *options, stdout=out)
    except CommandError as fault:
        out.write(f"{fault}\n")
    return [line for line in out.getvalue().splitlines() if "ничему не принадлежит" not in line]


def test_whole_files_are_well(material):
    assert said() == ["Все файлы на месте и не изменены."]


def test_absent_and_altered_contents_are_named(material):
    storage, place = private_storage(), place_of(material.pk)
    storage.delete(place)
    assert said() == [f"образец.pdf ({place}): содержимого нет", "Найдено нарушений: 1"]
    storage.save(place, ContentFile(b"%PDF-1.7 other"))
    assert said() == [f"образец.pdf ({place}): содержимое изменено", "Найдено нарушений: 1"]


def test_content_without_a_row_is_removed_when_it_is_old(material, cast, kept):
    storage = private_storage()
    old, young = (storage.save(f"tasks/zz/{name}", ContentFile(b"x")) for name in ("old", "young"))
    past = time.time() - 7200
    os.utime(storage.path(old), (past, past))
    os.utime(storage.path(young), (time.time(), time.time()))
    said("--clean")
    assert (storage.exists(old), storage.exists(young), storage.exists(place_of(material.pk))) == (False, True, True)
    storage.delete(young)
