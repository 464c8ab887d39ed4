"""manage.py journal_sync: lists that another system lays in a folder."""

import io
import os
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.exchange.models import Upload
from journal_plugin.management.commands import journal_sync
from journal_plugin.people.models import Group, Learner, Membership, Staff
from tests.factories.exchange import tables
from tests.factories.institution import make_institution
from tests.factories.people import make_group, make_learner

HEAD = "Код;ФИО;Группа\n"
NEW = "77;Гусев Глеб Олегович;ОН-24\n"


@pytest.fixture
def everybody(cast) -> str:
    """A list of learners that names everybody who is here, with codes."""
    Learner.objects.filter(pk=cast.foreign_learner.pk).update(external_id="4")
    rows = Learner.objects.filter(institution=cast.institution).select_related("person").order_by("external_id")
    places = {row.pk: row.memberships.get(group__kind="group").group.name for row in rows}
    return HEAD + "".join(f"{row.external_id};{row.person.full_name};{places[row.pk]}\n" for row in rows)


def sync(folder: Path, *options: str) -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("journal_sync", str(folder), "--institution=localhost", "--settle=0", *options, stdout=out)
    return out.getvalue().splitlines()


def refused(folder: Path, *options: str) -> tuple[list[str], str, int]:
    """The lines, the last word and the exit code of a command that has not taken everything."""
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("journal_sync", str(folder), "--institution=localhost", "--settle=0", *options, stdout=out)
    return out.getvalue().splitlines(), str(error.value), error.value.returncode


@pytest.mark.row("N01")
@pytest.mark.row("N02")
def test_sync_takes_staff_groups_and_learners_in_their_order(cast, everybody, tmp_path):
    (tmp_path / "Learners_2026.csv").write_bytes((everybody + "77;Гусев Глеб;ОН-30\n").encode("windows-1251"))
    (tmp_path / "groups.csv").write_text("Группа\nОН-30\n")
    (tmp_path / "staff.csv").write_text("ФИО;Должность\nНовикова Нина Ильинична;мастер\n")
    lines = sync(tmp_path, "--drop=100")
    assert [line for line in lines if ".csv" in line] == [
        "Сотрудники, staff.csv: принят",
        "Группы, groups.csv: принят",
        "Обучающиеся с представителями, Learners_2026.csv: принят",
    ]
    assert Staff.objects.get(person__last_name="Новикова").position == "мастер"
    place = Membership.objects.get(learner__external_id="77")
    assert (place.group.name, place.since) == ("ОН-30", date(2026, 11, 20))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Learners_2026.csv", "groups.csv", "staff.csv"]


@pytest.mark.row("N02")
def test_sync_takes_a_file_once_and_undoes_no_later_work(cast, everybody, tmp_path):
    (tmp_path / "learners.csv").write_text(everybody.replace("Анна", "Алла"))
    assert sync(tmp_path) == [
        "Обучающиеся с представителями, learners.csv: принят",
        "~ 2: Андреева Алла Ильинична: ФИО: Андреева Анна Ильинична → Андреева Алла Ильинична",
        "Новых: 0, изменено: 1, без изменений: 3, закрыто: 0, отклонено: 0.",
    ]
    person = cast.learners[0].person
    person.first_name = "Аглая"
    person.save()
    before = tables()
    assert sync(tmp_path) == ["Обучающиеся с представителями, learners.csv: уже принят раньше, ничего не сделано"]
    person.refresh_from_db()
    assert (person.first_name, tables()) == ("Аглая", before)


def test_sync_records_what_it_did_without_an_author(cast, everybody, tmp_path):
    data = (everybody + NEW).encode()
    (tmp_path / "learners.csv").write_bytes(data)
    sync(tmp_path)
    entry = AuditEntry.objects.get(action="journal.sync")
    told = {"what": "learners", "file": "learners.csv", "sha256": sha256(data).hexdigest()}
    assert (entry.user_id, entry.data) == (None, told | {"taken": True, "missing": 0})
    upload = Upload.objects.get()
    assert (upload.by_id, upload.applied_at is not None, bytes(upload.content)) == (None, True, b"")


@pytest.mark.row("N02")
def test_preview_tells_the_differences_and_writes_nothing(cast, everybody, tmp_path):
    text = everybody.replace("2;Борисов Борис Борисович;ОН-24\n", "").replace("Анна", "Алла")
    (tmp_path / "learners.csv").write_text(text + NEW)
    before = (tables(), AuditEntry.objects.count())
    lines = sync(tmp_path, "--preview", "--drop=25", "--end-missing")
    assert lines == [
        "Обучающиеся с представителями, learners.csv: принят",
        "+ 5: Гусев Глеб Олегович",
        "~ 2: Андреева Алла Ильинична: ФИО: Андреева Анна Ильинична → Андреева Алла Ильинична",
        "Новых: 1, изменено: 1, без изменений: 2, закрыто: 1, отклонено: 0.",
        "Нет в файле: 1 из 4",
        "- Борисов Борис Борисович",
        "Это просмотр: ничего не записано.",
    ]
    assert (tables(), AuditEntry.objects.count()) == before
    assert Learner.objects.exclude(until=None).count() == 0


def test_report_names_the_first_rows_and_counts_all(cast, everybody, tmp_path):
    more = "".join(f"{number};Новый Ной{number};ОН-24\n" for number in range(100, 112))
    (tmp_path / "learners.csv").write_text(everybody + more)
    lines = sync(tmp_path, "--preview")
    assert len([line for line in lines if line.startswith("+")]) == 10
    assert lines[11:13] == ["… и ещё 2", "Новых: 12, изменено: 0, без изменений: 4, закрыто: 0, отклонено: 0."]


@pytest.mark.row("N02")
def test_half_empty_file_is_not_taken_and_waits_in_the_admin(cast, client, everybody, tmp_path):
    half = everybody.replace("2;Борисов Борис Борисович;ОН-24\n", "")
    (tmp_path / "learners.csv").write_text(half + NEW)
    lines, last, code = refused(tmp_path, "--end-missing")
    assert lines[0] == "Обучающиеся с представителями, learners.csv: не принят, ждёт решения"
    assert lines[-2:] == [
        (
            "По этому файлу выбыли бы 1 из 4 (25 %), допускается 10 %. Ничего не записано. "
            "Если файл верный, повторите с --drop 25."
        ),
        "Файл ждёт в разделе «Списки»: его можно посмотреть и записать там, выбывших при этом не будет.",
    ]
    assert (last, code) == ("Не приняты: learners.csv", 1)
    assert (Learner.objects.filter(external_id="77").count(), Learner.objects.exclude(until=None).count()) == (0, 0)
    upload = Upload.objects.get()
    client.force_login(cast.secretary)
    waiting = client.get(reverse("journal_lists:index")).context["waiting"]
    url = reverse("journal_lists:preview", args=[upload.pk])
    assert [(row.name, row.sender, row.url) for row in waiting] == [("learners.csv", "", url)]
    preview = client.get(url).context["preview"]
    assert (preview.absent, preview.count_standing) == (("Борисов Борис Борисович",), 4)
    client.post(url, {"seen": preview.digest})
    assert (Learner.objects.filter(external_id="77").count(), Learner.objects.exclude(until=None).count()) == (1, 0)
    assert sync(tmp_path, "--end-missing") == [
        "Обучающиеся с представителями, learners.csv: уже принят раньше, ничего не сделано"
    ]


def test_file_that_waits_is_kept_and_recorded_once(cast, everybody, tmp_path):
    (tmp_path / "learners.csv").write_text(HEAD + NEW)
    refused(tmp_path)
    kept = Upload.objects.get().pk
    refused(tmp_path)
    assert Upload.objects.get().pk == kept
    assert [entry.data["taken"] for entry in AuditEntry.objects.filter(action="journal.sync")] == [False]


@pytest.mark.parametrize(("drop", "taken"), [("24", False), ("25", True)])
def test_allowed_share_is_still_taken(cast, everybody, tmp_path, drop, taken):
    (tmp_path / "learners.csv").write_text(everybody.replace("2;Борисов Борис Борисович;ОН-24\n", "") + NEW)
    (sync if taken else refused)(tmp_path, f"--drop={drop}")
    assert Learner.objects.filter(external_id="77").exists() is taken


@pytest.mark.row("A16")
def test_missing_are_ended_only_when_asked_and_their_past_stays(cast, everybody, tmp_path):
    text = everybody.replace("2;Борисов Борис Борисович;ОН-24\n", "")
    (tmp_path / "learners.csv").write_text(text)
    sync(tmp_path, "--drop=25")
    assert Learner.objects.exclude(until=None).count() == 0
    other = make_learner(make_group(make_institution(short_name="Школа", hostname="school.test"), "7А"), "Чужов Чен")
    (tmp_path / "learners.csv").write_text(text + "\n")
    lines = sync(tmp_path, "--drop=25", "--end-missing")
    assert lines[1] == "Новых: 0, изменено: 0, без изменений: 3, закрыто: 1, отклонено: 0."
    gone = Learner.objects.get(external_id="2")
    assert (gone.until, Learner.objects.get(pk=other.pk).until) == (date(2026, 11, 20), None)
    places = gone.memberships.values_list("group__name", "since", "until")
    assert list(places) == [("ОН-24", date(2026, 9, 1), date(2026, 11, 20))]
    assert Learner.objects.filter(institution=cast.institution).exclude(until=None).count() == 1


def test_missing_staff_are_ended_when_asked(cast, tmp_path):
    stays = Staff.objects.filter(institution=cast.institution).exclude(pk=cast.staff.pk).select_related("person")
    (tmp_path / "staff.csv").write_text("ФИО\n" + "".join(f"{row.person.full_name}\n" for row in stays))
    sync(tmp_path, "--end-missing")
    assert list(Staff.objects.exclude(until=None).values_list("pk", "until")) == [(cast.staff.pk, date(2026, 11, 20))]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Файл пустой."),
        (b"%PDF-1.7\x00\x01", "Это не таблица. Список — это файл .xlsx или .csv."),
        ("Код;ФИО\n1;Андреева Анна\n".encode(), "В списке нет столбца «Группа». Есть столбцы: «Код», «ФИО»."),
    ],
)
def test_broken_file_is_refused_and_the_others_are_taken(cast, tmp_path, data, reason):
    (tmp_path / "learners.csv").write_bytes(data)
    (tmp_path / "groups.csv").write_text("Группа\nОН-30\n")
    lines, last, _code = refused(tmp_path)
    assert lines[-2:] == ["Обучающиеся с представителями, learners.csv: не принят", reason]
    assert (last, Group.objects.filter(name="ОН-30").count()) == ("Не приняты: learners.csv", 1)
    assert Upload.objects.filter(what="learners").count() == 0


def test_wrong_rows_wait_and_nothing_of_the_file_is_written(cast, everybody, tmp_path):
    (tmp_path / "learners.csv").write_text(everybody + NEW + "78;Гусева Ганна;ОН-99\n")
    lines, _last, _code = refused(tmp_path)
    assert lines[1] == "! 7, Группа: ОН-99: Группы ОН-99 нет."
    assert Learner.objects.filter(external_id="77").count() == 0


def test_learners_wait_for_a_list_of_groups_that_was_not_taken(cast, everybody, tmp_path):
    (tmp_path / "groups.csv").write_bytes(b"")
    (tmp_path / "learners.csv").write_text(everybody + NEW)
    lines, last, _code = refused(tmp_path)
    assert lines[-2:] == [
        "Обучающиеся с представителями, learners.csv: оставлен до следующего раза",
        "Сначала должен быть принят список групп.",
    ]
    assert (last, Learner.objects.filter(external_id="77").count()) == ("Не приняты: groups.csv", 0)


def test_file_that_grows_between_two_looks_waits(cast, everybody, tmp_path, monkeypatch):
    path = tmp_path / "learners.csv"
    path.write_text(everybody)
    monkeypatch.setattr(journal_sync.time, "sleep", lambda _seconds: path.write_text(everybody + NEW))
    assert sync(tmp_path) == [
        "Обучающиеся с представителями, learners.csv: оставлен до следующего раза",
        "Файл ещё записывается.",
    ]
    assert (Learner.objects.filter(external_id="77").count(), Upload.objects.count()) == (0, 0)


def test_newest_of_several_lists_is_taken(cast, everybody, tmp_path):
    for number, days in ((77, 2), (78, 1), (79, 3)):
        path = tmp_path / f"learners-{number}.csv"
        path.write_text(everybody + f"{number};Гусев Глеб{number};ОН-24\n")
        at = path.stat().st_mtime - timedelta(days=days).total_seconds()
        os.utime(path, (at, at))
    (tmp_path / "learners.txt").write_text("not a list")
    sync(tmp_path)
    assert list(Learner.objects.filter(external_id__startswith="7").values_list("external_id", flat=True)) == ["78"]


def test_command_names_what_it_does_not_find(cast, tmp_path):
    assert refused(tmp_path)[1] == f"В папке {tmp_path} нет списков staff*, groups* или learners*."
    assert refused(tmp_path / "none")[1] == f"Папка {tmp_path / 'none'} не читается."
    with pytest.raises(CommandError, match=r"Такого учреждения нет\."):
        call_command("journal_sync", str(tmp_path), "--institution=nowhere.example")
    with pytest.raises(CommandError):
        call_command("journal_sync", str(tmp_path), "--institution=localhost", "--drop=101")


def test_lists_that_wait_are_seen_by_those_who_keep_them(cast, client, everybody, tmp_path):
    counts = []
    client.force_login(cast.secretary)
    client.get(reverse("journal_lists:index"))
    for number in range(2):
        (tmp_path / ("learners.csv", "groups.csv")[number]).write_text((HEAD + NEW, "Группа;Курс\nОН-30;99\n")[number])
        refused(tmp_path)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("journal_lists:index"))
        counts.append((len(page.context["waiting"]), len(queries)))
    assert counts == [(1, counts[0][1]), (2, counts[0][1])]
    client.force_login(cast.dispatcher)
    assert client.get(reverse("journal_lists:index")).context["waiting"] == ()
