"""The day's load of homework beside the norm of the grade: estimated by teachers, never refused (issue 3, domain 1.5)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.gradebook.queries.hints import hints_of
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Change, Journal, Lesson
from tests.factories.curriculum import make_element
from tests.factories.gradebook import save_as, save_one, text
from tests.factories.institution import make_institution
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group

TODAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def sixth(cast):
    """The group is a sixth class, the norm is on: 150 minutes a day."""
    InstitutionSettings.objects.update(homework_norm=True)
    cast.institution.settings.refresh_from_db()
    cast.group.course = 6
    cast.group.save()
    return cast


def give(cast, name: str, minutes: str, *, group=None, due: date = MONDAY, day: date = TODAY, **fields) -> Journal:
    """Another subject with a homework of so many minutes, whose next lesson is on ``due``."""
    journal = make_journal(group or cast.group, make_element(cast.institution, name), cast.year)
    Lesson.objects.filter(pk=make_lesson(journal, day, 2).pk).update(
        **({"homework": "§ 1", "minutes": minutes or None} | fields)
    )
    make_lesson(journal, due, 2)
    return journal


def said(cast) -> list[str]:
    journal = Journal.objects.select_related("institution__settings", "group").get(pk=cast.journal.pk)
    return [hint.replace("\xa0", " ") for hint in hints_of(journal, Lesson.objects.get(pk=cast.lesson.pk)).homework]


def panel(client, cast, lesson=None) -> str:
    address = reverse("journal:grid-lesson", args=[cast.journal.pk, (lesson or cast.lesson).pk])
    return client.get(address, headers={"X-Requested-With": "fetch"}).content.decode().replace("\xa0", " ")


def test_load_of_the_due_day_is_summed_over_the_subjects_and_pointed_out_above_the_norm(sixth, client):
    give(sixth, "Физика", "60")
    give(sixth, "Химия", "45", due=TUESDAY)
    give(sixth, "История", "30", cancelled=True)
    give(sixth, "Право", "20", homework="")
    give(sixth, "Музыка", "25", group=sixth.foreign_group)
    before = give(sixth, "Черчение", "35", day=date(2026, 11, 13))
    make_lesson(before, TODAY, 2)
    client.force_login(sixth.teacher)
    assert said(sixth) == ["На 23 ноября по всем предметам задано 60 мин из 150."]
    sent = save_as(
        sixth.teacher, sixth.journal, text("homework", sixth.lesson, "Задачи 1–4"), text("minutes", sixth.lesson, "90")
    )
    assert [answer.status for answer in sent] == ["accepted"] * 2
    assert said(sixth) == ["На 23 ноября по всем предметам задано 150 мин из 150."]
    save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, "95", 1))
    html = panel(client, sixth)
    assert html.count("На 23 ноября по всем предметам задано 155 мин — больше нормы класса: 150 мин.") == 1
    assert html.count('data-text="minutes" data-version="2" value="95"') == 1


def test_of_the_parts_of_a_group_the_one_with_most_to_do_counts(sixth):
    parts = [make_group(sixth.institution, f"ОН-24-{number}", parent=sixth.group) for number in (1, 2)]
    english = give(sixth, "Английский язык", "20", group=parts[0])
    other = make_journal(parts[1], english.element, sixth.year)
    for day in (TODAY, MONDAY):
        make_lesson(other, day, 2, homework="Exercise 5", minutes=40)
    assert said(sixth) == ["На 23 ноября по всем предметам задано 40 мин из 150."]


@pytest.mark.parametrize(("grade", "minutes", "norm"), [(2, 91, 90), (5, 121, 120), (8, 151, 150), (9, 211, 210)])
def test_norm_is_that_of_the_grade(sixth, grade, minutes, norm):
    sixth.group.course = grade
    sixth.group.save()
    give(sixth, "Физика", str(minutes))
    assert said(sixth) == [f"На 23 ноября по всем предметам задано {minutes} мин — больше нормы класса: {norm} мин."]


def test_nothing_is_asked_where_the_norm_is_off(cast, client):
    cast.group.course = 6
    cast.group.save()
    give(cast, "Физика", "200")
    client.force_login(cast.teacher)
    assert (said(cast), panel(client, cast).count('data-text="minutes"')) == ([], 0)


def test_norm_is_on_in_schools_from_the_start(db):
    kinds = ("college-perm", "college-tomsk", "school-mastergrad", "school-sergino")
    made = [make_institution(f"{preset}.test", default=False, preset=preset) for preset in kinds]
    assert [institution.settings.homework_norm for institution in made] == [False, False, True, True]


def test_minutes_are_a_record_like_the_homework_itself(sixth, client):
    """With history, versions, the check of the history; kept by who writes the lesson."""
    first = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, "30"))
    assert (first.status, first.standing.version, list(verify(sixth.journal.pk))) == ("accepted", 1, [])
    assert save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, "20")).status == "conflict"
    cleared = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, "", 1))
    assert (cleared.status, Lesson.objects.get(pk=sixth.lesson.pk).minutes) == ("accepted", None)
    assert list(Change.objects.values_list("what", "old", "new")) == [("minutes", "", "30"), ("minutes", "30", "")]
    assert list(verify(sixth.journal.pk)) == []
    Lesson.objects.filter(pk=sixth.lesson.pk).update(minutes=5)
    assert len(list(verify(sixth.journal.pk))) == 1
    foreign = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.foreign_lesson, "30"))
    shut = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lessons[0], "30"))
    assert (foreign.status, shut.status) == ("refused", "locked")
    client.force_login(sixth.deputy)
    assert panel(client, sixth).count('data-text="minutes"') == 0


@pytest.mark.parametrize("value", ["0", "601", "-5", "1,5", "час", "٣", "007"])
def test_only_a_sane_number_of_minutes_is_taken(sixth, value):
    answer = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, value))
    assert (answer.status, answer.why) == ("refused", "Время на задание — целое число минут, не больше 600.")
    assert Lesson.objects.get(pk=sixth.lesson.pk).minutes is None


def test_journal_without_homework_takes_no_minutes(sixth):
    Journal.objects.filter(pk=sixth.journal.pk).update(kind=JournalKind.UNMARKED)
    answer = save_one(sixth.teacher, sixth.journal, text("minutes", sixth.lesson, "30"))
    assert (answer.status, answer.why) == ("refused", "Этот журнал ведётся без домашних заданий.")


def test_load_reads_as_much_for_three_subjects_as_for_one(sixth):
    counts = []
    for names in (("Физика",), ("Химия", "История")):
        for name in names:
            give(sixth, name, "20")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            said(sixth)
        counts.append(len(queries))
    assert counts[0] == counts[1]
