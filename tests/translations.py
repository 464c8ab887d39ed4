"""Are the ru catalogues complete? `python -m tests.translations`; `--update` takes new strings in and compiles.

Django's own makemessages extracts into a copy of the sources, so that checking writes nothing. The plugin's strings
belong to its own catalogue, those of the host (portal, news, templates) to the portal's.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = {"journal_plugin": ["journal_plugin"], "portal": ["portal", "news", "templates"]}
MESSAGES = Path("locale") / "ru" / "LC_MESSAGES" / "django.po"
TRANSLATORS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
SKIPPED = shutil.ignore_patterns("__pycache__", "migrations", "locale", "fonts")


@dataclass(frozen=True)
class Fault:
    """A string of ours that a Russian reader would meet in English."""

    owner: str
    text: str
    reason: str

    def __str__(self) -> str:
        """Return one line for the terminal."""
        return f"{self.owner}: {self.reason}: {self.text!r}"


def extract(owner: str) -> polib.POFile:
    """Return the strings that the sources of one catalogue use; needs GNU gettext."""
    with tempfile.TemporaryDirectory() as folder:
        for name in CATALOGUES[owner]:
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=SKIPPED)
            for source in (Path(folder) / name).rglob("*.py"):
                spell_out(source)
        (Path(folder) / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale=ru", "--no-obsolete", "--verbosity=0"]
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
        return polib.pofile(str(Path(folder) / MESSAGES))


def spell_out(source: Path) -> None:
    """Repeat at the end of ``source`` the translated strings that stand inside f-strings, where xgettext is blind."""
    tree = ast.parse(source.read_text())
    inside = (node for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text))
    calls = [node for node in inside if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATORS]
    with source.open("a") as file:
        file.writelines(f"\n{ast.unparse(call)}" for call in calls)


def find_faults(owner: str) -> list[Fault]:
    """Return what is absent from the catalogue, untranslated or fuzzy, or newer than the compiled file."""
    path = ROOT / owner / MESSAGES
    known = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    faults = []
    for used in extract(owner):
        entry = known.get((used.msgctxt, used.msgid))
        if entry is None or entry.obsolete:
            faults.append(Fault(owner, used.msgid, "absent"))
        elif entry.fuzzy:
            faults.append(Fault(owner, used.msgid, "fuzzy"))
        elif not entry.translated() or (used.msgid_plural and not entry.msgstr_plural):
            faults.append(Fault(owner, used.msgid, "untranslated"))
    compiled = {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(path.with_suffix(".mo")))}
    for key, entry in known.items():
        ready = compiled.get(key)
        if entry.translated() and (ready is None or _texts(ready) != _texts(entry)):
            faults.append(Fault(owner, entry.msgid, "not compiled"))
    return faults


def _texts(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    """Return all forms of a translation."""
    return (entry.msgstr, *(entry.msgstr_plural or {}).values())


def update(owner: str) -> int:
    """Merge the strings in use into the catalogue, drop those gone, compile; return how many wait for words."""
    path = ROOT / owner / MESSAGES
    catalogue = polib.pofile(str(path), wrapwidth=120) if path.exists() else polib.POFile(wrapwidth=120)
    catalogue.merge(extract(owner))
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    for entry in catalogue:
        entry.occurrences = []
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())


def main() -> int:
    """Check, or update with `--update`; 1 when a string of ours is not in Russian."""
    if "--update" in sys.argv:
        for owner in CATALOGUES:
            sys.stdout.write(f"{owner}: {update(owner)} strings to translate\n")
        return 0
    faults = [fault for owner in CATALOGUES for fault in find_faults(owner)]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
