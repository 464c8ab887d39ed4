"""Two people, one cell, the same moment: one is first, the other is asked; nothing is lost, the chain stays whole."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.gradebook import mark, save_one


@pytest.mark.row("M06")
@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_cell_never_overwrite_each_other(today):
    plant_wagtail()
    cast = make_cast()
    work, learner = cast.lessons[2].works.get(), cast.learners[0]
    writers = (cast.teacher, cast.substitute, cast.teacher, cast.substitute)
    operations = [mark(work, learner, value) for value in "5432"]
    start, answers = Barrier(len(writers)), {}

    def write(at: int) -> None:
        try:
            start.wait(timeout=10)
            answers[at] = save_one(writers[at], cast.journal, operations[at])
        finally:
            connections.close_all()

    threads = [Thread(target=write, args=(at,)) for at in range(len(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    by_status = sorted((answer.status, answer.standing.value) for answer in answers.values())
    (stands,) = Mark.objects.values_list("code", flat=True)
    assert by_status == [("accepted", stands)] + [("conflict", stands)] * 3
    assert (Change.objects.count(), list(verify(cast.journal.pk))) == (1, [])
