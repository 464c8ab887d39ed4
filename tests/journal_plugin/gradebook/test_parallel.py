"""Homework of a lesson given to the teacher's other groups."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.models import Change
from journal_plugin.people.models import Group
from tests.factories.curriculum import assign
from tests.factories.gradebook import save_as, text
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group


def second_group(cast, name: str, *days: date, staff=None):
    """A journal of the same element in another group, taught by ``staff`` (the teacher)."""
    group = make_group(cast.institution, name, department=cast.department)
    assign(staff or cast.staff, group, cast.element, cast.term)
    journal = make_journal(group, cast.element, cast.year)
    for day in days:
        make_lesson(journal, day, 3, teachers=[staff or cast.staff])
    return journal


@pytest.fixture
def parallel(filled):
    """The journal of another group with lessons before and after today's, the later nearer."""
    return second_group(filled, "ОН-26", date(2026, 11, 17), date(2026, 11, 21), date(2026, 10, 1))


def page(client, cast, **fields):
    client.force_login(cast.teacher)
    url = reverse("journal:grid-parallel", args=[cast.journal.pk, cast.lesson.pk])
    answer = client.post(url, fields) if fields else client.get(url)
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.row("D04")
def test_homework_and_topic_go_to_the_nearest_lesson_of_the_other_group(filled, parallel, client):
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    shown = page(client, filled)
    assert (shown.count("<b>ОН-26</b>, 21 ноября, сб"), shown.count(f'value="{lesson.pk}" checked')) == (1, 1)
    fields = {"to": [lesson.pk], f"seen-{lesson.pk}": "0-0", "topic": "1", "key": str(uuid4())}
    for _again in range(2):
        assert page(client, filled, **fields).count('"small ok"') == 2
    assert list(parallel.lessons.order_by("date").values_list("homework", "topic")) == [
        ("", ""),
        ("", ""),
        ("§ 14, задачи 1–4", "Сплавы железа"),
    ]
    assert Change.objects.filter(journal=parallel).count() == 2


def test_another_text_is_replaced_only_when_it_was_seen(filled, parallel, client):
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    save_as(filled.teacher, parallel, text("homework", lesson, "§ 3"))
    shown = page(client, filled)
    assert (shown.count("там задано другое: § 3"), shown.count(f'value="{lesson.pk}" checked')) == (1, 0)
    fields = {"to": [lesson.pk], "key": str(uuid4())}
    assert page(client, filled, **fields, **{f"seen-{lesson.pk}": "0-0"}).count('"small ok"') == 0
    lesson.refresh_from_db()
    assert lesson.homework == "§ 3"
    fields["key"] = str(uuid4())
    assert page(client, filled, **fields, **{f"seen-{lesson.pk}": "1-0"}).count('"small ok"') == 1
    lesson.refresh_from_db()
    assert lesson.homework == "§ 14, задачи 1–4"


def test_minutes_go_with_the_homework_and_the_load_of_the_day_is_told(filled, parallel, client):
    """Norm of the sixth class: 150 minutes. A homework without an estimate clears that of the one it replaces."""
    InstitutionSettings.objects.update(homework_norm=True)
    Group.objects.filter(pk=parallel.group_id).update(course=6)
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    make_lesson(parallel, date(2026, 11, 24), 3)
    save_as(filled.teacher, filled.journal, text("minutes", filled.lesson, "160"))
    assert page(client, filled).count("примерно 160 мин") == 1
    fields = {"to": [lesson.pk], f"seen-{lesson.pk}": "0-0-0", "key": str(uuid4())}
    for _again in range(2):
        said = page(client, filled, **fields)
        assert (said.count('"small ok"'), said.count("задано 160 мин — больше нормы класса: 150 мин.")) == (2, 1)
    lesson.refresh_from_db()
    assert (lesson.homework, lesson.minutes, lesson.minutes_version) == ("§ 14, задачи 1–4", 160, 1)
    assert (Change.objects.filter(journal=parallel).count(), list(verify(parallel.pk))) == (2, [])

    save_as(filled.teacher, filled.journal, text("minutes", filled.lesson, "", expected=1))
    save_as(filled.teacher, filled.journal, text("homework", filled.lesson, "§ 15", expected=1))
    assert page(client, filled).count(f'name="seen-{lesson.pk}" value="1-0-1"') == 1
    page(client, filled, **fields | {"key": str(uuid4()), f"seen-{lesson.pk}": "1-0-1"})
    lesson.refresh_from_db()
    assert (lesson.homework, lesson.minutes, lesson.minutes_version) == ("§ 15", None, 2)


@pytest.mark.parametrize("theirs", ["homework", "minutes"])
def test_minutes_do_not_go_to_a_homework_that_stays_nor_over_unseen_ones(filled, parallel, client, theirs):
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    save_as(filled.teacher, parallel, text(theirs, lesson, "45"))
    save_as(filled.teacher, filled.journal, text("minutes", filled.lesson, "30"))
    answer = page(client, filled, to=[lesson.pk], key=str(uuid4()), **{f"seen-{lesson.pk}": "0-0-0"})
    lesson.refresh_from_db()
    stands = {"homework": ("45", None), "minutes": ("§ 14, задачи 1–4", 45)}
    assert ((lesson.homework, lesson.minutes), answer.count('"small bad"')) == (stands[theirs], 1)


def test_only_own_groups_of_the_same_element_are_offered_and_written(filled, client):
    from_other = second_group(
        filled, "ОН-27", date(2026, 11, 21), staff=filled.foreign_journal.lessons.get().teachers.get()
    )
    lessons = [from_other.lessons.get(), filled.foreign_lesson]
    shown = page(client, filled)
    assert [shown.count(name) for name in ("ОН-27", "ОН-25", "Других групп")] == [0, 0, 1]
    page(client, filled, to=[lesson.pk for lesson in lessons], key=str(uuid4()))
    for lesson in lessons:
        before = lesson.homework
        lesson.refresh_from_db()
        assert lesson.homework == before


def test_reads_do_not_grow_with_the_groups(filled, client):
    counts = []
    for names in (("ОН-31",), ("ОН-32", "ОН-33")):
        for name in names:
            second_group(filled, name, date(2026, 11, 21))
        page(client, filled)
        with CaptureQueriesContext(connection) as asked:
            page(client, filled)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_topic_alone_is_given_where_no_homework_is_set(filled, parallel, client):
    save_as(filled.teacher, filled.journal, text("homework", filled.lesson, "", expected=1))
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    shown = page(client, filled)
    assert (shown.count("Передать тему"), shown.count('name="topic"')) == (1, 0)
    answer = page(client, filled, to=[lesson.pk], key=str(uuid4()), **{f"seen-{lesson.pk}": "0-0"})
    lesson.refresh_from_db()
    assert (answer.count('"small ok"'), lesson.topic, lesson.homework) == (1, "Сплавы железа", "")


def test_group_of_another_course_is_offered_and_not_chosen_by_itself(filled, parallel, client):
    lesson = parallel.lessons.get(date=date(2026, 11, 21))
    parallel.group.course = filled.group.course + 1
    parallel.group.save()
    shown = page(client, filled)
    assert (shown.count("другой год обучения</span>"), shown.count(f'value="{lesson.pk}" checked')) == (1, 0)
    page(client, filled, to=[lesson.pk], key=str(uuid4()), **{f"seen-{lesson.pk}": "0-0"})
    lesson.refresh_from_db()
    assert lesson.homework == "§ 14, задачи 1–4"
