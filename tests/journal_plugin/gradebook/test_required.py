"""Required works: what the plan asks for, what was held, who has not done it (D09)."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from journal_plugin.curriculum.models import PlannedLesson, ThematicPlan
from journal_plugin.gradebook.queries.required import required_page
from journal_plugin.lessons.actions import add_work, change_work
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Work, WorkKind
from journal_plugin.people.actions import end_study, move_learner
from journal_plugin.people.models import Membership
from tests.factories.gradebook import absence, mark, save_as
from tests.factories.lessons import make_lesson, make_work
from tests.factories.people import join, make_learner
from tests.journal_plugin.gradebook.test_reads import reads

TODAY = date(2026, 11, 20)


def plan(cast, *codes: str, page: int = 1, withdrawn: bool = False) -> ThematicPlan:
    plan = ThematicPlan.objects.create(element=cast.element, year=cast.year, page_id=page, published_at=timezone.now())
    for position, code in enumerate(codes):
        PlannedLesson.objects.create(
            plan=plan,
            block=uuid4(),
            position=position,
            section="1",
            topic=f"Тема {position}",
            activity="theory",
            work_kind_code=code,
            withdrawn=withdrawn,
        )
    return plan


def counted(cast) -> list:
    return [(kind.code, kind.planned, kind.held) for kind in required_page(cast.journal, TODAY).kinds]


def cells(cast) -> dict:
    page = required_page(cast.journal, TODAY)
    return {line.name.split()[0]: ([cell.text for cell in line.cells], line.owes) for line in page.lines}


@pytest.mark.row("D09")
def test_work_is_counted_when_its_kind_is_changed_to_a_required_one(cast):
    plan(cast, "ЛР", "ЛР", "КР", "", "ПР")
    assert counted(cast) == [("ПР", 1, 1), ("ЛР", 2, 0)]
    laboratory = WorkKind.objects.get(institution=cast.institution, code="ЛР")
    save_as(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    change_work(work=cast.works[0], kind_id=laboratory.pk, actor=cast.teacher.journal_person, key=uuid4())
    assert counted(cast) == [("ПР", 1, 1), ("ЛР", 2, 1)]
    assert cells(cast)["Андреева"] == (["5", "–"], 1)
    ordinary = WorkKind.objects.get(institution=cast.institution, code="ОТ")
    change_work(work=cast.works[1], kind_id=ordinary.pk, actor=cast.teacher.journal_person, key=uuid4())
    assert counted(cast) == [("ПР", 1, 0), ("ЛР", 2, 1)]
    assert cells(cast) == {"Андреева": (["5"], 0), "Борисов": (["–"], 1), "Ветрова": (["–"], 1)}


@pytest.mark.row("D09")
def test_missing_work_is_told_from_an_absence_and_from_days_before_one_came(cast):
    newcomer = make_learner(cast.group, "Гостев Глеб", since=date(2026, 11, 20), external_id="7")
    earlier = make_work(cast.lessons[2], "ЛР", position=1)
    anna, boris, vera = cast.learners
    save_as(
        cast.teacher,
        cast.journal,
        mark(earlier, anna, "4"),
        absence(cast.lessons[2], boris, "б"),
        mark(earlier, vera, "•"),
        mark(cast.works[1], anna, "3"),
        mark(cast.works[1], newcomer, "5"),
    )
    assert cells(cast) == {
        "Андреева": (["4", "3"], 0),
        "Борисов": (["б", "–"], 2),
        "Ветрова": (["•", "–"], 2),
        "Гостев": (["", "5"], 0),
    }


def test_plus_is_done_and_lessons_ahead_and_cancelled_ones_are_not_asked_for(cast):
    kind = WorkKind.objects.create(institution=cast.institution, name="Отчёт", code="О", required=True, done_only=True)
    work = add_work(lesson=cast.lesson, kind_id=kind.pk, actor=cast.teacher.journal_person, key=uuid4())
    make_work(cast.lessons[4], "ЛР", position=1)
    make_lesson(cast.journal, date(2026, 11, 19), 2, teachers=[cast.staff], works=0, cancelled=True)
    cancelled = cast.journal.lessons.get(date=date(2026, 11, 19))
    make_work(cancelled, "ЛР")
    save_as(cast.teacher, cast.journal, mark(work, cast.learners[0], "+"))
    assert cells(cast) == {"Андреева": (["–", "+"], 1), "Борисов": (["–", "–"], 2), "Ветрова": (["–", "–"], 2)}


def test_who_left_keeps_his_line_and_owes_nothing(cast):
    _anna, boris, vera = cast.learners
    save_as(cast.teacher, cast.journal, mark(make_work(cast.lessons[2], "ЛР", position=1), boris, "5"))
    end_study(learner=boris, day=date(2026, 11, 14), order_no="9-к")
    move_learner(learner=vera, group=cast.foreign_group, day=date(2026, 9, 1), order_no="8-к")
    assert cells(cast) == {"Андреева": (["–", "–"], 2), "Борисов": (["5", ""], None)}


def test_withdrawn_lessons_and_plans_of_other_elements_are_not_counted(cast):
    plan(cast, "ЛР", "ЛР", page=1)
    plan(cast, "ЛР", page=2)
    plan(cast, "КП", page=3, withdrawn=True)
    foreign = plan(cast, "КП", page=4)
    foreign.element = cast.foreign_journal.element
    foreign.save()
    assert counted(cast) == [("ПР", 0, 1), ("ЛР", 2, 0)]


def test_journal_without_marks_has_no_such_page(cast, client):
    client.force_login(cast.teacher)
    address = reverse("journal:grid-required", args=[cast.journal.pk])
    assert client.get(address).status_code == 200
    cast.journal.kind = JournalKind.UNMARKED
    cast.journal.save()
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("journal:grid", args=[cast.journal.pk])).content.decode()


def test_page_reads_as_much_for_three_as_for_one(cast, client):
    Membership.objects.filter(learner__in=cast.learners[1:]).delete()
    Work.objects.exclude(pk=cast.works[1].pk).delete()
    client.force_login(cast.teacher)
    one = reads(client, "grid-required", cast.journal.pk)
    for learner in cast.learners[1:]:
        join(learner, cast.group)
    for day in (17, 18):
        lesson = make_lesson(cast.journal, date(2026, 11, day), teachers=[cast.staff], works=0)
        make_work(lesson, "ЛР")
    plan(cast, "ЛР", "ПР")
    assert reads(client, "grid-required", cast.journal.pk) == one
