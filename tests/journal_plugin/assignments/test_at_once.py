"""The same moment: one request sent twice, two teachers over one work, a handing-in and a verdict."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from journal_plugin.assignments.models import Submission, Task, Verdict
from journal_plugin.gradebook.checking import check_work
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from journal_plugin.messaging.actions import tell_of_tasks
from journal_plugin.messaging.models import TaskNotice
from tests.cast import Cast, make_cast
from tests.conftest import plant_wagtail
from tests.factories.assignments import make_task, make_work, say, sent
from tests.factories.mail import post_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]


@pytest.fixture
def people(transactional_db) -> Cast:
    """The cast in tables that other connections see; a lesson that two teachers write."""
    plant_wagtail()
    return make_cast()


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each job gives, or the words of its refusal; they begin together."""
    start, found = Barrier(len(jobs)), dict.fromkeys(range(len(jobs)))

    def run(at: int) -> None:
        try:
            start.wait(timeout=10)
            found[at] = jobs[at]()
        except ValidationError as refused:
            found[at] = refused.messages
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(at,)) for at in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [found[at] for at in range(len(jobs))]


def test_request_that_comes_twice_at_once_is_kept_once(people: Cast, kept) -> None:
    key = uuid4()
    tasks = at_once(*[lambda: make_task(people.lesson, people.teacher, key=key, files=[sent()])] * 3)
    assert (len(set(tasks)), Task.objects.count(), len(kept())) == (1, 1, 1)
    task, again = Task.objects.get(), uuid4()
    works = at_once(*[lambda: make_work(task, people.learners[0], key=again, files=[sent()])] * 3)
    assert (len(set(works)), Submission.objects.count(), len(kept())) == (1, 1, 2)


def test_two_handings_in_at_once_are_two_attempts(people: Cast) -> None:
    task = make_task(people.lesson, people.teacher)
    at_once(*[lambda: make_work(task, people.learners[0])] * 3)
    assert sorted(Submission.objects.values_list("attempt", flat=True)) == [1, 2, 3]


def test_two_teachers_never_overwrite_each_others_verdict(people: Cast) -> None:
    """Each accepts with a mark of his own: one verdict and its mark stand, the other is told and writes nothing."""
    lesson = people.lessons[2]
    task = make_task(lesson, people.teacher, kind_id=lesson.works.get().kind_id)
    work = make_work(task, people.learners[0])

    def accept(who, mark: str):
        actor = who.journal_person
        return check_work(submission=work, actor=actor, key=uuid4(), state="accepted", seen=0, mark=mark).mark

    answers = at_once(lambda: accept(people.teacher, "5"), lambda: accept(people.substitute, "3"))
    (verdict,), (mark,) = Verdict.objects.all(), Mark.objects.all()
    assert sorted(map(type, answers), key=str) == [list, str]
    assert (verdict.mark, mark.code, mark.version) in {("5", "5", 1), ("3", "3", 1)}
    assert (Change.objects.filter(what="mark").count(), list(verify(people.journal.pk))) == (1, [])


def test_work_handed_in_while_it_is_checked_is_not_lost(people: Cast) -> None:
    """Either the verdict came first and stands at the first attempt, or the teacher is told of the second."""
    task = make_task(people.lesson, people.teacher)
    first = make_work(task, people.learners[0])
    _second, said = at_once(lambda: make_work(task, people.learners[0]), lambda: say(first, people.teacher, "returned"))
    states = list(Submission.objects.order_by("attempt").values_list("state", flat=True))
    if isinstance(said, Verdict):
        assert states == ["returned", "handed-in"]
    else:
        assert (states, Verdict.objects.count()) == (["handed-in", "handed-in"], 0)


@pytest.mark.row("D22", "D23")
def test_rounds_of_notices_at_once_tell_everybody_once(people: Cast, clock, settings) -> None:
    make_work(make_task(people.lesson, people.teacher), people.learners[0])
    clock.shift(181)
    with post_office(settings) as post:
        rounds = at_once(*[tell_of_tasks] * 3)
        assert (TaskNotice.objects.count(), sum(done.sent for done in rounds), len(post.letters)) == (5, 1, 1)
