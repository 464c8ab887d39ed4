"""The technology of a lesson: who sets it, what it says about presence, and signs that notices have put (D14, D20, D21)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from journal_plugin.diary.actions import place_diary
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Change, Lesson
from tests.factories.attendance import announce
from tests.factories.gradebook import absence, save_as, save_one, text

PRESENT = "Дистанционное занятие: присутствовали те, кто был на связи (звонок, вебинар, чат)."


def part_of(cast, user, lesson=None) -> str:
    """The panel of today's lesson, spaces made plain."""
    client = Client()
    client.force_login(user)
    url = reverse("journal:grid-lesson", args=[cast.journal.pk, (lesson or cast.lesson).pk])
    return client.get(url, headers={"X-Requested-With": "fetch"}).content.decode().replace("\xa0", " ")


@pytest.mark.row("D20")
def test_teacher_holds_a_lesson_from_a_distance_and_records_who_took_part(cast, client):
    """The panel asks who was in touch; who was not is absent like at any lesson; the family reads how it was held."""
    anna = cast.learners[0]
    assert PRESENT not in part_of(cast, cast.teacher)
    answers = save_as(
        cast.teacher,
        cast.journal,
        text("technology", cast.lesson, "distance"),
        absence(cast.lesson, anna, "н"),
    )
    assert [answer.status for answer in answers] == ["accepted"] * 2
    assert PRESENT in part_of(cast, cast.teacher)
    cast.lesson.refresh_from_db()
    assert (cast.lesson.technology, cast.lesson.technology_version) == ("distance", 1)
    change = Change.objects.get(what="technology")
    assert (change.actor, change.old, change.new) == (cast.teacher.journal_person, "in-person", "distance")
    assert list(verify(cast.journal.pk)) == []
    place_diary(site=cast.institution.site)
    client.force_login(cast.parent)
    week = client.get(f"/dnevnik/{anna.pk}/").content.decode()
    assert week.count("дистанционно") == 1
    history = part_page(cast, cast.deputy)
    assert ["Очно" in history or "очно" in history, "дистанционно" in history] == [True, True]


def part_page(cast, user) -> str:
    """The lesson's own page, which shows its history."""
    client = Client()
    client.force_login(user)
    return client.get(reverse("journal:grid-lesson", args=[cast.journal.pk, cast.lesson.pk])).content.decode()


def test_presence_at_an_e_learning_lesson_follows_from_the_work_handed_in(cast):
    save_one(cast.teacher, cast.journal, text("technology", cast.lesson, "e-learning"))
    assert "Электронное обучение: присутствовали те, кто выполнил задание." in part_of(cast, cast.teacher)


def test_technology_that_somebody_changed_meanwhile_is_a_conflict(cast):
    assert save_one(cast.teacher, cast.journal, text("technology", cast.lesson, "distance")).status == "accepted"
    late = save_one(cast.teacher, cast.journal, text("technology", cast.lesson, "e-learning"))
    assert (late.status, late.standing.value, late.standing.by) == ("conflict", "distance", "Петров\xa0П.\xa0П.")


def test_unknown_technology_is_refused(cast):
    answer = save_one(cast.teacher, cast.journal, text("technology", cast.lesson, "telepathy"))
    assert (answer.status, answer.why) == ("refused", "Такой технологии занятия нет.")


@pytest.mark.row("L06")
def test_technology_of_a_foreign_or_shut_lesson_stays(cast):
    shut, foreign = cast.lessons[0], cast.foreign_lesson
    answers = save_as(
        cast.teacher, cast.journal, *(text("technology", lesson, "distance") for lesson in (shut, foreign))
    )
    assert [answer.status for answer in answers] == ["locked", "refused"]
    assert set(Lesson.objects.values_list("technology", flat=True)) == {"in-person"}


def test_technology_set_behind_the_program_is_found(cast):
    save_one(cast.teacher, cast.journal, text("technology", cast.lesson, "distance"))
    Lesson.objects.filter(pk=cast.lesson.pk).update(technology="e-learning")
    (found,) = verify(cast.journal.pk)
    assert found.text.startswith("технология занятия")


def test_readers_do_not_choose_the_technology(cast):
    assert [part_of(cast, user).count('data-text="technology"') for user in (cast.teacher, cast.deputy)] == [1, 0]


@pytest.mark.row("D14")
def test_grid_and_panel_show_that_a_sign_comes_from_a_notice(cast, client):
    announce(cast.parent, cast.learners[0], date(2026, 11, 20), date(2026, 11, 23))
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[1], "б"))
    client.force_login(cast.teacher)
    grid = client.get(reverse("journal:grid", args=[cast.journal.pk])).content.decode().replace("\xa0", " ")
    tip = "по уведомлению: температура"
    sign = f'<span class="a ab by-notice" title="{tip}">б<span class="sr">, {tip}</span></span>'
    assert (grid.count(sign), grid.count('<span class="a ab">б</span>')) == (2, 1)
    part = part_of(cast, cast.teacher)
    assert part.count("<li><b>Андреева Анна</b>, по уведомлению: болезнь, температура</li>") == 1
    assert part.count("Борисов") == 0
