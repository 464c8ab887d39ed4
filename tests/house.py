"""Looking at the sources: what the tests of the house read."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "journal_plugin"
NOT_ROOMS = {"locale", "management", "migrations", "static", "templates", "templatetags"}


def rooms() -> list[Path]:
    """Return the folders of the plugin's rooms."""
    return sorted(path.parent for path in PLUGIN.glob("*/__init__.py") if path.parent.name not in NOT_ROOMS)


def floors() -> list[list[str]]:
    """Return the floors of the import contract, top to bottom: the rooms of each."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith("Floors"))
    return [[room.strip() for room in layer.split("|")] for layer in layers[1:]]


def rooms_imported(room: Path) -> list[str]:
    """Return the other rooms that a room really imports, those of the highest floor first."""
    modules = {module for path in python_files(f"{name(room)}/") for module in imports(path)}
    found = {module.split(".")[1] for module in modules if module.startswith("journal_plugin.")}
    return [other for floor in floors() for other in floor if other in found - {room.name}]


def tracked_files() -> list[Path]:
    """Return every file that git keeps or would keep, existing ones only."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in sorted(set(listing.split("\0"))) if name and (ROOT / name).is_file()]


def python_files(*folders: str) -> list[Path]:
    """Return the tracked Python files under the folders, generated migrations left out."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and name(path).startswith(folders) and not path.match("*/migrations/0*.py")
    ]


def name(path: Path) -> str:
    """Return the path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tree_names(path: Path, owner: str) -> set[str]:
    """Return the names that a file asks of ``owner``: `Area.ROLES` gives `ROLES`."""
    asked = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))
    return {node.attr for node in asked if isinstance(node.value, ast.Name) and node.value.id == owner}


def is_docstring(node: ast.stmt) -> bool:
    """Tell whether a statement is a bare string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
