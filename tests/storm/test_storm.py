"""A short storm, and that its judge sees what is wrong."""

import os
import re
import subprocess
import sys

import pytest
from django.urls import reverse

from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from tests.cast import Cast
from tests.factories.gradebook import mark, save_as
from tests.storm.scene import Scene
from tests.storm.verdict import judge
from tests.storm.writers import Acknowledged

LEAST = 20
"""Fewer acknowledged entries would prove nothing."""


def test_storm_loses_nothing() -> None:
    """On the database of this run: SQLite, or the server of the tests."""
    environment = {**os.environ, "JOURNAL_POSTGRES": os.environ.get("JOURNAL_DATABASE", "")}
    command = [sys.executable, "-m", "tests.storm.run", "6", "4"]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout
    acknowledged, kills = map(int, re.findall(r"^(\d+) entries acknowledged, the server killed (\d+) times", said)[0])
    assert (said.splitlines()[-1], acknowledged > LEAST, kills > 0) == ("lost: 0 doubled: 0 broken: 0", True, True), (
        said
    )


@pytest.fixture
def stormed(cast: Cast, clock) -> tuple[Scene, list[Acknowledged]]:
    """A journal with two entries that were acknowledged."""
    entries = [mark(cast.works[0], learner, "5") for learner in cast.learners[:2]]
    save_as(cast.teacher, cast.journal, *entries)
    work = cast.works[0]
    cells = [
        {"what": "mark", "lesson": work.lesson_id, "work": work.pk, "learner": learner.pk} for learner in cast.learners
    ]
    address = reverse("journal:grid-save", args=[cast.journal.pk])
    said = [Acknowledged(str(entry.key), place, "5", 1) for place, entry in enumerate(entries)]
    return Scene(cast.journal, cast.teacher, "testserver", address, (), tuple(cells)), said


def counts(stormed: tuple[Scene, list[Acknowledged]]) -> tuple[int, int, int]:
    """Lost, doubled, broken."""
    found = judge(*stormed)
    return found.lost, found.doubled, found.broken


def test_judge_finds_nothing_where_all_stands(stormed) -> None:
    assert counts(stormed) == (0, 0, 0)


def test_judge_misses_an_entry_that_was_acknowledged_only(stormed) -> None:
    stormed[1].append(Acknowledged("4f4f33bc-3c40-4d0f-9f1e-0d5ff9b6a0d1", 2, "5", 1))
    assert counts(stormed) == (1, 0, 0)


def test_judge_sees_another_value_and_an_altered_record(stormed) -> None:
    stormed[1][0] = Acknowledged(stormed[1][0].key, 0, "4", 1)
    assert counts(stormed) == (0, 0, 1)
    Mark.objects.filter(learner=stormed[0].cells[1]["learner"]).update(code="2")
    assert counts(stormed)[2] > 1


def test_judge_sees_an_entry_that_stands_twice(stormed) -> None:
    twin = Change.objects.order_by("seq").first()
    twin.pk, twin.seq, twin.key = None, 99, "4f4f33bc-3c40-4d0f-9f1e-0d5ff9b6a0d1"
    twin.save(force_insert=True)
    assert counts(stormed)[1] == 1
