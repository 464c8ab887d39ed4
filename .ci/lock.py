"""Resolve again and write uv.lock and .ci/installer.txt without the address of any package registry.

The addresses that uv writes are those of the machine that resolved. An institution installs from its own mirror as
often as from the public registry: both files keep names, versions and hashes, and a placeholder for an address.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "uv.lock"
INSTALLER = ROOT / ".ci" / "installer.txt"
PLACEHOLDER = "https://registry.invalid"


def without_addresses(text: str) -> str:
    """Return the lock's text with every registry and file address replaced by the placeholder."""
    text = re.sub(r'registry = "[^"]+"', f'registry = "{PLACEHOLDER}/simple"', text)
    return re.sub(r'url = "[^"]+/([^"/]+)"', rf'url = "{PLACEHOLDER}/\1"', text)


def main() -> None:
    """Lock, clean the lock, export the installer's own pin from it."""
    subprocess.run(["uv", "lock"], cwd=ROOT, check=True)
    LOCK.write_text(without_addresses(LOCK.read_text()))
    export = ["uv", "export", "--frozen", "--only-group=installer", "--no-emit-project", "--no-annotate", "--no-header"]
    exported = subprocess.run(export, cwd=ROOT, check=True, capture_output=True, text=True)
    INSTALLER.write_text(exported.stdout)


if __name__ == "__main__":
    main()
