"""The hash chain of an append-only history (pure)."""

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def link(fields: Mapping[str, object], prev_hash: str) -> str:
    """SHA-256 (hex) over the canonical JSON of ``fields`` and the hash of the row before.

    ``fields`` holds only str, int, bool and None, so that the canonical form is the same on every database.
    """
    return hashlib.sha256(_CANONICAL({**fields, "prev": prev_hash}).encode()).hexdigest()
