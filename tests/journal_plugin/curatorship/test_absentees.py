"""The list of the day's absentees: who, whose, what is known, what the family knows (D13)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attendance.actions import give_reason
from journal_plugin.curatorship.queries.absentees import absentees_of
from journal_plugin.messaging.actions import read_notices, tell_of_absences
from journal_plugin.people.models import Person
from tests.factories.attendance import announce
from tests.factories.gradebook import absence, save_one
from tests.factories.institution import make_institution
from tests.factories.lessons import make_lesson
from tests.factories.people import make_guardian, make_person
from tests.factories.statements import put_absence

TODAY = date(2026, 11, 20)
URL = "/journal/curator/absentees/"


def listed(cast, user=None):
    return absentees_of(user or cast.deputy, cast.institution, cast.institution.local_now())


def shown(cast, user=None) -> dict[str, list[str]]:
    return {group.name: [row.name for row in group.learners] for group in listed(cast, user).groups}


@pytest.mark.row("D13")
def test_absentees_stand_by_group_with_what_they_missed_and_the_unexplained_first(cast):
    anna, boris, vera = cast.learners
    second = make_lesson(cast.journal, TODAY, 2, teachers=[cast.staff])
    for lesson in (cast.lesson, second):
        put_absence(lesson, vera)
    put_absence(cast.lesson, boris, "б")
    put_absence(cast.lesson, anna)
    put_absence(cast.foreign_lesson, cast.foreign_learner)
    put_absence(cast.lessons[2], boris)
    give_reason(
        actor=cast.curator.journal_person,
        learner_id=anna.pk,
        expected={cast.lesson.pk: 0},
        excused=False,
        reason="проспала",
    )
    page = listed(cast)
    assert page.heading == "Отсутствуют 4 человека, у 2 причина неизвестна"
    first, other = page.groups
    assert (first.name, first.unexplained, other.name, other.unexplained) == ("ОН-24", 1, "ОН-25", 1)
    assert [(row.name, [sign[:2] for sign in row.signs], row.explained, row.reason) for row in first.learners] == [
        ("Ветрова Вера", [(1, "н"), (2, "н")], False, ""),
        ("Андреева Анна", [(1, "н")], True, "проспала"),
        ("Борисов Борис", [(1, "б")], True, ""),
    ]


def test_lessons_that_have_not_begun_late_and_cancelled_ones_are_not_missed(cast):
    """It is 10:30: the second lesson has begun at 10:10, the third has not."""
    third = make_lesson(cast.journal, TODAY, 3, teachers=[cast.staff])
    cancelled = make_lesson(cast.journal, TODAY, 2, teachers=[cast.staff], cancelled=True)
    put_absence(third, cast.learners[0])
    put_absence(cancelled, cast.learners[1])
    put_absence(cast.lesson, cast.learners[2], "о")
    assert (listed(cast).heading, shown(cast)) == ("Отсутствующих не отмечено", {})


@pytest.mark.row("D13", "D14")
def test_notice_explains_an_absence_that_the_teacher_has_entered(cast):
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    announce(cast.parent, cast.learners[0], TODAY, text="зубной врач")
    page = listed(cast)
    (row,) = page.groups[0].learners
    assert (page.heading, row.explained, row.reason) == (
        "Отсутствует 1 человек, все причины известны",
        True,
        "по уведомлению: болезнь, зубной врач",
    )


def test_sign_of_a_notice_is_drawn_as_such(cast):
    announce(cast.parent, cast.learners[0], TODAY)
    (row,) = listed(cast).groups[0].learners
    assert row.signs == ((1, "б", "mb by-notice"),)


@pytest.mark.row("D13", "M05")
@pytest.mark.parametrize(
    ("who", "groups"),
    [
        ("curator", ["ОН-24"]),
        ("foreign_curator", ["ОН-25"]),
        ("head", ["ОН-24"]),
        ("deputy", ["ОН-24", "ОН-25"]),
        ("director", ["ОН-24", "ОН-25"]),
    ],
)
def test_everybody_sees_the_groups_that_he_watches(cast, client, who, groups):
    put_absence(cast.lesson, cast.learners[0])
    put_absence(cast.foreign_lesson, cast.foreign_learner)
    client.force_login(getattr(cast, who))
    page = client.get(URL)
    assert [group.name for group in page.context["page"].groups] == groups
    text = page.content.decode()
    assert [name in text for name in ("Андреева", "Яковлев")] == ["ОН-24" in groups, "ОН-25" in groups]


def test_groups_of_another_institution_are_not_in_the_list(cast):
    put_absence(cast.lesson, cast.learners[0])
    other = make_institution("other.test", default=False)
    assert absentees_of(cast.deputy, other, other.local_now()).groups == ()


@pytest.mark.parametrize("who", ["teacher", "student", "parent", "secretary", "stranger"])
def test_others_have_no_list(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(URL).status_code == 404


def test_only_the_learners_own_curator_gets_the_phones(cast):
    Person.objects.filter(pk=cast.parent.journal_person.pk).update(phone="+7 900 000-00-01")
    put_absence(cast.lesson, cast.learners[0])
    phones = {
        who: listed(cast, getattr(cast, who)).groups[0].learners[0].phones for who in ("curator", "deputy", "head")
    }
    assert phones == {"curator": (("Андреева Мария", "+7 900 000-00-01"),), "deputy": (), "head": ()}


@pytest.mark.row("D13")
def test_list_and_desk_say_what_the_family_knows(cast, client, clock):
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    clock.shift(timedelta(minutes=4))
    tell_of_absences()
    assert listed(cast).groups[0].learners[0].told == "семье сообщено в 10:34"
    clock.shift(timedelta(minutes=6))
    read_notices(person=cast.parent.journal_person, learner_id=cast.learners[0].pk)
    assert listed(cast).groups[0].learners[0].told == "семья прочитала уведомление в 10:40"
    client.force_login(cast.curator)
    desk = client.get(reverse("journal:curator-desk", args=[cast.group.pk])).content.decode()
    assert desk.replace("\xa0", " ").count("Семья прочитала уведомление в 10:40") == 1


def test_script_gets_the_list_alone(cast, client):
    put_absence(cast.lesson, cast.learners[0])
    client.force_login(cast.curator)
    part = client.get(URL, headers={"X-Requested-With": "fetch"})
    assert (part.content.decode().count("<html"), part.content.decode().count("Андреева")) == (0, 1)
    assert part.headers["Cache-Control"] == "private, no-store"


def test_list_takes_the_same_queries_with_one_and_with_three_absentees(cast, clock):
    for number, learner in enumerate(cast.learners):
        make_guardian(learner, make_person(f"Родитель{number} Анна", phone="1"))
    counts = []
    for learners in (cast.learners[:1], cast.learners[1:]):
        for learner in learners:
            put_absence(cast.lesson, learner)
        with CaptureQueriesContext(connection) as queries:
            found = listed(cast, cast.curator)
        counts.append((len(found.groups[0].learners), len(queries)))
    # The roles of the reader are known since the first time.
    assert counts == [(1, 7), (3, 6)]


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        ("2026-11-20T07:00+05:00", "Занятия ещё не начались"),
        ("2026-11-20T12:00+05:00", "Отсутствующих не отмечено"),
        ("2026-11-22T12:00+05:00", "Сегодня занятий нет"),
    ],
)
def test_empty_list_says_what_its_emptiness_means(cast, clock, moment, heading):
    clock.move_to(moment)
    assert listed(cast).heading == heading
