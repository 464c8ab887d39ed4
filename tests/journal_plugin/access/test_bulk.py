"""Many rows of a directory at once: changed in the ticked fields or deleted, all of it or nothing (A22)."""

import pytest
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Building, Room
from journal_plugin.people.models import Learner, Staff
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import make_institution, make_room
from tests.words import words_of


@pytest.fixture
def rooms(cast):
    return [make_room(cast.institution, name) for name in ("201", "202", "203")]


@pytest.fixture
def school(cast):
    return make_institution("127.0.0.1", default=False, short_name="Школа")


def address(model: str, what: str, rows) -> str:
    return reverse(f"journal_{model}:bulk_{what}") + "?" + "&".join(f"id={row.pk}" for row in rows)


@pytest.mark.row("A22")
def test_only_what_is_ticked_changes_in_the_chosen_rows_and_the_history_says_so(client, cast, rooms):
    other = Building.objects.create(institution=cast.institution, name="Корпус Б")
    client.force_login(cast.admin)
    chosen = rooms[:2]
    data = {"set-building": "on", "building": other.pk, "capacity": 99}
    answer = client.post(address("room", "change", chosen), data, follow=True)
    assert "Изменены 2 записи." in answer.content.decode()
    now = Room.objects.filter(name__startswith="20").order_by("name")
    assert [row.building_id == other.pk for row in now] == [True, True, False]
    assert [row.capacity for row in now] == [row.capacity for row in rooms]
    entries = AuditEntry.objects.filter(action="journal.row.edit", object_id__in=[str(row.pk) for row in chosen])
    assert entries.count() == 2


@pytest.mark.row("A07")
def test_learners_are_marked_together_by_who_keeps_the_contingent(client, cast):
    client.force_login(cast.secretary)
    data = {"set-adapted": "on", "adapted": "on"}
    assert client.post(address("learner", "change", cast.learners[:2]), data).status_code == 302
    marked = Learner.objects.filter(pk__in=[row.pk for row in cast.learners], adapted=True)
    assert set(marked) == set(cast.learners[:2])


def test_a_value_that_does_not_fit_changes_no_row(client, cast, rooms):
    client.force_login(cast.admin)
    for data, said in (
        ({"set-capacity": "on", "capacity": "много"}, "201"),
        ({"capacity": "30"}, "Отметьте, что нужно изменить."),
        ({"set-building": "on", "building": "999999"}, "201"),
    ):
        answer = client.post(address("room", "change", rooms), data)
        assert answer.status_code == 422
        assert said in words_of(answer)
    assert [row.capacity for row in Room.objects.filter(name__startswith="20")] == [row.capacity for row in rooms]


@pytest.mark.row("A22")
def test_rows_are_deleted_together_and_never_what_something_stands_on(client, cast, rooms):
    client.force_login(cast.admin)
    used = Room.objects.get(pk=cast.lesson.room_id)
    answer = client.post(address("room", "delete", [rooms[0], used]))
    assert answer.status_code == 422
    assert "Ничего не удалено." in words_of(answer)
    assert f"{used}: на записи опираются" in words_of(answer)
    assert Room.objects.filter(pk=rooms[0].pk).exists()
    client.post(address("room", "delete", rooms))
    assert not Room.objects.filter(pk__in=[row.pk for row in rooms]).exists()


@pytest.mark.row("M05")
def test_a_foreign_row_among_them_closes_the_door(client, cast, rooms, school):
    theirs = make_room(school, "1")
    client.force_login(cast.admin)
    for what in ("change", "delete"):
        assert client.get(address("room", what, [*rooms, theirs])).status_code == 404
        assert (
            client.post(address("room", what, [*rooms, theirs]), {"set-capacity": "on", "capacity": 1}).status_code
            == 404
        )
        assert client.get(reverse(f"journal_room:bulk_{what}")).status_code == 404
        assert client.get(reverse(f"journal_room:bulk_{what}") + "?id=all").status_code == 404
    client.force_login(cast.deputy)
    assert client.get(address("room", "delete", rooms)).status_code == 404


def test_a_foreign_value_is_not_accepted(client, cast, rooms, school):
    theirs = Building.objects.create(institution=school, name="Чужой корпус")
    client.force_login(cast.admin)
    page = client.get(address("room", "change", rooms))
    assert "Чужой корпус" not in page.content.decode()
    answer = client.post(address("room", "change", rooms), {"set-building": "on", "building": theirs.pk})
    assert answer.status_code == 422
    assert not Room.objects.filter(building=theirs).exists()


def test_the_list_has_ticks_for_who_may_change_and_none_for_who_reads(client, cast, rooms):
    index = reverse("journal_room:index")
    client.force_login(cast.admin)
    assert "data-bulk-action-checkbox" in client.get(index).content.decode()
    client.force_login(cast.deputy)
    assert "data-bulk-action-checkbox" not in client.get(index).content.decode()


def test_the_page_asks_the_same_for_one_row_and_for_three(client, cast, rooms, django_assert_max_num_queries):
    client.force_login(cast.admin)
    client.get(address("room", "change", rooms))
    counts = []
    for chosen in (rooms[:1], rooms):
        with django_assert_max_num_queries(60) as seen:
            client.get(address("room", "change", chosen))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def every_list() -> list[type[ClosedModelViewSet]]:
    """The lists whose rows may be changed or deleted together."""
    kinds, found = [ClosedModelViewSet], []
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found += [kind] if kind.bulk_fields is not None else []
    return sorted(found, key=lambda one: one.__name__)


def test_the_pages_of_every_list_open(client, cast):
    client.force_login(cast.admin)
    opened = 0
    for kind in every_list():
        rows = list(kind.model.objects.order_by("pk")[:1])
        for what in ("change", "delete") if kind.bulk_fields else ("delete",):
            if rows:
                assert client.get(address(kind.model._meta.model_name, what, rows)).status_code == 200
                opened += 1
    assert opened >= 15


def refused(client, model: str, rows, data: dict) -> str:
    answer = client.post(address(model, "change", rows), data)
    assert answer.status_code == 422
    return words_of(answer)


def test_a_last_day_before_the_first_of_a_row_changes_none(client, cast):
    client.force_login(cast.admin)
    for model, rows in (("staff", Staff.objects.all()[:2]), ("teachingassignment", TeachingAssignment.objects.all())):
        said = refused(client, model, rows, {"set-until": "on", "until": "2000-01-01"})
        assert said.count("Последний день раньше первого.") == len(rows)
    assert not Staff.objects.filter(until__isnull=False).exists()


def test_rows_that_would_be_the_same_stay_as_they_are(client, cast):
    client.force_login(cast.admin)
    here, there = (Building.objects.create(institution=cast.institution, name=name) for name in "АБ")
    twins = [Room.objects.create(institution=cast.institution, building=one, name="7") for one in (here, there)]
    assert "7" in refused(client, "room", twins, {"set-building": "on", "building": here.pk})
    other = cast.substitute.journal_person.staff.get()
    load = [cast.group.assignments.get(), assign(other, cast.group, cast.element, cast.term)]
    assert "Сменова" in refused(client, "teachingassignment", load, {"set-staff": "on", "staff": other.pk})
    courses = [make_element(cast.institution, "Химия", level=level) for level in ("ooo", "spo")]
    assert "Химия" in refused(client, "studyelement", courses, {"set-level": "on", "level": ""})
