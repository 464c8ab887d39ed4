"""The journal in the storm: the cast of the tests, its teacher signed in at many places."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.urls import reverse
from wagtail.models import Site

from bench.visitor import Visitor
from journal_plugin.lessons.models import Journal
from tests.cast import make_cast
from tests.factories.lessons import make_work

HOST = "127.0.0.1"


Cell = dict[str, Any]
"""What an operation says of its place."""


@dataclass(frozen=True)
class Scene:
    """Where is written (``host``, ``address``), by whom (``headers`` of each), into which ``cells`` of the journal."""

    journal: Journal
    teacher: AbstractUser
    host: str
    address: str
    headers: tuple[dict[str, str], ...]
    cells: tuple[Cell, ...]


def make_scene(writers: int) -> Scene:
    """Marks of three learners in four works, and two homeworks."""
    Site.objects.all().delete()  # the migrations' own; the cast brings its site
    cast = make_cast()
    works = [*cast.works, *(make_work(cast.lesson, position=position) for position in (2, 3))]
    marks: list[Cell] = [
        {"what": "mark", "lesson": work.lesson_id, "work": work.pk, "learner": learner.pk}
        for work in works
        for learner in cast.learners
    ]
    texts: list[Cell] = [{"what": "homework", "lesson": lesson.pk} for lesson in cast.lessons[2:4]]
    journal = cast.journal.pk
    headers = tuple(_signed_in(cast.teacher, journal) for _writer in range(writers))
    connection.close()
    address = reverse("journal:grid-save", args=[journal])
    return Scene(cast.journal, cast.teacher, HOST, address, headers, (*marks, *texts))


def _signed_in(teacher: AbstractUser, journal: int) -> dict[str, str]:
    visitor = Visitor(teacher, HOST)
    visitor.get(reverse("journal:grid", args=[journal]))
    return {
        "Host": HOST,
        "Cookie": visitor.cookies,
        "X-CSRFToken": visitor.client.cookies["csrftoken"].value,
        "Content-Type": "application/json",
    }
