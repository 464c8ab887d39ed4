"""Packages against the specification: every wrong place is told with its file, line and field; nothing is written."""

import io
import tracemalloc
import zipfile

import pytest

from journal_plugin import conf
from journal_plugin.exchange.actions import ListRefused, apply_package
from journal_plugin.exchange.oneroster.checking import check_package
from journal_plugin.exchange.oneroster.findings import PackageError
from tests.factories.exchange import tables
from tests.factories.oneroster import changed, exported, foreign, packed, unpacked


def told(files) -> list[tuple[str, int, str, str, str]]:
    """The wrong places of a package."""
    findings = check_package(packed(files)).findings
    return [(one.file, one.line, one.field, one.value, one.reason) for one in findings.told]


WRONG = [
    ("users", 2, "givenName", "", "OneRoster требует значение, а поле пустое."),
    ("users", 2, "enabledUser", "да", "Напишите одно из: true, false."),
    ("roles", 2, "role", "pupil", None),
    ("roles", 2, "roleType", "ext:main", "Напишите одно из: primary, secondary."),
    ("academicSessions", 2, "startDate", "01.09.2026", "Это не дата вида 2026-09-01."),
    ("academicSessions", 2, "startDate", "20260901", "Это не дата вида 2026-09-01."),
    ("academicSessions", 2, "schoolYear", "2026/2027", "Это не год вида 2027."),
    ("academicSessions", 3, "parentSourcedId", "y9", "Такой строки в academicSessions.csv нет."),
    ("classes", 3, "courseSourcedId", "c9", "Такой строки в courses.csv нет."),
    ("classes", 3, "termSourcedIds", "t1, t9", "Такой строки в academicSessions.csv нет."),
    ("users", 2, "agentSourcedIds", "u2,u9", "Такой строки в users.csv нет."),
    ("enrollments", 4, "userSourcedId", "u9", "Такой строки в users.csv нет."),
    ("orgs", 2, "dateLastModified", "вчера", "Это не момент вида 2026-09-01T08:30:00Z."),
    ("users", 3, "sourcedId", "u1", "У другой строки этого файла тот же sourcedId."),
]


@pytest.mark.row("N01")
@pytest.mark.parametrize(("file", "line", "field", "value", "reason"), WRONG)
def test_wrong_place_is_told(db, file, line, field, value, reason):
    found = told(changed(foreign(), file, line, field, value))
    shown = "u9" if field == "agentSourcedIds" else value
    assert (file, line, field, shown) in [one[:4] for one in found]
    assert reason is None or reason in [one[4] for one in found]


@pytest.mark.parametrize("file", ["academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments"])
def test_file_without_a_required_heading_is_told_by_its_name(db, file):
    required = {
        "academicSessions": "schoolYear",
        "orgs": "name",
        "courses": "orgSourcedId",
        "classes": "termSourcedIds",
        "users": "username",
        "roles": "roleType",
        "enrollments": "schoolSourcedId",
    }
    files = changed(foreign(), file, 1, required[file], "other")
    assert (file, 1, required[file], "", "Такой графы нет, а OneRoster её требует.") in told(files)


def test_wrong_package_writes_nothing(cast):
    before = tables()
    with pytest.raises(ListRefused):
        apply_package(
            institution=cast.institution, data=packed(changed(foreign(), "users", 2, "username", "")), drop=100
        )
    assert tables() == before


def test_own_vocabulary_words_are_taken_where_the_specification_lets_them(db):
    assert told(changed(foreign(), "roles", 5, "role", "ext:master")) == []


def test_headings_in_another_order_are_found_by_name(db):
    files = foreign()
    files["orgs"] = [list(reversed(row)) for row in files["orgs"]]
    checked = check_package(packed(files))
    assert (checked.findings.count, checked.of("orgs")[0]["name"]) == (0, "Школа")
    assert list(checked.findings.notes) == [
        "orgs.csv: заголовки не те или не в том порядке, что в OneRoster 1.2; графы найдены по именам."
    ]


def test_reference_into_an_absent_file_is_told(db):
    files = foreign()
    del files["courses"]
    files["manifest"] = [["file.courses", "absent"] if row[0] == "file.courses" else row for row in files["manifest"]]
    assert told(files)[0][2:] == ("courseSourcedId", "c0", "Ссылка на courses.csv, которого в пакете нет.")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["file.users", "delta"], "Одни изменения не принимаются: пришлите пакет целиком (bulk)."),
        (["file.users", "full"], "Напишите одно из: absent, bulk, delta."),
        (["file.results", "bulk"], "В манифесте этот файл обещан, а в архиве его нет."),
        (["file.roles*", "bulk"], None),
        (["manifest.version", "2"], "Должно быть 1.0."),
    ],
)
def test_manifest_is_held_to_the_specification(db, row, reason):
    files = foreign()
    files["manifest"] = [row if line[0] == row[0].rstrip("*") else line for line in files["manifest"]]
    assert [one[4] for one in told(files) if one[0] == "manifest"] == ([reason] if reason else [])


def test_manifest_that_is_silent_about_a_file_is_told(db):
    files = foreign()
    files["manifest"] = [row for row in files["manifest"] if row[0] != "file.scoreScales"]
    assert [one[2] for one in told(files)] == ["file.scoreScales"]


def _refused(data: bytes) -> str:
    with pytest.raises(PackageError) as refused:
        check_package(data)
    return str(refused.value)


def test_what_is_no_package_is_refused_with_a_reason(db, monkeypatch):
    assert _refused(b"nothing") == "Это не архив zip. Пакет OneRoster — zip с файлами CSV."
    files = foreign()
    assert _refused(packed({"users": files["users"]})).startswith("В корне архива нет manifest.csv")
    assert _refused(packed({"folder/manifest.csv": b"x"})).startswith("«folder/manifest.csv» лежит в папке.")
    assert _refused(packed({"..\\manifest.csv": b"x"})).startswith("«..\\manifest.csv» лежит в папке.")
    old = {**files, "manifest": [["propertyName", "value"], ["oneroster.version", "1.1"]]}
    assert _refused(packed(old)) == "Это OneRoster 1.1; читается только 1.2. Попросите у другой системы эту версию."
    monkeypatch.setattr(conf, "IMPORT_MAX_BYTES", 1024)
    assert "Размер файла" in _refused(b"x" * 3000)


def test_bomb_is_refused_before_it_is_unpacked(db, monkeypatch):
    monkeypatch.setattr(conf, "IMPORT_MAX_BYTES", 1024 * 1024)
    data = packed({**foreign(), "results.csv": b"0" * (21 * 1024 * 1024)})
    assert len(data) < 1024 * 1024
    tracemalloc.start()
    assert _refused(data).startswith("Распакованный архив слишком велик: больше 20 МБ.")
    assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    tracemalloc.stop()


def test_archive_with_two_files_of_one_name_is_refused(db):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("manifest.csv", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            pack.writestr("manifest.csv", "b")
    assert _refused(out.getvalue()) == "В архиве слишком много файлов или два с одним именем."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("sourcedId,Имя\r\n".encode("cp1251"), "Файл не в UTF-8. Сохраните его в этой кодировке и упакуйте заново."),
        (b"", "Файл пуст: даже в файле без строк есть заголовки."),
        (b"sourcedId;status;dateLastModified\r\n", "Графы разделены точкой с запятой, а в OneRoster — запятой."),
        (b'sourcedId,"status\r\n', "Файл повреждён или не CSV по RFC 4180. Упакуйте его заново."),
        (b"sourcedId,name,type\r\ns1,Yes,school\r\na\0b,c,school\r\n", "В строке есть знаки, которые не текст."),
    ],
)
def test_file_that_cannot_be_read_is_told(db, data, reason):
    files = {**foreign(), "orgs": data}
    assert [(one[0], one[4]) for one in told(files) if not one[2]] == [("orgs", reason)]
    assert {one[0] for one in told(files)} == {"orgs"}


def test_mark_at_the_beginning_of_a_file_is_no_letter(db):
    files = foreign()
    text = "\r\n".join(",".join(row) for row in files["orgs"])
    assert told({**files, "orgs": b"\xef\xbb\xbf" + text.encode()}) == []


def test_row_with_too_many_cells_is_told(db):
    files = foreign()
    files["orgs"][1].append("лишнее")
    assert told(files)[0][:2] == ("orgs", 2)


def test_files_that_are_not_read_are_named(cast):
    files = {**unpacked(exported(cast)), "resources": [["sourcedId"]], "readme.txt": b"x"}
    files["manifest"] = [[row[0], "bulk" if row[0] == "file.resources" else row[1]] for row in files["manifest"]]
    assert list(check_package(packed(files)).findings.notes) == [
        "Файл readme.txt не из OneRoster и не читается.",
        "Файл resources.csv не читается: в журнале такого нет.",
    ]


def test_twenty_thousand_wrong_rows_are_counted_and_the_first_told_in_little_memory(db):
    files = foreign()
    heads, first = files["users"][0], files["users"][1]
    empty = [[f"x{number}", *first[1:4], "", *first[5:]] for number in range(20_000)]
    data = packed({**files, "users": [heads, *files["users"][1:], *empty]})
    tracemalloc.start()
    checked = check_package(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (checked.findings.count, len(checked.findings.told), checked.counts["users"]) == (20_000, 200, 20_004)
    assert peak < 40 * 1024 * 1024
