"""What is a copy and what is not: places, disks, keys, damage, and how long copies stay."""

import fcntl
import hashlib
import json
import resource
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.backup import files
from portal.backup.copies import check, copies_in, lay_down, name_at, part_of, read_copy, thin_out
from portal.backup.make import make_copy
from portal.backup.plan import BackupProblem, NotSetUp, Plan
from portal.backup.restore import restore_copy
from portal.backup.seal import new_key
from portal.backup.state import recall, worries
from portal.databases import database_from_address

pytestmark = pytest.mark.once
NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
WORD = "Андреева Анна"


@pytest.fixture
def plan(tmp_path, media) -> Plan:
    """A small database, one file, two places."""
    for name in ("media", "private", "var"):
        (tmp_path / name).mkdir()
    (tmp_path / "media" / "приказ.txt").write_text(WORD)
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE learner (name text)")
        database.execute("INSERT INTO learner VALUES (?)", [WORD])
    return Plan(
        places=tuple(media),
        key="",
        days=14,
        months=12,
        state=tmp_path / "var" / "backup.json",
        roots={name: tmp_path / name for name in ("media", "private")},
        database=database_from_address(f"sqlite:///{tmp_path / 'a.sqlite3'}"),
    )


def left(place: Path) -> list[str]:
    """Names in a place."""
    return sorted(path.name for path in place.iterdir())


def bring_back(plan: Plan, folder: Path, copy: Path) -> None:
    """The copy in the empty ``folder``."""
    entry = database_from_address(f"sqlite:///{folder / 'a.sqlite3'}")
    roots = {name: folder / name for name in plan.roots}
    restore_copy(read_copy(copy), entry=entry, roots=roots, key=plan.key, room=plan.state.parent)


@pytest.mark.row("J08")
def test_every_medium_gets_the_whole_copy_and_a_month_keeps_its_first(plan) -> None:
    """A year of nights: fourteen days of copies, and one of each of the last twelve months, on both media."""
    day = datetime(2025, 10, 1, 21, 30, tzinfo=UTC)
    for number in range(0, 417, 8):
        state = make_copy(plan, day + timedelta(days=number))
        assert state.problems == ()
    for place in plan.places:
        copies = copies_in(place)
        for copy in copies:
            check(copy)
        assert len({copy.at.strftime("%Y-%m") for copy in copies}) == 12
        last = copies[0].at
        assert [copy.at for copy in copies if last - copy.at <= timedelta(days=14)] == [
            last - timedelta(days=back) for back in (0, 8)
        ]
        older = [copy.at for copy in copies if last - copy.at > timedelta(days=14)]
        assert len(older) == len({at.strftime("%Y-%m") for at in older}) == 12
        assert all(at.day <= 8 for at in older)
    assert left(plan.places[0]) == left(plan.places[1])


def test_the_latest_copy_stays_however_old(plan) -> None:
    make_copy(plan, NOW)
    thin_out(plan.places[0], NOW + timedelta(days=4000), days=1, months=0)
    assert len(copies_in(plan.places[0])) == 1


def test_an_absent_medium_is_named_and_the_other_gets_its_copy(plan) -> None:
    plan.places[1].rmdir()
    state = make_copy(plan, NOW)
    (problem,) = state.problems
    assert (str(plan.places[1]) in problem, "подключён ли носитель" in problem) == (True, True)
    assert len(copies_in(plan.places[0])) == 1
    assert not plan.places[1].exists()
    assert worries(plan, NOW) == [problem, "Полной копии во всех местах ещё не было."]


def test_a_full_disk_leaves_nothing_that_looks_like_a_copy(plan) -> None:
    staged = plan.state.parent / "files.tar"
    staged.write_bytes(b"x" * 100_000)
    make_copy(plan, NOW)
    before = left(plan.places[0])
    manifest = replace(copies_in(plan.places[0])[0].manifest, parts=(part_of(staged),))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(BackupProblem, match="нет места"):
            lay_down(plan.places[0], staged.parent, manifest, name_at(NOW + timedelta(days=1)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert left(plan.places[0]) == before


@pytest.mark.parametrize("room", [45_000, 51_300])
def test_no_room_to_prepare_a_sealed_copy_is_remembered_in_words(plan, room) -> None:
    """Neither for the files nor, with the larger room, for the same files sealed."""
    (plan.roots["media"] / "big.bin").write_bytes(b"x" * 40_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        state = make_copy(replace(plan, key=new_key()), NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "нет места" in state.problems[0], state.problems
    assert (recall(plan.state), left(plan.places[0])) == (state, [])
    assert [path.name for path in plan.state.parent.glob("backup-prepared-*")] == []


def test_the_rest_of_a_killed_run_is_no_copy_and_goes_away(plan) -> None:
    rest = plan.places[0] / f".unfinished-{name_at(NOW)}"
    rest.mkdir()
    (rest / "database").write_bytes(b"half")
    kept = plan.state.parent / "backup-prepared-x"
    kept.mkdir()
    assert copies_in(plan.places[0]) == []
    make_copy(plan, NOW)
    assert (left(plan.places[0]), kept.exists()) == ([name_at(NOW)], False)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]), "изменён"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "обрезан"),
        (lambda path: path.unlink(), "нет в копии"),
        (lambda path: (path.parent / "manifest.json").unlink(), "не копия"),
        (lambda path: (path.parent / "manifest.json").write_text("[]"), "не копия"),
    ],
)
@pytest.mark.parametrize("part", ["database", "files.tar"])
def test_damage_is_named_and_nothing_is_restored(plan, tmp_path, damage, said, part) -> None:
    make_copy(plan, NOW)
    folder = plan.places[0] / name_at(NOW)
    damage(folder / part)
    back = tmp_path / "back"
    back.mkdir()
    with pytest.raises(BackupProblem, match=said):
        bring_back(plan, back, folder)
    assert left(back) == []
    bring_back(plan, back, plan.places[1] / name_at(NOW))
    assert (back / "media" / "приказ.txt").read_text() == WORD


def test_only_the_key_of_the_copy_opens_it(plan, tmp_path) -> None:
    sealed = replace(plan, key=new_key())
    make_copy(sealed, NOW)
    folder = plan.places[0] / name_at(NOW)
    assert left(folder) == ["database.age", "files.tar.age", "manifest.json"]
    assert WORD.encode() not in b"".join(path.read_bytes() for path in folder.iterdir())
    back = tmp_path / "back"
    back.mkdir()
    for key, said in (("", "запечатана"), (new_key(), "не подходит"), ("qwerty", "не ключ")):
        with pytest.raises(BackupProblem, match=said):
            bring_back(replace(plan, key=key), back, folder)
        assert left(back) == []
    bring_back(sealed, back, folder)
    with closing(sqlite3.connect(back / "a.sqlite3")) as database:
        assert database.execute("SELECT name FROM learner").fetchall() == [(WORD,)]


def test_a_key_that_is_none_makes_no_open_copy(plan) -> None:
    state = make_copy(replace(plan, key="qwerty"), NOW)
    assert ("не ключ" in state.problems[0], left(plan.places[0])) == (True, [])


def test_what_is_there_is_never_overwritten(plan, tmp_path) -> None:
    make_copy(plan, NOW)
    folder = plan.places[0] / name_at(NOW)
    back = tmp_path / "back"
    (back / "media").mkdir(parents=True)
    (back / "media" / "own.txt").write_text("own")
    with pytest.raises(BackupProblem, match="не пуста"):
        bring_back(plan, back, folder)
    assert left(back) == ["media"]
    with pytest.raises(BackupProblem, match="не пуста"):
        bring_back(plan, tmp_path, folder)


def test_a_file_that_wants_out_of_its_folder_does_not_get_out(plan, tmp_path) -> None:
    wild = tmp_path / "wild.tar"
    with tarfile.open(wild, "w") as tar:
        tar.add(plan.roots["media"] / "приказ.txt", arcname="media/../../out.txt")
    roots = {name: tmp_path / "back" / name for name in plan.roots}
    with pytest.raises(BackupProblem, match="не восстановлены"):
        files.unpack(wild, roots)
    assert not (tmp_path / "out.txt").exists()


def test_a_damaged_database_makes_no_copy_and_the_last_state_says_so(plan) -> None:
    make_copy(plan, NOW)
    place = Path(plan.database["NAME"])
    place.write_bytes(b"no database at all" * 1000)
    state = make_copy(plan, NOW + timedelta(days=1))
    assert "не копируется" in state.problems[0]
    assert state.whole_at == NOW.isoformat()
    assert left(plan.places[0]) == [name_at(NOW)]


def test_two_runs_do_not_meet(plan) -> None:
    with plan.state.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupProblem, match="уже идёт"):
            make_copy(plan, NOW)
    assert recall(plan.state) is None


def test_what_an_administrator_has_to_know(plan) -> None:
    with pytest.raises(NotSetUp):
        make_copy(replace(plan, places=()), NOW)
    assert "не настроено" in worries(replace(plan, places=()), NOW)[0]
    assert worries(plan, NOW) == ["Резервных копий ещё нет."]
    make_copy(plan, NOW)
    assert worries(plan, NOW) == []
    assert worries(replace(plan, places=plan.places[:1]), NOW)[0].startswith("Копии лежат в одном месте")
    assert worries(plan, NOW + timedelta(days=3)) == ["Последняя полная копия – 21\u00a0ноября, 2:30."]
    beside = replace(plan, places=(plan.places[0], plan.places[0].parent))
    assert worries(beside, NOW) == ["Все места копий на одном диске: перенесите одно на другой носитель."]
    plan.state.write_text("{}")
    assert worries(plan, NOW) == ["Резервных копий ещё нет."]


def test_a_medium_that_keeps_something_else_gets_no_copy(plan) -> None:
    """What is read back differs from what was prepared."""
    make_copy(plan, NOW)
    (copy,) = copies_in(plan.places[0])
    other = replace(copy.manifest, parts=tuple(replace(part, sha256="0" * 64) for part in copy.manifest.parts))
    with pytest.raises(BackupProblem, match="изменён"):
        lay_down(plan.places[1], copy.folder, other, name_at(NOW + timedelta(days=1)))
    assert left(plan.places[1]) == [name_at(NOW)]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("rows", {"learner": 2}, "строк не столько"),
        ("rows", {"learner": 1, "mark": 0}, "строк не столько"),
        ("files", 2, "не столько, сколько"),
        ("database", "postgresql", "не перенести"),
        ("parts", [{"name": "../one.txt", "size": 3, "sha256": hashlib.sha256(b"own").hexdigest()}], "нет в копии"),
    ],
)
def test_a_manifest_that_says_otherwise_is_not_believed(plan, tmp_path, key, value, said) -> None:
    make_copy(plan, NOW)
    folder = plan.places[0] / name_at(NOW)
    (plan.places[0] / "one.txt").write_text("own")
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: value}))
    back = tmp_path / "back"
    back.mkdir()
    with pytest.raises(BackupProblem, match=said):
        bring_back(plan, back, folder)


def test_a_filled_database_is_not_restored_into(plan, tmp_path) -> None:
    make_copy(plan, NOW)
    before = Path(plan.database["NAME"]).read_bytes()
    copy = read_copy(plan.places[0] / name_at(NOW))
    with pytest.raises(BackupProblem, match="не пуста"):
        restore_copy(copy, entry=plan.database, roots={}, key="", room=plan.state.parent)
    assert Path(plan.database["NAME"]).read_bytes() == before


def test_a_link_out_of_the_folders_is_not_followed(plan, tmp_path) -> None:
    (plan.roots["media"] / "link").symlink_to(plan.database["NAME"])
    make_copy(plan, NOW)
    assert copies_in(plan.places[0])[0].manifest.files == 1


def test_a_database_whose_index_has_lost_a_row_makes_no_copy(plan) -> None:
    place = plan.database["NAME"]
    steps = (
        [
            "CREATE INDEX by_name ON learner (name)",
            "CREATE TABLE aside AS SELECT * FROM sqlite_master WHERE name = 'by_name'",
        ],
        ["PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE name = 'by_name'"],
        ["INSERT INTO learner VALUES ('missed by the index')"],
        ["PRAGMA writable_schema = ON", "INSERT INTO sqlite_master SELECT * FROM aside"],
    )
    for step in steps:
        with closing(sqlite3.connect(place)) as database, database:
            for statement in step:
                database.execute(statement)
    assert "База повреждена" in make_copy(plan, NOW).problems[0]
    assert left(plan.places[0]) == []
