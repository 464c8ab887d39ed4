"""A paper as JSON and back, and the SHA-256 over its canonical form (pure)."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date
from decimal import Decimal
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Paper = TypeVar("Paper")


def dump(value: Any) -> Any:
    """Dataclasses -> objects, tuples -> lists, dates and decimals -> strings; other values as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: dump(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [dump(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def load(kind: type[Paper], stored: dict[str, Any]) -> Paper:
    """The dataclass ``kind`` of what ``dump`` made of it."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value) for name, value in stored.items()})


def canonical(stored: Any) -> str:
    """The JSON text that the hash covers: sorted keys, no spaces, letters as letters."""
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(stored: Any) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return sha256(canonical(stored).encode()).hexdigest()


def seal(copy: Any) -> str:
    """SHA-256 over all that an issued copy says of itself: the paper, its stamp, the corrected cells."""
    stamp = {
        name: getattr(copy, name)
        for name in ("institution_id", "kind", "number", "group_id", "journal_id", "author_id", "basis")
    }
    days = {"since": copy.since.isoformat(), "until": copy.until.isoformat()}
    at = copy.at.astimezone(UTC).isoformat()
    return digest(stamp | days | {"at": at, "paper": copy.payload, "corrections": copy.corrections})


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is UnionType:
        if value is None:
            return None
        hint = next(option for option in get_args(hint) if option is not NoneType)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return load(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    return Decimal(value) if hint is Decimal else value
