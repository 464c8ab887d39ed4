"""Lists through the Wagtail admin: send in, look, confirm; take out; strangers find nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.spreadsheet import read_sheet
from journal_plugin.exchange.columns import read_table
from journal_plugin.exchange.lists import IMPORTERS
from journal_plugin.exchange.models import Upload
from journal_plugin.institution.models import Room
from journal_plugin.people.models import Learner
from journal_plugin.timetable.models import Slot
from tests.factories.institution import give_role, make_institution, make_user, make_year
from tests.factories.people import make_group, make_person

ROOMS = "Кабинет;Корпус;Вместимость\n108;Главный корпус;25\n201;Новый корпус;30\n".encode()


def send(client, institution, what, data, name="list.csv"):
    """The answer to a list sent in by the form."""
    url = reverse("journal_lists:list", args=[institution.pk, what])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_period_of_a_closed_year_is_not_offered(cast, client):
    """What would be refused when it is confirmed is no choice, and is refused when it is sent all the same."""
    AcademicYear.objects.filter(pk=cast.year.pk).update(closed_at=timezone.now())
    client.force_login(cast.dispatcher)
    url = reverse("journal_lists:list", args=[cast.institution.pk, "load"])
    assert list(client.get(url).context["form"].fields["term"].queryset) == []
    answer = client.post(url, {"file": SimpleUploadedFile("list.csv", ROOMS), "term": cast.term.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["term"])


@pytest.mark.row("A22")
@pytest.mark.row("N03")
def test_list_is_sent_in_looked_at_and_confirmed(cast, client):
    client.force_login(cast.admin)
    answer = send(client, cast.institution, "rooms", ROOMS)
    upload = Upload.objects.get()
    assert answer.url == reverse("journal_lists:preview", args=[upload.pk])
    assert Room.objects.count() == 1
    page = client.get(answer.url)
    preview = page.context["preview"]
    assert (preview.count_created, preview.count_changed, preview.count_refused) == (1, 1, 0)
    assert preview.created[0].row == 3
    assert [(field.heading, field.old, field.new) for field in preview.changed[0].fields] == [("Вместимость", "", "25")]
    done = client.post(answer.url, {"seen": preview.digest})
    assert done.url == reverse("journal_lists:list", args=[cast.institution.pk, "rooms"])
    assert {room.name: room.capacity for room in Room.objects.all()} == {"108": 25, "201": 30}
    upload.refresh_from_db()
    assert (bytes(upload.content), upload.applied_at is not None) == (b"", True)


def test_confirmed_list_is_not_written_twice(cast, client):
    client.force_login(cast.admin)
    url = send(client, cast.institution, "rooms", ROOMS).url
    seen = client.get(url).context["preview"].digest
    client.post(url, {"seen": seen})
    Room.objects.filter(name="201").delete()
    client.post(url, {"seen": seen})
    assert Room.objects.filter(name="201").count() == 0


def test_data_changed_since_the_preview_is_not_overwritten(cast, client):
    client.force_login(cast.admin)
    url = send(client, cast.institution, "rooms", ROOMS).url
    seen = client.get(url).context["preview"].digest
    Room.objects.filter(name="108").update(capacity=12)
    answer = client.post(url, {"seen": seen}, follow=True)
    assert Room.objects.get(name="108").capacity == 12
    assert Room.objects.filter(name="201").count() == 0
    assert [str(message).strip() for message in answer.context["messages"]] == [
        "Данные изменились после просмотра. Ничего не записано: посмотрите ещё раз."
    ]


def test_wrong_rows_are_shown_and_cannot_be_confirmed(cast, client):
    client.force_login(cast.secretary)
    data = "ФИО;Группа;Дата рождения\nНовиков Никита;ОН-24;31.02.2009\nНовикова Нина;ОН-99;01.03.2009\n".encode()
    url = send(client, cast.institution, "learners", data).url
    page = client.get(url)
    refused = [(row.row, row.column, row.value, row.reason) for row in page.context["preview"].refused]
    assert refused == [
        (2, "Дата рождения", "31.02.2009", "Такого дня нет в календаре."),
        (3, "Группа", "ОН-99", "Группы ОН-99 нет."),
    ]
    assert page.context["preview"].may_confirm is False
    before = Learner.objects.count()
    client.post(url, {"seen": page.context["preview"].digest})
    assert Learner.objects.count() == before


def test_unreadable_file_comes_back_with_the_reason(cast, client):
    client.force_login(cast.admin)
    answer = send(client, cast.institution, "rooms", b"%PDF-1.7\x00\x01", "list.pdf")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["Это не таблица. Список — это файл .xlsx или .csv."]
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("admin", 17),
        ("secretary", 4),
        ("dispatcher", 2),
        ("system", 10),
        ("editor", 1),
    ],
)
def test_each_role_sees_its_own_lists(cast, client, who, seen):
    client.force_login(getattr(cast, who))
    places = client.get(reverse("journal_lists:index")).context["places"]
    assert [(place.name, len(place.entries)) for place in places] == [("Пермский колледж", seen)]


@pytest.mark.row("C04")
def test_dispatcher_enters_the_timetable_of_a_semester_and_then_changes_it(cast, client):
    client.force_login(cast.dispatcher)
    head = "День;Пара;Группа;Дисциплина;Преподаватель;Кабинет\n"
    for text in (head + "Пн;1;ОН-24;Материаловедение;Петров;108\n", head + "Пн;1;ОН-24;Материаловедение;Инов;108\n"):
        url = send(client, cast.institution, "timetable", text.encode()).url
        client.post(url, {"seen": client.get(url).context["preview"].digest})
    rows = Slot.objects.order_by("since")
    assert list(rows.values_list("since", "until", "teachers__person__last_name")) == [
        (date(2026, 9, 1), date(2026, 11, 19), "Петров"),
        (date(2026, 11, 20), date(2026, 12, 28), "Инов"),
    ]


@pytest.mark.row("C04")
def test_timetable_is_the_dispatchers_list(cast, client):
    timetable = reverse("journal_lists:list", args=[cast.institution.pk, "timetable"])
    people = reverse("journal_lists:list", args=[cast.institution.pk, "learners"])
    client.force_login(cast.dispatcher)
    assert (client.get(timetable).status_code, client.get(people).status_code) == (200, 404)
    client.force_login(cast.secretary)
    assert (client.get(timetable).status_code, client.get(people).status_code) == (404, 200)


def test_foreign_institution_and_foreign_upload_are_not_found(cast, client):
    other = make_institution("other.example", default=False, short_name="Чужой колледж")
    make_year(other)
    make_group(other, "ЧУЖ-1")
    person = make_person("Чужая Администратор")
    give_role(person, other, "admin")
    foreign = make_user("foreign_admin", person=person, admin=True)
    client.force_login(cast.admin)
    url = send(client, cast.institution, "rooms", ROOMS).url
    assert client.get(url).status_code == 200
    client.force_login(foreign)
    assert client.get(url).status_code == 404
    assert client.post(url, {"seen": "x"}).status_code == 404
    for name in ("list", "sample", "export", "sample_xlsx", "export_xlsx"):
        address = reverse(f"journal_lists:{name}", args=[cast.institution.pk, "groups"])
        assert (name, client.get(address).status_code) == (name, 404)
    own = client.get(reverse("journal_lists:export", args=[other.pk, "groups"])).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in own.splitlines()] == ["Группа", "ЧУЖ-1"]


def test_others_in_the_admin_find_nothing(cast, client):
    client.force_login(cast.curator)
    assert client.get(reverse("journal_lists:index")).status_code == 404
    assert client.get(reverse("journal_lists:list", args=[cast.institution.pk, "groups"])).status_code == 404


@pytest.mark.parametrize("name", ["sample", "sample_xlsx"])
def test_sample_of_every_list_is_one_that_can_be_read(cast, client, name):
    client.force_login(cast.admin)
    for what, importer in IMPORTERS.items():
        sample = client.get(reverse(f"journal_lists:{name}", args=[cast.institution.pk, what])).content
        table = read_table(read_sheet(sample), importer.columns)
        assert (what, table.refused, table.ignored) == (what, (), ())
        assert len(table.lines) == len(importer.sample)


@pytest.mark.row("N03")
def test_page_of_a_list_offers_it_and_its_sample_in_both_forms(cast, client):
    client.force_login(cast.admin)
    page = client.get(reverse("journal_lists:list", args=[cast.institution.pk, "rooms"]))
    files = [*page.context["exports"], *page.context["samples"]]
    got = [client.get(file.url) for file in files]
    assert [answer.headers["Content-Disposition"] for answer in got] == [
        f'attachment; filename="{name}"'
        for name in ("rooms.csv", "rooms.xlsx", "sample-rooms.csv", "sample-rooms.xlsx")
    ]
    assert [read_sheet(answer.content).headings[0] for answer in got] == ["Кабинет"] * 4
    assert [file.url in page.text for file in files] == [True] * 4


def test_page_of_lists_takes_the_same_queries_for_any_number_of_rows(cast, client):
    client.force_login(cast.admin)
    counts = []
    for rows in (1, 3):
        data = "Кабинет;Корпус\n" + "".join(f"{number};Корпус\n" for number in range(rows))
        url = send(client, cast.institution, "rooms", data.encode()).url
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.row("N03")
def test_preview_of_learners_takes_the_same_queries_for_any_number_of_rows(cast, client):
    client.force_login(cast.secretary)
    client.get(reverse("journal_lists:index"))
    counts = []
    for rows in (1, 3):
        data = "ФИО;Группа;Родитель 1\n" + "".join(f"Гусев Глеб{n};ОН-24;Гусева Ганна{n}\n" for n in range(rows))
        url = send(client, cast.institution, "learners", data.encode()).url
        with CaptureQueriesContext(connection) as queries:
            preview = client.get(url).context["preview"]
        counts.append((preview.count_created, len(queries)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]


def test_list_longer_than_any_is_refused_and_not_kept(cast, client):
    client.force_login(cast.secretary)
    data = "ФИО;Группа\n" + "".join(f"Гусев Глеб{n};ОН-24\n" for n in range(20_001))
    answer = send(client, cast.institution, "learners", data.encode())
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, ["В списке больше 20000 строк."])
    assert Upload.objects.count() == 0
