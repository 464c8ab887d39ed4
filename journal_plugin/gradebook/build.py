"""Which version of the journal's scripts this server gives out: a page that has others is an older one."""

import hashlib
from functools import cache
from pathlib import Path

_SCRIPTS = Path(__file__).parents[1] / "static" / "journal" / "js"


@cache
def build() -> str:
    """A short stamp of the scripts, counted once a process."""
    scripts = b"".join(path.read_bytes() for path in sorted(_SCRIPTS.rglob("*.js")))
    return hashlib.blake2b(scripts, digest_size=6).hexdigest()
