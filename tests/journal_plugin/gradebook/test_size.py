"""The largest page that a teacher opens stays light: 30 learners x 80 lessons x 3 works, every cell filled."""

import gzip
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.lessons.models import Lesson, Work, WorkKind
from journal_plugin.marks.models import Mark
from tests.factories.lessons import make_journal
from tests.factories.people import make_learner

LEARNERS, LESSONS, WORKS = 30, 80, 3
MOST_BYTES = 150_000


@pytest.fixture
def full(cast):
    """A journal of the teacher's with every cell of the term filled."""
    cast.journal.lessons.update(cancelled=True)
    journal = make_journal(cast.foreign_group, cast.element, cast.year)
    kinds = list(WorkKind.objects.filter(institution=cast.institution)[:WORKS])
    days = [date(2026, 9, 1) + timedelta(days=day) for day in range(LESSONS)]
    sample = cast.lesson
    lessons = Lesson.objects.bulk_create(
        Lesson(journal=journal, date=day, number=1, starts=sample.starts, ends=sample.ends, hours=2, activity="theory")
        for day in days
    )
    works = Work.objects.bulk_create(
        Work(lesson=lesson, kind=kind, weight=kind.weight, position=position)
        for lesson in lessons
        for position, kind in enumerate(kinds)
    )
    learners = [make_learner(cast.foreign_group, f"Учащийся{number:02} Иннокентий") for number in range(LEARNERS - 1)]
    now, by = timezone.now(), cast.teacher.journal_person
    Mark.objects.bulk_create(
        Mark(work=work, learner=learner, code="5432"[(work.pk + learner.pk) % 4], at=now, by=by)
        for work in works
        for learner in [*learners, cast.foreign_learner]
    )
    return journal


def test_full_grid_is_small_and_costs_as_many_reads_as_an_empty_one(client, cast, full):
    client.force_login(cast.deputy)

    def page(journal) -> tuple[bytes, int]:
        with CaptureQueriesContext(connection) as caught:
            content = client.get(reverse("journal:grid", args=[journal.pk])).content
        return content, len(caught)

    page(cast.journal)
    content, reads = page(full)
    assert content.count(b'class="v v') == LEARNERS * LESSONS * WORKS
    assert len(gzip.compress(content, 6)) < MOST_BYTES
    assert reads == page(cast.foreign_journal)[1]
