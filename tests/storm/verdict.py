"""What is left after the storm: every acknowledged entry once, whole chains, averages as counted from nothing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from bench.visitor import Visitor
from journal_plugin.core.typography import decimal_comma
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change, Work
from journal_plugin.marks.averages import average
from tests.storm.scene import Scene
from tests.storm.writers import Acknowledged


@dataclass(frozen=True)
class Verdict:
    """How many entries are not there, are there twice, are not as acknowledged; ``defects`` says which."""

    lost: int
    doubled: int
    broken: int
    defects: tuple[str, ...]


def judge(scene: Scene, acknowledged: Sequence[Acknowledged]) -> Verdict:
    """Compares what was said with what stands."""
    changes = list(Change.objects.filter(journal=scene.journal).order_by("seq"))
    standing = Counter(_place(change) for change in changes)
    doubled = [f"twice: {place}" for place, count in standing.items() if count > 1]
    values = {_place(change): change.new for change in changes}
    lost, broken = [], []
    for entry in acknowledged:
        cell = scene.cells[entry.cell]
        # Two people who enter the same are both right: the second finds his value there, under the first one's key.
        place = (cell["what"], cell["lesson"], cell.get("work"), cell.get("learner"), entry.version)
        if place not in values:
            lost.append(f"lost: {entry}")
        elif values[place] != entry.value:
            broken.append(f"{entry} stands as {values[place]!r}")
    broken += [str(defect) for defect in verify(scene.journal.pk)]
    broken += _averages(scene, changes)
    return Verdict(len(lost), len(doubled), len(broken), (*lost, *doubled, *broken))


def _averages(scene: Scene, changes: Sequence[Change]) -> Iterator[str]:
    """Averages on the page that differ from those of the history, learner by learner."""
    weights = dict(Work.objects.filter(lesson__journal=scene.journal).values_list("pk", "weight"))
    standing = {(change.learner_id, change.work_id): change.new for change in changes if change.what == "mark"}
    page = Visitor(scene.teacher, scene.host).get(reverse("journal:grid", args=[scene.journal.pk])).decode()
    shown = dict(re.findall(r'<tr data-learner="(\d+)".*?<td class="avg">(?:<span[^>]*>)?([^<]*)', page, re.DOTALL))
    for learner in {learner for learner, _work in standing}:
        marks = [(code, weights[work]) for (who, work), code in standing.items() if who == learner and code]
        counted = decimal_comma(average(marks))
        if shown.get(str(learner)) != counted:
            yield f"the average of learner {learner} is {counted} and shown as {shown.get(str(learner))}"


def _place(change: Change) -> tuple:
    """The cell and the version that the change made."""
    return change.what, change.lesson_id, change.work_id, change.learner_id, change.version
