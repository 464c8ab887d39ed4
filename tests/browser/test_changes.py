"""Changes of the day in real Chromium: a deputy cancels a lesson, takes it back and gives it to who is free; families read it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.core.near import near_cache
from journal_plugin.lessons.models import LessonTeacher
from journal_plugin.people.models import Staff
from tests.browser.conftest import OpenWindow
from tests.browser.visits import look, looks_only, visit, whole_job
from tests.cast import Cast
from tests.factories.changes import cancel, give
from tests.factories.curriculum import assign
from tests.factories.people import make_staff

pytestmark = pytest.mark.browser

DAY = "2026-11-20"


def free_colleague(cast: Cast) -> Staff:
    """A colleague, Новиков, who teaches the group too and has nothing on that day."""
    colleague = make_staff(cast.institution, "Новиков Никита Никитич")
    assign(colleague, cast.group, cast.element, cast.term)
    return colleague


@whole_job
def test_lesson_is_cancelled_taken_back_and_given_to_who_is_free(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    colleague = free_colleague(college)
    page = window(user=college.deputy, width=width, scheme=scheme).page
    lesson, day = reverse("journal:change", args=[college.lesson.pk]), reverse("journal:changes")
    visit(page, f"{day}?day={DAY}")

    page.goto(f"{lesson}?do=cancel&day={DAY}")
    look(page)
    page.get_by_label("Причина", exact=True).fill("Карантин")
    page.get_by_role("button", name="Отменить занятие").click()
    expect(page.locator("main")).to_contain_text("Занятие отменено")
    look(page)
    family = window(user=college.parent, width=width, scheme=scheme).page
    near_cache.clear()
    family.goto(f"/dnevnik/{college.learners[0].pk}/")
    expect(family.locator("main")).to_contain_text("отменено")
    look(family)

    page.goto(f"{lesson}?day={DAY}")
    page.get_by_role("button", name="Вернуть").first.click()
    expect(page.locator("main")).to_contain_text("Изменений нет")

    page.goto(f"{lesson}?do=give&day={DAY}")
    page.get_by_text("Новиков").first.click()
    page.get_by_label("Номер приказа").fill("15-к")
    page.get_by_role("button", name="Назначить замену").click()
    expect(page.locator("main")).to_contain_text("Новиков")
    holder = LessonTeacher.objects.get(lesson=college.lesson, substitute=True)
    assert (holder.staff, holder.order_no) == (colleague, "15-к")


@looks_only
def test_list_of_substitutions_and_todays_changes_look_well(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    give(college, make_staff(college.institution, "Новиков Никита Никитич"))
    cancel(college, college.lessons[4])
    deputy = window(user=college.deputy, width=width, scheme=scheme).page
    visit(deputy, f"{reverse('journal:substitutions')}?since={DAY}&until=2026-11-23")
    teacher = window(user=college.teacher, width=width, scheme=scheme).page
    visit(teacher, reverse("journal:today"))
    expect(teacher.locator("main")).to_contain_text("Изменения в ваших занятиях")
