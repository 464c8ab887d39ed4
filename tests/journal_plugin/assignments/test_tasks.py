"""Giving, changing and withdrawing tasks."""

from datetime import date, time
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.assignments.actions import change_task, withdraw_task
from journal_plugin.assignments.models import Task, TaskFile, TaskRecipient
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change, Journal, WorkKind
from journal_plugin.lessons.windows import entry_window
from journal_plugin.people.models import Membership
from tests.factories.assignments import DUE, make_task, sent
from tests.factories.gradebook import mark, save_one


def history() -> list[tuple]:
    return list(
        Change.objects.filter(what="task").order_by("seq").values_list("actor__last_name", "old", "new", "version")
    )


def kind(cast, code: str) -> int:
    return WorkKind.objects.get(institution=cast.institution, code=code).pk


def change(task: Task, teacher, **fields) -> Task:
    """The task with other values for some of its fields."""
    said = {"title": task.title, "text": task.text, "due": task.due, "key": uuid4(), "expected": task.version}
    return change_task(task=task, actor=teacher.journal_person, **(said | fields))


def test_task_is_given_with_materials_and_stands_in_the_history(cast, kept):
    task = make_task(cast.lesson, cast.teacher, files=[sent("схема.pdf"), sent("таблица.pdf")], due_time=time(12))
    assert (task.journal, task.work, task.personal, task.answered) == (cast.journal, None, False, True)
    assert list(task.files.values_list("name", "position")) == [("схема.pdf", 0), ("таблица.pdf", 1)]
    assert {path.name for path in kept()} == {pk.hex for pk in task.files.values_list("pk", flat=True)}
    assert history() == [("Петров", "", "«Диаграмма состояний»; срок 25.11.2026 12:00; Постройте и подпишите.", 1)]
    assert list(verify(cast.journal.pk)) == []


@pytest.mark.row("D05")
def test_personal_task_names_its_learners(cast):
    anna, _boris, vera = cast.learners
    task = make_task(cast.lesson, cast.teacher, learners=[vera.pk, anna.pk], answered=False, text="")
    assert (task.personal, task.answered) == (True, False)
    assert set(task.recipients.values_list("learner", flat=True)) == {anna.pk, vera.pk}
    assert [line[2].replace("\u00a0", " ") for line in history()] == [
        "«Диаграмма состояний»; срок 25.11.2026; лично: Андреева А. И., Ветрова В. В."
    ]


@pytest.mark.parametrize("chosen", [[], ["foreign"], ["own", "foreign"], ["left"]])
def test_personal_task_is_for_members_of_the_group_alone(cast, chosen):
    anna, boris, _vera = cast.learners
    Membership.objects.filter(learner=boris).update(until=date(2026, 11, 19))
    pks = {"own": anna.pk, "foreign": cast.foreign_learner.pk, "left": boris.pk}
    with pytest.raises(ValidationError):
        make_task(cast.lesson, cast.teacher, learners=[pks[name] for name in chosen])
    assert (Task.objects.count(), TaskRecipient.objects.count(), history()) == (0, 0, [])


def test_mark_of_a_task_lands_in_a_column_of_its_kind(cast):
    assert make_task(cast.lesson, cast.teacher, kind_id=kind(cast, "ПР")).work == cast.works[1]
    made = make_task(cast.lesson, cast.teacher, kind_id=kind(cast, "Т")).work
    assert (made.lesson, made.kind.code, made.weight, made.position) == (cast.lesson, "Т", 2, 2)
    assert make_task(cast.lesson, cast.teacher, kind_id=kind(cast, "Т")).work == made
    assert make_task(cast.lesson, cast.teacher, kind_id=kind(cast, "К"), answered=False).work is None


def test_repeated_key_gives_no_second_task(cast, kept):
    key = uuid4()
    first = make_task(cast.lesson, cast.teacher, key=key, kind_id=kind(cast, "Т"), files=[sent()])
    again = make_task(cast.lesson, cast.teacher, key=key, kind_id=kind(cast, "Т"), files=[sent()])
    assert (again, Task.objects.count(), TaskFile.objects.count(), len(kept()), len(history())) == (first, 1, 1, 1, 1)
    with pytest.raises(ValidationError):
        make_task(cast.lessons[2], cast.teacher, key=key)


def test_key_of_ones_own_other_entry_is_refused_and_changes_nothing(cast, kept):
    """A mark's key, another task's, that of the task itself or of another change: none of them is taken for a repetition."""
    task, other = (make_task(cast.lesson, cast.teacher, title=title) for title in ("Первое", "Второе"))
    used, changed, withdrawn = uuid4(), uuid4(), uuid4()
    assert (
        save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "4", key=used)).status == "accepted"
    )
    change(task, cast.teacher, text="Иначе", key=changed)
    withdraw_task(task=other, actor=cast.teacher.journal_person, key=withdrawn)
    task.refresh_from_db()
    before = (Change.objects.count(), Task.objects.count(), kept())
    tries = [
        *(partial(make_task, cast.lesson, cast.teacher, key=key, files=[sent()]) for key in (used, changed, withdrawn)),
        *(partial(change, task, cast.teacher, text="Ещё", key=key) for key in (used, task.key, changed, withdrawn)),
        *(partial(withdraw_task, task=task, actor=cast.teacher.journal_person, key=key) for key in (used, withdrawn)),
    ]
    for attempt in tries:
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert refused.value.messages == ["Этот ключ уже занят другой записью."]
    stands = Task.objects.get(pk=task.pk)
    assert (stands.text, stands.version, stands.withdrawn_at) == ("Иначе", 2, None)
    assert (Change.objects.count(), Task.objects.count(), kept()) == before
    assert list(verify(cast.journal.pk)) == []


@pytest.mark.parametrize("who", ["substitute", "curator", "deputy", "parent", "student", "foreign_teacher"])
def test_nobody_but_the_lessons_teacher_gives_a_task(cast, who, kept):
    with pytest.raises(ValidationError) as refused:
        make_task(cast.lesson, getattr(cast, who), files=[sent()])
    assert refused.value.messages == ["Это занятие ведёте не вы."]
    assert (Task.objects.count(), kept(), history()) == (0, set(), [])


def test_substitute_gives_a_task_at_his_lesson(cast):
    assert make_task(cast.lessons[2], cast.substitute).by == cast.substitute.journal_person


@pytest.mark.parametrize(
    ("place", "fields", "why"),
    [
        (
            3,
            {"due": date(2026, 11, 19)},
            "Этот срок уже прошёл: выберите день начиная с сегодняшнего, не раньше занятия.",
        ),
        (
            4,
            {"due": date(2026, 11, 22)},
            "Этот срок уже прошёл: выберите день начиная с сегодняшнего, не раньше занятия.",
        ),
        (3, {"title": "  "}, "Назовите задание."),
    ],
)
def test_task_that_cannot_be_is_refused_with_the_reason(cast, place, fields, why, kept):
    with pytest.raises(ValidationError) as refused:
        make_task(cast.lessons[place], cast.teacher, files=[sent()], **fields)
    assert [text.replace("\u00a0", " ") for text in refused.value.messages] == [why]
    assert (Task.objects.count(), kept(), history()) == (0, set(), [])


def test_no_task_is_given_at_a_lesson_that_is_shut(cast):
    shut, settings = cast.lessons[0], cast.institution.settings
    with pytest.raises(ValidationError) as refused:
        make_task(shut, cast.teacher)
    window = entry_window(lesson_date=shut.date, settings=settings, today=date(2026, 11, 20))
    assert (refused.value.messages, Task.objects.count()) == ([window.why_shut], 0)
    assert make_task(cast.lessons[1], cast.teacher).lesson == cast.lessons[1]


def test_no_task_is_given_where_there_is_no_homework(cast):
    Journal.objects.filter(pk=cast.journal.pk).update(kind="unmarked")
    with pytest.raises(ValidationError):
        make_task(cast.lesson, cast.teacher)
    cast.lesson.cancelled = True
    cast.lesson.save()
    Journal.objects.filter(pk=cast.journal.pk).update(kind="ordinary")
    with pytest.raises(ValidationError) as refused:
        make_task(cast.lesson, cast.teacher)
    assert refused.value.messages == ["Занятие отменено."]


def test_change_keeps_what_was_and_takes_a_material_away(cast, kept):
    task = make_task(cast.lesson, cast.teacher, files=[sent("старый.pdf")])
    old = task.files.get()
    changed = change(
        task, cast.teacher, title="Диаграмма", due=date(2026, 11, 27), files=[sent("новый.pdf")], dropped=[old.pk]
    )
    assert (changed.title, changed.due, changed.version) == ("Диаграмма", date(2026, 11, 27), 2)
    assert list(task.files.filter(withdrawn_at=None).values_list("name", flat=True)) == ["новый.pdf"]
    assert len(kept()) == 2
    assert history()[1] == (
        "Петров",
        "«Диаграмма состояний»; срок 25.11.2026; Постройте и подпишите.",
        "«Диаграмма»; срок 27.11.2026; Постройте и подпишите.",
        2,
    )
    assert change(changed, cast.teacher).version == 2
    assert list(verify(cast.journal.pk)) == []


def test_change_made_from_an_old_version_is_refused(cast):
    task = make_task(cast.lesson, cast.teacher)
    key = uuid4()
    first = change(task, cast.teacher, title="Первое", key=key)
    assert change(task, cast.teacher, title="Первое", key=key).version == first.version
    with pytest.raises(ValidationError):
        change(task, cast.teacher, title="Второе")
    assert Task.objects.get().title == "Первое"


@pytest.mark.parametrize("who", ["substitute", "curator", "deputy", "foreign_teacher", "student"])
def test_nobody_else_changes_or_withdraws_a_task(cast, who):
    task = make_task(cast.lesson, cast.teacher)
    with pytest.raises(ValidationError):
        change(task, getattr(cast, who), title="Другое")
    with pytest.raises(ValidationError):
        withdraw_task(task=task, actor=getattr(cast, who).journal_person, key=uuid4())
    assert (Task.objects.get().title, Task.objects.get().withdrawn_at) == ("Диаграмма состояний", None)


def test_after_the_window_only_the_due_day_changes(cast, clock):
    task = make_task(cast.lesson, cast.teacher, due=date(2026, 12, 20))
    clock.shift(22 * 24 * 3600)
    with pytest.raises(ValidationError):
        change(task, cast.teacher, title="Другое")
    assert change(task, cast.teacher, due=date(2026, 12, 25)).due == date(2026, 12, 25)


def test_withdrawn_task_stays_and_says_when(cast):
    task = make_task(cast.lesson, cast.teacher)
    for _time in range(2):
        withdraw_task(task=task, actor=cast.teacher.journal_person, key=uuid4())
    row = Task.objects.get()
    assert (row.withdrawn_at is None, row.version, len(history())) == (False, 2, 2)
    assert history()[1][1:] == ("«Диаграмма состояний»; срок 25.11.2026; Постройте и подпишите.", "", 2)
    assert (row.due, list(verify(cast.journal.pk))) == (DUE, [])


@pytest.mark.parametrize(("due", "given"), [(date(2027, 11, 21), True), (date(2027, 11, 22), False), (date.max, False)])
def test_no_task_lasts_longer_than_a_year(cast, due, given):
    if given:
        assert make_task(cast.lesson, cast.teacher, due=due).due == due
        return
    task = make_task(cast.lesson, cast.teacher)
    with pytest.raises(ValidationError, match="слишком далеко"):
        make_task(cast.lesson, cast.teacher, due=due)
    with pytest.raises(ValidationError, match="слишком далеко"):
        change(task, cast.teacher, due=due)
    assert list(Task.objects.values_list("due", flat=True)) == [DUE]
