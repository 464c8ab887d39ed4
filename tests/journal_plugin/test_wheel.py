"""The plugin alone: its wheel is whole, and a bare Wagtail site runs with nothing else of ours."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house import PLUGIN, ROOT

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("wheel")]

SITE = Path(__file__).resolve().parent / "site"
CARRIED = ("templates", "static", "locale", "migrations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel with the build backend of this environment: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


@pytest.fixture(scope="module")
def bare_site(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Unpack the wheel into a folder of its own; return an environment that finds only it and the bare site."""
    folder = tmp_path_factory.mktemp("bare")
    wheel.extractall(folder / "installed")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "JOURNAL_", "PYTEST_"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(folder / "installed"), str(SITE)]),
        "DJANGO_SETTINGS_MODULE": "bare_settings",
        "BARE_SITE_FOLDER": str(folder),
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run Python in the bare site's folder and return what it prints."""
    folder = environment["BARE_SITE_FOLDER"]
    result = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stdout


def test_wheel_carries_every_file_of_the_plugin(wheel: zipfile.ZipFile) -> None:
    source = {
        path.relative_to(ROOT).as_posix()
        for path in PLUGIN.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }
    packed = {name for name in wheel.namelist() if name.startswith("journal_plugin/")}
    assert (source - packed, [part for part in CARRIED if not any(f"/{part}/" in name for name in packed)]) == (
        set(),
        [],
    )


def test_wheel_carries_nothing_of_the_host(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"journal_plugin"}


def test_bare_site_runs_with_the_plugin_alone(bare_site: dict[str, str]) -> None:
    run(bare_site, "-W", "error::RuntimeWarning", "-m", "django", "check")
    run(bare_site, "-m", "django", "migrate", "--verbosity", "0")
    found = json.loads(run(bare_site, str(SITE / "visit.py")))
    assert found["plugin"].startswith(bare_site["BARE_SITE_FOLDER"])
    assert (found["host"], found["tokens"], found["admin"]) == ([], True, 200)
    assert found["first_login"] == [
        "/admin/",
        "/journal/own-password/?next=%2Fadmin%2F",
        "/admin/",
        200,
        302,
    ]
    assert found["russian"] == "Журнал"
    assert found["diary"] == [200, 404, "/admin/login/?next=/dnevnik/"]
    assert len(found["pages"]) > 0
    assert {address: status for address, status in found["pages"].items() if status >= 500} == {}


def test_bare_site_follows_the_readme_word_for_word() -> None:
    code = (PLUGIN / "README.md").read_text().split("```python\n")[1].split("```")[0]
    settings, urls = (part.split("\n", 1)[1].strip() for part in code.split("\n\n"))
    bare = (SITE / "bare_settings.py").read_text()
    assert bare.endswith(f"\n\n{settings}\n")
    assert [line for line in bare.removesuffix(f"{settings}\n").splitlines() if "journal_plugin" in line] == []
    lines = [line.strip() for line in (SITE / "bare_urls.py").read_text().splitlines()]
    assert [line for line in lines if "journal" in line] == [urls]
