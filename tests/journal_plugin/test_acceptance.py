"""Acceptance cases of the requirements (§9) that touch the journal, as a browser asks for them.

Case 10 needs a real browser: tests/browser/test_nothing_lost.py.
"""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.diary.actions import place_diary
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.actions.compositions import set_composition
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.marks.models import Mark
from journal_plugin.people.actions import move_learner
from journal_plugin.timetable.models import Slot
from tests.factories.assignments import make_task
from tests.factories.assignments import make_work as hand_work_in
from tests.factories.compositions import make_divided
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, final, mark, save_as, text
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import make_group, make_learner

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


def answered(client, journal, operation) -> dict:
    """The whole answer to one operation."""
    row = {"key": str(operation.key), "what": operation.what, "value": operation.value, "expected": operation.expected}
    row |= {"lesson": operation.lesson, "learner": operation.learner, "work": operation.work}
    address = reverse("journal:grid-save", args=[journal.pk])
    return client.post(address, {"operations": [row]}, content_type="application/json").json()["answers"][0]


def cells_of(client, journal, surname: str) -> list[str]:
    """The words of the learner's row in the grid: its cells, then how many marks, the average, the term mark."""
    (row,) = re.findall(rf"<tr[^>]*><th[^>]*><b>\d+</b>{surname}.*?</tr>", page(client, journal).content.decode())
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td[^>]*>.*?</td>", row)]


def paper_of(client, group, kind: str, month: str) -> dict:
    """A statement of the group as its page shows it."""
    address = reverse("journal:statement", kwargs={"group": group.pk, "kind": kind})
    return client.get(address, {"month": month}).context["paper"]


@pytest.mark.row("E08", "C10")
def test_case_1_mark_is_accepted_on_day_21_and_on_day_22_refused_with_the_reason_and_the_way_to_ask(
    client, cast, clock
):
    lesson = cast.lessons[1]
    anna, boris, _vera = cast.learners
    work = lesson.works.get()
    client.force_login(cast.teacher)
    clock.move_to("2026-11-20T23:59+05:00")
    assert answered(client, cast.journal, mark(work, anna, "5"))["status"] == "accepted"
    clock.move_to("2026-11-21T00:00+05:00")
    for learner, value, version in ((anna, "4", 1), (boris, "3", 0)):
        answer = answered(client, cast.journal, mark(work, learner, value, version))
        assert answer["status"] == "locked"
        assert answer["why"].replace("\xa0", " ") == (
            "Занятие 30 октября закрыто для правки с 21 ноября: срок — 21 день. "
            "Нужна поправка — запросите исправление: запрос получит заместитель директора."
        )
        asking = client.get(answer["ask"])
        assert (asking.status_code, asking.context["form"].initial["scope"]) == (200, "cell")
    assert list(Mark.objects.values_list("learner", "code", "version")) == [(anna.pk, "5", 1)]


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

    client.force_login(cast.deputy)
    groups = (cast.group, cast.foreign_group)
    man_hours = [paper_of(client, group, "form2", "2026-10")["man_hours"].initial for group in groups]
    assert man_hours == [3 * 2 + 2 * 2, 1 * 2 + 2 * 2]
    averages = [list(paper_of(client, group, "form1", "2026-10")["rows"][0]) for group in groups]
    assert averages == [["Андреева Анна", ["5,00"]], ["Андреева Анна", ["4,00"]]]
    cells = {journal: cells_of(client, journal, "Андреева") for journal in (cast.journal, cast.foreign_journal)}
    away = "не в группе"
    assert cells[cast.journal] == ["5, позже срока", *[away] * 6, "1", "5,00", ""]
    assert cells[cast.foreign_journal] == [away, "4, позже срока", "", "1", "4,00", ""]


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
    divided.asked(set_composition, cast.deputy, since=TODAY, seen=divided.now(TODAY))
    lesson = make_lesson(divided.other, TODAY, teachers=[divided.colleague.journal_person.staff.get()])
    save_as(divided.colleague, divided.other, mark(lesson.works.get(), boris, "3"))

    client.force_login(divided.colleague)
    lines = client.get(reverse("journal:grid-finals", args=[divided.other.pk])).context["lines"]
    cells = {line.learner: line.cells[0] for line in lines}
    own = cells[boris.pk]
    together = "с другими журналами 4,00 (3 отметки)"
    assert (own.count, own.average, own.few, own.together.replace("\xa0", " ")) == (1, "3,00", False, together)
    assert (cells[vera.pk].count, cells[vera.pk].few, cells[vera.pk].together) == (1, True, "")


@pytest.mark.row("D14", "D16", "G06")
def test_case_4_announced_absence_is_removed_on_one_lesson_and_the_report_counts_the_rest(client, cast, clock):
    anna = cast.learners[0]
    second = cast.year.terms.get(number=2)
    assign(cast.staff, cast.group, cast.element, second)
    place_diary(site=cast.institution.site)
    lessons = [
        make_lesson(cast.journal, date(2027, 5, day), number, teachers=[cast.staff])
        for day in (11, 12, 13, 14, 15)
        for number in (1, 2)
    ]
    clock.move_to("2027-05-10T18:00+05:00")
    notices = f"/dnevnik/{anna.pk}/absences/notice/"
    client.force_login(cast.parent)
    asked = {"key": str(uuid4()), "since": "2027-05-12", "until": "2027-05-14", "kind": "болезнь", "text": "операция"}
    assert client.post(notices, asked).status_code == 302
    announced = [(lesson.pk, "б") for lesson in lessons[2:8]]
    signs = Attendance.objects.filter(learner=anna).order_by("lesson__date", "lesson__number")
    assert list(signs.values_list("lesson", "code")) == announced

    clock.move_to("2027-05-13T09:00+05:00")
    client.force_login(cast.teacher)
    assert answered(client, cast.journal, absence(lessons[4], anna, "", 1))["status"] == "accepted"
    assert list(signs.exclude(code="").values_list("lesson", "code")) == announced[:2] + announced[3:]

    clock.move_to("2027-05-16T12:00+05:00")
    client.force_login(cast.parent)
    shown = client.get(notices).content.decode()
    assert (shown.count('class="notice-row'), shown.count("отозвано")) == (1, 0)
    assert AbsenceNotice.objects.get().withdrawn_at is None
    client.force_login(cast.curator)
    row, *_others = paper_of(client, cast.group, "form2", "2027-05")["rows"]
    name, days, missed, hours, excused, unexcused = row
    assert (name, days, missed, excused.initial, unexcused.initial) == ("Андреева Анна", 2, 5, 10, "")
    assert [(day, count) for day, count in enumerate(hours, 1) if count] == [(12, 4), (13, 2), (14, 4)]


@pytest.mark.row("H01")
def test_case_7_class_teacher_opens_every_page_of_the_class_and_saves_nothing_by_a_direct_request(client, cast):
    """The same requests of the teacher are accepted."""
    work, anna = cast.works[0], cast.learners[0]
    save_as(cast.teacher, cast.journal, mark(work, anna, "5"))
    task = make_task(cast.lesson, cast.teacher)
    hand_work_in(task, anna)
    part = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    of_part = make_journal(part, make_element(cast.institution, "Физика"), cast.year)
    names = ("grid", "grid-topics", "grid-finals", "grid-required", "grid-tasks")
    pages = [reverse(f"journal:{name}", args=[journal.pk]) for journal in (cast.journal, of_part) for name in names]
    pages += [
        reverse("journal:grid-lesson", args=[cast.journal.pk, cast.lesson.pk]),
        reverse("journal:cell-history", args=[cast.journal.pk, cast.lesson.pk, anna.pk]),
        reverse("journal:grid-task", args=[cast.journal.pk, task.pk]),
        reverse("journal:grid-task-work", args=[cast.journal.pk, task.pk, anna.pk]),
    ]
    operations = (
        mark(work, anna, "4", 1),
        absence(cast.lesson, cast.learners[1], "н"),
        text("topic", cast.lesson, "Сплавы"),
        final(cast.term, anna, "4"),
    )
    client.force_login(cast.curator)
    assert [client.get(address).status_code for address in pages] == [200] * 14
    changes = Change.objects.count()
    assert [sent(client, cast.journal, operation) for operation in operations] == [(404, [])] * 4
    assert (list(Mark.objects.values_list("code", "version")), Change.objects.count()) == ([("5", 1)], changes)
    client.force_login(cast.teacher)
    assert sent(client, cast.journal, *operations) == (200, ["accepted"] * 4)


@pytest.mark.row("D07")
def test_case_9_two_kinds_of_work_at_one_lesson_stand_in_one_cell_and_count_with_their_weights(client, cast):
    anna = cast.learners[0]
    client.force_login(cast.teacher)
    both = (mark(cast.works[0], anna, "5"), mark(cast.works[1], anna, "4"))
    assert sent(client, cast.journal, *both) == (200, ["accepted", "accepted"])
    assert cells_of(client, cast.journal, "Андреева") == ["", "", "", "5/4", "", "2", "4,33", ""]


@pytest.mark.row("D17")
def test_case_14_first_class_has_neither_marks_nor_homework_from_the_timetable_to_the_server(client, cast):
    cast.institution.kind = InstitutionKind.SCHOOL
    cast.institution.save()
    first = make_group(cast.institution, "1А", course=1)
    child = make_learner(first, "Первоклашкин Павел")
    reading = make_element(cast.institution, "Чтение")
    assign(cast.staff, first, reading, cast.term)
    slot = Slot.objects.create(
        term=cast.term, weekday=5, number=3, group=first, element=reading, activity="theory", since=cast.term.since
    )
    slot.teachers.add(cast.staff)
    lay_out_term(term=cast.term)
    journal = Journal.objects.get(group=first)
    lesson = journal.lessons.get(date=TODAY)
    client.force_login(cast.teacher)
    grid = page(client, journal).content.decode()
    address = reverse("journal:grid-lesson", args=[journal.pk, lesson.pk])
    panel = client.get(address, headers={"x-requested-with": "fetch"}).content.decode()
    fields = ('data-put="5"', 'class="avg"', 'class="fin"', 'data-text="homework"', "data-add-kind", "Домашнее задание")
    assert [field for field in fields if field in grid or field in panel] == []
    assert ('data-put="н"' in grid, 'data-text="topic"' in panel) == (True, True)
    work = make_work(lesson)
    refused = (mark(work, child, "5"), text("homework", lesson, "с. 5"))
    taken = (absence(lesson, child, "н"), text("topic", lesson, "Буква А"))
    assert sent(client, journal, *refused, *taken) == (200, ["refused"] * 2 + ["accepted"] * 2)
    assert (Mark.objects.count(), journal.lessons.exclude(homework="").count()) == (0, 0)
