"""Looking at the sources: what the tests of the house read."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "journal_plugin"
NOT_ROOMS = {"locale", "management", "migrations", "static", "templates", "templatetags"}


def rooms() -> list[Path]:
    """Return the folders of the plugin's rooms."""
    return sorted(path.parent for path in PLUGIN.glob("*/__init__.py") if path.parent.name not in NOT_ROOMS)


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


def is_docstring(node: ast.stmt) -> bool:
    """Tell whether a statement is a bare string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
