"""The floor plan holds: what stands where, who imports whom, and what is never done."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import (
    PLUGIN,
    ROOT,
    floors,
    imports,
    is_docstring,
    name,
    python_files,
    rooms,
    rooms_imported,
    tracked_files,
    tree,
)
from tests.translations import CATALOGUES, find_faults

pytestmark = pytest.mark.once

OUR_FOLDERS = ("journal_plugin/", "portal/", "news/", "templates/", "settings/", "tests/", "bench/", ".ci/")
LONGEST = 400
SAVING = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "update",
    "set",
}
SAVING |= {"update_rows", "insert_rows"}
WRITERS = {
    "journal_plugin/management/commands/journal_found.py": "Wagtail's site, before there is an institution to act on",
    "journal_plugin/statements/xlsx.py": "a workbook, into memory",
    "journal_plugin/core/workbook.py": "a workbook, into memory",
}
"""Files that may call something like `.save()` outside actions -> why."""
INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "an on… attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
# In pieces, so that this file does not name them itself.
ADDRESSES = re.compile(
    "|".join(
        (
            "py" + r"pi\.org",
            "python" + r"hosted",
            "npm" + r"js\.",
            "/ro" + "ot/",
            "/ho" + "me/",
            "/wo" + r"rk/(?:main|shared)",
        )
    )
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment in the repository's root."""
    environment = {**os.environ, "JOURNAL_DATABASE": "sqlite:///:memory:"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_import_contracts_hold() -> None:
    result = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo")
    assert result.returncode == 0, result.stdout


def test_no_migration_is_missing() -> None:
    result = run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "--settings=settings.test")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("owner", CATALOGUES)
def test_every_string_is_in_russian(owner: str) -> None:
    assert [str(fault) for fault in find_faults(owner)] == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_door_plate_of_the_room_says_what_it_imports(room: Path) -> None:
    plate = " ".join((ast.get_docstring(tree(room / "__init__.py")) or "").split())
    says, _, told = plate.partition(" Imports: ")
    assert len(says) >= 15
    assert told.split(".")[0] == (", ".join(rooms_imported(room)) or "nothing")


def test_readme_draws_the_floors_of_the_contract() -> None:
    drawn = [
        [room.strip() for room in line.split("|")]
        for line in (PLUGIN / "README.md").read_text().partition("## Floor plan")[2].splitlines()
        if line.startswith("    ")
    ]
    assert drawn == floors()


def test_no_room_imports_the_inventory_of_models() -> None:
    guilty = [name(path) for path in python_files("journal_plugin/") if "journal_plugin.models" in imports(path)]
    assert guilty == []


def test_plugin_reads_settings_only_in_conf() -> None:
    readers = [name(path) for path in python_files("journal_plugin/") if "django.conf.settings" in imports(path)]
    assert readers == ["journal_plugin/conf.py"]


def test_actions_know_no_request() -> None:
    guilty = {
        name(path): sorted({"django.http", "django.shortcuts"} & set(imports(path)))
        for path in python_files("journal_plugin/")
        if "actions" in {path.stem, path.parent.name}
    }
    assert {path: modules for path, modules in guilty.items() if modules} == {}


def test_only_actions_write() -> None:
    """Models keep their own keys by `super().save()`, caches are set, forms build rows by `save(commit=False)`."""
    lines = {
        name(path): _saving_lines(path)
        for path in python_files("journal_plugin/")
        if "actions" not in {path.stem, path.parent.name} and "migrations" not in path.parts
    }
    guilty = [f"{path}:{line}" for path, found in lines.items() if path not in WRITERS for line in found]
    assert (guilty, [path for path in WRITERS if not lines.get(path)]) == ([], [])


def test_views_fetch_nothing_outside_a_door() -> None:
    views = [path for path in python_files("journal_plugin/") if "views" in {path.stem, path.parent.name}]
    assert [name(path) for path in views if "django.shortcuts.get_object_or_404" in imports(path)] == []


def test_migrations_import_no_room() -> None:
    guilty = [
        name(path)
        for path in (PLUGIN / "migrations").glob("*.py")
        if any(module.startswith("journal_plugin") for module in imports(path))
    ]
    assert guilty == []


def test_models_only_reexport() -> None:
    strangers = [
        ast.unparse(node)
        for node in tree(PLUGIN / "models.py").body
        if not (is_docstring(node) or isinstance(node, ast.ImportFrom) or _assigns(node, {"__all__"}))
    ]
    assert strangers == []


def test_urls_only_include() -> None:
    body = tree(PLUGIN / "urls.py").body
    strangers = [
        ast.unparse(node)
        for node in body
        if not (is_docstring(node) or isinstance(node, ast.ImportFrom) or _assigns(node, {"app_name", "urlpatterns"}))
    ]
    routes = [
        node
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"path", "re_path"}
    ]
    leaves = [ast.unparse(route) for route in routes if "include(" not in ast.unparse(route.args[1])]
    assert (strangers, leaves) == ([], [])


def test_wagtail_hooks_only_register() -> None:
    path = PLUGIN / "wagtail_hooks.py"
    strangers = [
        ast.unparse(node).splitlines()[0]
        for node in tree(path).body
        if not (is_docstring(node) or isinstance(node, ast.ImportFrom | ast.Import) or _registers(node))
    ]
    assert strangers == []


def test_templates_hold_nothing_inline() -> None:
    guilty = [
        f"{name(path)}: {what}"
        for path in tracked_files()
        if path.suffix == ".html" and "tests" not in path.parts
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text())
    ]
    assert guilty == []


def test_no_file_is_long() -> None:
    long = {
        name(path): lines
        for path in tracked_files()
        if path.suffix in {".py", ".html", ".css", ".js"}
        and name(path).startswith(OUR_FOLDERS)
        and not path.match("*/migrations/0*.py")
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_names_a_registry_or_this_machine() -> None:
    guilty = []
    for path in tracked_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        guilty += [f"{name(path)}: {found.group()}" for found in ADDRESSES.finditer(text)]
    assert guilty == []


def _saving_lines(path: Path) -> list[int]:
    """Return the lines that call something like `.save()`, on a row or a queryset."""
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if _saves(call)]


def _saves(call: ast.Call) -> bool:
    """Tell whether a call writes rows, by its name."""
    if isinstance(call.func, ast.Name):
        return call.func.id in SAVING - {"set"}
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in SAVING:
        return False
    return ast.unparse(call.func.value) not in {"super()", "cache", "near_cache"} and "commit=False" not in ast.unparse(
        call
    )


def _assigns(node: ast.stmt, names: set[str]) -> bool:
    """Tell whether a statement gives a value to one of the names."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return bool(targets) and all(isinstance(target, ast.Name) and target.id in names for target in targets)


def _registers(node: ast.stmt) -> bool:
    """Tell whether a statement registers: a call, a short function so decorated, or a class of values for one."""
    if isinstance(node, ast.ClassDef):
        return all(is_docstring(statement) or isinstance(statement, ast.Assign) for statement in node.body)
    if isinstance(node, ast.FunctionDef):
        short = len([statement for statement in node.body if not is_docstring(statement)]) <= 2
        return short and any("register" in ast.unparse(decorator) for decorator in node.decorator_list)
    return (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and "register" in ast.unparse(node.value.func)
    )
