"""Substitutes, journals that nobody may fill in, and how a journal is kept (C08, D17)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.actions import change_journal_kind, end_substitution, name_substitute
from journal_plugin.lessons.enums import JournalKind, What
from journal_plugin.lessons.models import Change, Journal, LessonTeacher
from journal_plugin.people.models import Staff
from tests.factories.gradebook import mark, save_one, text
from tests.factories.institution import make_institution, make_user
from tests.factories.people import make_staff

TODAY = date(2026, 11, 20)


@pytest.fixture
def newcomer(cast):
    """A teacher of the college with a login and no lessons."""
    staff = make_staff(cast.institution, "Новиков Никита Никитич")
    return make_user("newcomer", person=staff.person)


def staff_of(user) -> Staff:
    return Staff.objects.get(person=user.journal_person)


def name(cast, user, *, since=TODAY, until=date(2026, 11, 23), by=None, key=None, **fields) -> int:
    options = {"journal_id": cast.journal.pk, "order_no": "101"} | fields
    actor = (by or cast.deputy).journal_person
    return name_substitute(staff=staff_of(user), since=since, until=until, actor=actor, key=key or uuid4(), **options)


@pytest.mark.row("C08", "L06")
def test_substitute_writes_the_lessons_given_to_him_and_no_others(cast, newcomer):
    with pytest.raises(Journal.DoesNotExist):
        save_one(newcomer, cast.journal, text("topic", cast.lesson, "Сплавы"))
    assert name(cast, newcomer, until=TODAY) == 1
    assert save_one(newcomer, cast.journal, text("topic", cast.lesson, "Сплавы")).status == "accepted"
    assert save_one(newcomer, cast.journal, text("topic", cast.lessons[2], "Сплавы")).status == "refused"
    assert save_one(newcomer, cast.journal, text("topic", cast.lessons[4], "Сплавы")).status == "refused"


@pytest.mark.row("C08")
def test_substitute_loses_the_right_with_the_window(client, cast, newcomer, clock):
    name(cast, newcomer, until=TODAY)
    entry = mark(cast.works[0], cast.learners[0], "5")
    grid = reverse("journal:grid", args=[cast.journal.pk])
    clock.shift(timedelta(days=21))
    client.force_login(newcomer)
    assert (client.get(grid).status_code, save_one(newcomer, cast.journal, entry).status) == (200, "accepted")
    clock.shift(timedelta(days=1))
    with pytest.raises(Journal.DoesNotExist):
        save_one(newcomer, cast.journal, mark(cast.works[0], cast.learners[1], "5"))
    assert client.get(grid).status_code == 404


def test_lesson_and_topics_show_both_names(client, cast, newcomer):
    name(cast, newcomer, until=TODAY)
    client.force_login(cast.curator)
    lesson = client.get(reverse("journal:grid-lesson", args=[cast.journal.pk, cast.lesson.pk])).context["panel"]
    assert lesson.held_by.replace("\u00a0", " ") == "Замещает Новиков Н. Н. (101), вместо: Петров П. П."
    lines = client.get(reverse("journal:grid-topics", args=[cast.journal.pk])).context["page"].lines
    assert [line.stands_in.replace("\u00a0", " ") for line in lines] == [
        "",
        "",
        "Сменова С. С.",
        "Новиков Н. Н.",
        "",
    ]


def test_order_named_twice_gives_each_lesson_once(cast, newcomer):
    key = uuid4()
    assert (name(cast, newcomer, key=key), name(cast, newcomer, key=key), name(cast, newcomer)) == (2, 0, 0)
    assert LessonTeacher.objects.filter(staff=staff_of(newcomer)).count() == 2
    assert Change.objects.filter(what=What.SUBSTITUTE).count() == 2


@pytest.mark.parametrize("who", ["teacher", "substitute", "curator", "director", "head", "secretary", "parent"])
def test_only_who_answers_for_substitutions_names_one(cast, newcomer, who):
    with pytest.raises(Journal.DoesNotExist):
        name(cast, newcomer, by=getattr(cast, who))
    assert not LessonTeacher.objects.filter(staff=staff_of(newcomer)).exists()


def test_order_that_cannot_stand_changes_nothing(cast, newcomer):
    stranger = make_staff(make_institution("other.example", default=False), "Иноземцев Илья")
    gone = make_staff(cast.institution, "Ушедший Устин", until=TODAY)
    wrong = [
        {"order_no": " "},
        {"since": date(2027, 8, 1), "until": date(2027, 8, 2)},
    ]
    for fields in wrong:
        with pytest.raises(ValidationError):
            name(cast, newcomer, **fields)
    for staff in (stranger, gone):
        with pytest.raises(ValidationError):
            name_substitute(
                journal_id=cast.journal.pk,
                staff=staff,
                since=TODAY,
                until=date(2026, 11, 23),
                order_no="1",
                actor=cast.deputy.journal_person,
                key=uuid4(),
            )
    assert LessonTeacher.objects.filter(substitute=True).count() == 1  # the cast's own


def test_ended_substitution_leaves_what_he_has_written(cast, newcomer):
    name(cast, newcomer)
    save_one(newcomer, cast.journal, text("topic", cast.lesson, "Сплавы"))
    ended = {"journal_id": cast.journal.pk, "staff_id": staff_of(newcomer).pk, "since": TODAY, "key": uuid4()}
    with pytest.raises(Journal.DoesNotExist):
        end_substitution(actor=cast.teacher.journal_person, **ended)
    assert end_substitution(actor=cast.dispatcher.journal_person, **ended) == 1
    assert list(LessonTeacher.objects.filter(staff=staff_of(newcomer)).values_list("lesson", flat=True)) == [
        cast.lesson.pk
    ]


def test_old_form_sent_after_the_opposite_was_decided_changes_nothing(client, cast, newcomer):
    """The button «back» shows the forms of then, with their keys."""
    client.force_login(cast.deputy)
    place, staff = reverse("journal:keeping", args=[cast.journal.pk]), staff_of(newcomer).pk
    days = {"since": "2026-11-20", "until": "2026-11-23", "order_no": "55"}
    named, ended = ({"staff": staff, "key": str(uuid4())} for _form in range(2))
    assert client.post(place, named | days).status_code == 302
    assert client.post(f"{place}end", ended).status_code == 302
    again = client.post(place, named | days)
    assert (again.status_code, again.context["form"].non_field_errors()) == (422, ["Откройте страницу заново."])
    assert LessonTeacher.objects.filter(staff=staff).count() == 0
    assert name(cast, newcomer) == 2
    assert client.post(f"{place}end", ended).status_code == 302
    assert LessonTeacher.objects.filter(staff=staff).count() == 2


def board(client, user, **query):
    client.force_login(user)
    return client.get(reverse("journal:substitutes"), query).context


@pytest.mark.row("C08")
def test_journal_of_a_teacher_who_left_is_shown_until_somebody_may_fill_it(client, cast, newcomer):
    assert board(client, cast.dispatcher)["orphans"] == []
    cast.staff.until = TODAY - timedelta(days=1)
    cast.staff.save()
    (line,) = board(client, cast.dispatcher)["orphans"]
    assert (line.journal, line.lessons) == (cast.journal.pk, "3\u00a0занятия")  # 13 November has its substitute
    assert (line.since, line.until) == (date(2026, 10, 30), date(2026, 11, 23))

    client.post(
        reverse("journal:keeping", args=[cast.journal.pk]),
        {
            "staff": staff_of(newcomer).pk,
            "since": "2026-10-30",
            "until": "2026-11-23",
            "order_no": "55",
            "key": str(uuid4()),
        },
    )
    assert board(client, cast.dispatcher)["orphans"] == []
    assert save_one(newcomer, cast.journal, text("topic", cast.lessons[1], "Сплавы")).status == "accepted"


def test_journal_given_to_another_by_the_load_has_its_teacher(client, cast, newcomer):
    cast.staff.until = TODAY - timedelta(days=1)
    cast.staff.save()
    TeachingAssignment.objects.create(
        staff=staff_of(newcomer),
        group=cast.group,
        element=cast.element,
        term=cast.term,
        since=TODAY,
        hours=10,
        activity="theory",
    )
    assert board(client, cast.dispatcher)["orphans"] == []


def test_lessons_of_who_will_be_away_are_found_by_days(client, cast):
    query = {"staff": cast.staff.pk, "since": "2026-11-13", "until": "2026-11-20"}
    (line,) = board(client, cast.deputy, **query)["found"]
    assert (line.journal, line.lessons) == (cast.journal.pk, "1\u00a0занятие")  # 13 November has its substitute
    assert board(client, cast.deputy, **(query | {"until": "2026-11-01"}))["found"] is None


@pytest.mark.row("C08")
def test_journals_of_who_will_be_away_are_given_away_one_after_another(client, cast, newcomer):
    """From the list to a journal and back to what is left, with the same substitute and order."""
    query = {"staff": cast.staff.pk, "since": "2026-11-20", "until": "2026-11-23"}
    asked = board(client, cast.deputy, **query)["asked"]
    address = f"{reverse('journal:keeping', args=[cast.journal.pk])}?{asked}"
    given = {"staff": staff_of(newcomer).pk, "since": "2026-11-20", "until": "2026-11-23", "order_no": "17-к"}
    answer = client.post(address, given | {"key": str(uuid4())})
    assert answer.status_code == 302
    left = client.get(answer.headers["Location"])
    assert (left.context["form"].cleaned_data["staff"], left.context["found"]) == (cast.staff, [])
    assert left.content.decode().count("В эти дни занятий нет или все уже переданы.") == 1
    next_one = client.get(f"{reverse('journal:keeping', args=[cast.journal.pk])}?{left.context['asked']}")
    form = next_one.context["form"]
    assert (form["staff"].value(), form["order_no"].value()) == (staff_of(newcomer).pk, "17-к")


def test_foreign_staff_is_not_offered_and_not_taken(client, cast):
    other = make_staff(make_institution("other.example", default=False), "Иноземцев Илья")
    client.force_login(cast.deputy)
    address = reverse("journal:keeping", args=[cast.journal.pk])
    data = {"staff": other.pk, "since": "2026-11-20", "until": "2026-11-20", "order_no": "1", "key": str(uuid4())}
    assert client.post(address, data).status_code == 422
    assert "Иноземцев" not in client.get(address).content.decode()


def test_number_of_reads_does_not_grow_with_journals_and_substitutions(client, cast, newcomer):
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            board(client, cast.deputy, staff=cast.staff.pk, since="2026-11-13", until="2026-11-30")
        return len(caught)

    cost()
    once = cost()
    for day in (TODAY, date(2026, 11, 23)):
        name(cast, newcomer, since=day, until=day, order_no=str(day.day))
    assert cost() == once


def test_kind_of_a_journal_is_changed_by_who_controls_it_while_nothing_would_be_hidden(client, cast):
    for who in (cast.teacher, cast.dispatcher):
        with pytest.raises(Journal.DoesNotExist):
            change_journal_kind(journal_id=cast.journal.pk, kind=JournalKind.UNMARKED, actor=who.journal_person)
    client.force_login(cast.deputy)
    address = reverse("journal:keeping-kind", args=[cast.journal.pk])
    client.post(address, {"kind": JournalKind.UNMARKED})
    assert Journal.objects.get(pk=cast.journal.pk).kind == JournalKind.UNMARKED
    client.post(address, {"kind": JournalKind.ORDINARY})
    assert Change.objects.filter(what=What.KIND).count() == 2

    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    client.post(address, {"kind": JournalKind.UNMARKED})
    assert Journal.objects.get(pk=cast.journal.pk).kind == JournalKind.ORDINARY
    assert client.post(address, {"kind": "чужой"}).status_code == 404


def test_empty_form_says_field_by_field_what_to_do(client, cast):
    client.force_login(cast.deputy)
    page = client.post(reverse("journal:keeping", args=[cast.journal.pk]), {"key": str(uuid4())})
    assert {name: list(errors) for name, errors in page.context["form"].errors.items()} == {
        "staff": ["Выберите преподавателя."],
        "since": ["Выберите день."],
        "until": ["Выберите день."],
        "order_no": ["Замена назначается приказом: напишите его номер."],
    }
