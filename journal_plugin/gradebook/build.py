"""Which version of the journal's scripts this server gives out: a page that has others is an older one."""

import hashlib
from functools import cache
from pathlib import Path

_SCRIPTS = Path(__file__).parents[1] / "static" / "journal" / "js"


@cache
def build() -> str:
    """A short stamp of the scripts, counted once a process."""
    stamp = hashlib.blake2b(digest_size=6)
    for path in sorted(_SCRIPTS.rglob("*.js")):
        stamp.update(path.read_bytes())
    return stamp.hexdigest()
