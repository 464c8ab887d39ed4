"""Acceptance cases 5 and 6 of the requirements, as a browser asks for them."""

from datetime import date

import pytest
from django.urls import reverse

from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.actions.distributions import set_distribution
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from journal_plugin.people.actions import move_learner
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.lessons import make_lesson
from tests.factories.parts import make_divided

TODAY = date(2026, 11, 20)


def sent(client, journal, *operations) -> tuple[int, list[str]]:
    """The status of the answer and of every operation."""
    rows = [
        {
            name: value
            for name, value in operation._asdict().items()
            if name not in ("at", "reason") and value is not None
        }
        | {"key": str(operation.key)}
        for operation in operations
    ]
    address = reverse("journal:grid-save", args=[journal.pk])
    answer = client.post(address, {"operations": rows}, content_type="application/json")
    return answer.status_code, [one["status"] for one in answer.json()["answers"]] if answer.status_code == 200 else []


def page(client, journal, **query):
    return client.get(reverse("journal:grid", args=[journal.pk]), query)


@pytest.mark.row("D18", "L06")
def test_case_5_teacher_of_subgroup_1_neither_opens_nor_writes_subgroup_2(client, cast):
    divided = make_divided(cast)
    own = make_lesson(divided.journal, TODAY, 2, teachers=[cast.staff])
    other = make_lesson(divided.other, TODAY, 2, teachers=[divided.colleague.journal_person.staff.get()])
    anna, _boris, vera = cast.learners
    client.force_login(cast.teacher)
    assert "data-save></p>" in page(client, divided.journal).content.decode()
    assert sent(client, divided.journal, mark(own.works.get(), anna, "5")) == (200, ["accepted"])

    foreign = (
        mark(other.works.get(), vera, "2"),
        absence(other, vera, "н"),
        text("topic", other, "Взлом"),
    )
    assert page(client, divided.other).status_code == 404
    assert sent(client, divided.other, *foreign) == (404, [])
    assert sent(client, divided.journal, *foreign) == (200, ["refused"] * 3)
    assert sent(client, divided.journal, mark(own.works.get(), vera, "2")) == (200, ["refused"])
    works = reverse("journal:grid-works", args=[divided.other.pk, other.pk])
    added = client.post(works, {"key": str(foreign[0].key), "kind": 1}, content_type="application/json")
    assert added.status_code == 404
    assert list(Mark.objects.values_list("learner", "code")) == [(anna.pk, "5")]
    assert not Attendance.objects.exists()
    assert not Change.objects.filter(journal=divided.other).exists()


@pytest.mark.row("D18", "C08")
def test_case_5_substitute_of_one_lesson_of_a_subgroup_writes_that_lesson_alone(client, cast):
    divided = make_divided(cast)
    colleague = divided.colleague.journal_person.staff.get()
    given = make_lesson(divided.other, TODAY, 2, teachers=[colleague])
    kept = make_lesson(divided.other, TODAY, 3, teachers=[colleague])
    given.lesson_teachers.create(staff=cast.staff, substitute=True, order_no="78")
    vera = cast.learners[2]
    client.force_login(cast.teacher)
    assert page(client, divided.other).status_code == 200
    assert sent(client, divided.other, mark(given.works.get(), vera, "4"), mark(kept.works.get(), vera, "2")) == (
        200,
        ["accepted", "refused"],
    )
    assert list(Mark.objects.values_list("work__lesson", "code")) == [(given.pk, "4")]


@pytest.mark.row("D18", "A16")
def test_case_6_learner_moved_on_10_october_keeps_old_marks_and_is_in_the_new_list_from_then_on(client, cast, clock):
    clock.move_to("2026-10-20T10:00+05:00")
    anna = cast.learners[0]
    theirs = cast.foreign_teacher.journal_person.staff.get()
    lessons = {
        journal: [make_lesson(journal, date(2026, 10, day), 3, teachers=[staff]) for day in (8, 15)]
        for journal, staff in ((cast.journal, cast.staff), (cast.foreign_journal, theirs))
    }
    (old, after), (before, new) = lessons[cast.journal], lessons[cast.foreign_journal]
    save_as(cast.teacher, cast.journal, mark(old.works.get(), anna, "5"))
    move_learner(learner=anna, group=cast.foreign_group, day=date(2026, 10, 10), order_no="45-к")

    client.force_login(cast.teacher)
    cell = mark(after.works.get(), anna, "4")
    assert sent(client, cast.journal, cell, absence(after, anna, "н")) == (200, ["refused", "refused"])
    assert "Андреева" in page(client, cast.journal).content.decode()
    assert list(Mark.objects.values_list("work__lesson", "learner", "code")) == [(old.pk, anna.pk, "5")]

    client.force_login(cast.foreign_teacher)
    assert "Андреева" in page(client, cast.foreign_journal).content.decode()
    too_early, allowed = mark(before.works.get(), anna, "3"), mark(new.works.get(), anna, "4")
    assert sent(client, cast.foreign_journal, too_early, allowed, absence(before, anna, "н")) == (
        200,
        ["refused", "accepted", "refused"],
    )
    marks = Mark.objects.order_by("work__lesson__date").values_list("work__lesson", "code")
    assert list(marks) == [(old.pk, "5"), (new.pk, "4")]

    man_hours = {}
    client.force_login(cast.deputy)
    for group in (cast.group, cast.foreign_group):
        address = reverse("journal:statement", kwargs={"group": group.pk, "kind": "form2"})
        paper = client.get(address, {"month": "2026-10"}).context["paper"]
        man_hours[group.name] = paper["man_hours"].initial
    assert man_hours == {"ОН-24": 3 * 2 + 2 * 2, "ОН-25": 1 * 2 + 2 * 2}


@pytest.mark.row("D18", "A16")
def test_finals_page_of_the_new_subgroup_counts_with_the_marks_earned_in_the_old_one(client, cast):
    """Who moves keeps his marks in the old journal; the average with them is that of his diary."""
    divided = make_divided(cast)
    boris, vera = cast.learners[1:]
    teachers = {divided.journal: cast.teacher, divided.other: divided.colleague}
    for journal, learner, codes in ((divided.journal, boris, "54"), (divided.other, vera, "3")):
        staff = teachers[journal].journal_person.staff.get()
        for number, code in enumerate(codes, 1):
            lesson = make_lesson(journal, date(2026, 11, 10 + number), teachers=[staff])
            save_as(teachers[journal], journal, mark(lesson.works.get(), learner, code))
    divided.asked(set_distribution, cast.deputy, since=TODAY, seen=divided.now(TODAY))
    lesson = make_lesson(divided.other, TODAY, teachers=[divided.colleague.journal_person.staff.get()])
    save_as(divided.colleague, divided.other, mark(lesson.works.get(), boris, "3"))

    client.force_login(divided.colleague)
    lines = client.get(reverse("journal:grid-finals", args=[divided.other.pk])).context["lines"]
    cells = {line.learner: line.cells[0] for line in lines}
    own = cells[boris.pk]
    together = "с другими журналами 4,00 (3 отметки)"
    assert (own.count, own.average, own.few, own.together.replace("\xa0", " ")) == (1, "3,00", False, together)
    assert (cells[vera.pk].count, cells[vera.pk].few, cells[vera.pk].together) == (1, True, "")
