"""Cards in the admin: a learner's study groups (A15), a staff member's work (A16), a person's contacts (L03)."""

from datetime import date

import pytest
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Learner, Person
from journal_plugin.timetable.queries import days_of_group, days_of_learner
from tests.cast import Cast
from tests.factories.institution import make_institution
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group

HUMAN = {"last_name": "Андреева", "first_name": "Анна", "patronymic": "Ильинична"}
TODAY = date(2026, 11, 20)


def places(learner: Learner) -> list[tuple]:
    """(group, since, until) beside the group, in order."""
    rows = learner.memberships.exclude(group__kind=GroupKind.GROUP).order_by("since", "group__sort_key")
    return list(rows.values_list("group__name", "since", "until"))


@pytest.fixture
def part(cast: Cast) -> Group:
    """A subgroup of our group."""
    return make_group(cast.institution, "ОН-24-П1", parent=cast.group)


@pytest.fixture
def stream(cast: Cast) -> Group:
    """A stream."""
    return make_group(cast.institution, "Поток 1", kind=GroupKind.STREAM)


@pytest.fixture
def elective(cast: Cast) -> Group:
    """An elective group."""
    return make_group(cast.institution, "Робототехника", kind=GroupKind.ELECTIVE)


@pytest.fixture
def send(cast: Cast, client):
    """Sends the card of Аня as the secretary."""
    client.force_login(cast.secretary)

    def post(*beside: Group, **fields):
        card = {"study_form": "full-time", "since": "2026-09-01", "group": cast.group.pk, "day": "", "order_no": ""}
        where = reverse("journal_learner:edit", args=[cast.learners[0].pk])
        return client.post(where, HUMAN | card | {"beside": [group.pk for group in beside]} | fields)

    return post


@pytest.mark.row("A15")
def test_learner_is_put_into_a_subgroup_a_stream_and_an_elective_group(cast, send, part, stream, elective):
    learner = cast.learners[0]
    assert send(part, stream, elective, day="2026-11-20").status_code == 302
    assert places(learner) == [
        ("ОН-24-П1", TODAY, None),
        ("Поток 1", TODAY, None),
        ("Робототехника", TODAY, None),
    ]
    assert send(stream, day="2026-12-01").status_code == 302
    assert places(learner) == [
        ("ОН-24-П1", TODAY, date(2026, 11, 30)),
        ("Поток 1", TODAY, None),
        ("Робототехника", TODAY, date(2026, 11, 30)),
    ]
    moves = AuditEntry.objects.filter(action="journal.move").order_by("pk").values_list("user", "data__day")
    assert list(moves) == [(cast.secretary.pk, "2026-11-20"), (cast.secretary.pk, "2026-12-01")]


@pytest.mark.row("A15")
def test_new_learner_comes_with_study_groups(cast, client, part, elective):
    client.force_login(cast.secretary)
    human = {"last_name": "Новикова", "first_name": "Нина"}
    card = {"study_form": "full-time", "since": "2026-11-23", "group": cast.group.pk, "order_no": "5"}
    answer = client.post(reverse("journal_learner:add"), human | card | {"beside": [part.pk, elective.pk]})
    assert answer.status_code == 302
    learner = Learner.objects.get(person__last_name="Новикова")
    assert places(learner) == [("ОН-24-П1", date(2026, 11, 23), None), ("Робототехника", date(2026, 11, 23), None)]


def test_part_of_another_group_a_foreign_group_and_a_change_without_a_day_are_refused(cast, send, part):
    other = make_group(cast.institution, "ОН-25-П1", parent=cast.foreign_group)
    school = make_institution("school.test", default=False, preset="school-mastergrad", short_name="Школа")
    foreign = make_group(school, "Чужой поток", kind=GroupKind.STREAM)
    answers = [
        send(other, day="2026-11-20").context["form"].errors,
        send(foreign, day="2026-11-20").context["form"].errors,
        send(part).context["form"].errors,
    ]
    assert [sorted(errors) for errors in answers] == [["beside"], ["beside"], ["day"]]
    assert answers[0]["beside"] == ["ОН-25-П1 не входит в ОН-24."]
    assert places(cast.learners[0]) == []


def test_move_to_another_group_leaves_its_parts_and_keeps_the_stream(cast, send, part, stream):
    send(part, stream, day="2026-11-20")
    moved = send(part, stream, group=cast.foreign_group.pk, day="2026-11-23", order_no="9")
    assert moved.status_code == 302
    assert places(cast.learners[0]) == [("ОН-24-П1", TODAY, date(2026, 11, 22)), ("Поток 1", TODAY, None)]


@pytest.mark.row("A15")
def test_lessons_of_an_elective_group_stand_in_the_timetable_of_its_learners(cast, elective):
    join(cast.learners[0], elective)
    make_lesson(make_journal(elective, cast.element, cast.year), TODAY, 3)
    own, other = (days_of_learner(learner, TODAY, TODAY)[0].lines for learner in cast.learners[:2])
    ours, foreign = (days_of_group(group, TODAY, TODAY)[0].lines for group in (cast.group, cast.foreign_group))
    assert [[line.number for line in lines] for lines in (own, other, ours, foreign)] == [[1, 3], [1], [1, 3], [2]]


@pytest.mark.row("A16")
def test_change_of_position_and_end_of_work_leave_a_trace_and_close_the_rights(cast, client, clock):
    client.force_login(cast.admin)
    human = {"last_name": "Петров", "first_name": "Пётр", "patronymic": "Петрович"}
    work = {"position": "методист", "department": cast.department.pk, "since": "2026-09-01", "until": "2026-11-20"}
    assert client.post(reverse("journal_staff:edit", args=[cast.staff.pk]), human | work).status_code == 302
    entry = AuditEntry.objects.get(action="journal.row.edit")
    assert (entry.user, entry.object_id) == (cast.admin, str(cast.staff.pk))
    assert entry.data["changes"] == {"position": ["преподаватель", "методист"], "until": ["", "2026-11-20"]}
    page, seen = reverse("journal:grid", args=[cast.journal.pk]), []
    for day in ("2026-11-20", "2026-11-21"):
        clock.move_to(f"{day}T10:00:00+05:00")
        client.force_login(cast.teacher)
        seen.append(client.get(page).status_code)
    assert seen == [200, 404]


@pytest.mark.row("L03")
def test_administrator_changes_the_phone_on_a_profile_with_a_line_in_the_log(cast, client):
    client.force_login(cast.admin)
    mother = cast.parent.journal_person
    human = {"last_name": "Андреева", "first_name": "Мария", "patronymic": "Олеговна", "email": "mother@example.org"}
    where = reverse("journal_person:edit", args=[mother.pk])
    assert client.post(where, human | {"phone": "+7 900 000-00-09"}).status_code == 302
    assert Person.objects.get(pk=mother.pk).phone == "+7 900 000-00-09"
    entry = AuditEntry.objects.get(action="journal.row.edit")
    assert (entry.user, entry.object_id) == (cast.admin, str(mother.pk))
    assert entry.data["changes"] == {"phone": ["", "+7 900 000-00-09"]}
