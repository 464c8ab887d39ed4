"""A batch of entries, read strictly: anything else is no batch at all."""

import json
import re
from uuid import UUID

from django.utils.translation import gettext as _

from journal_plugin.lessons.operations import Operation

MOST_OPERATIONS = 500
MOST_BYTES = 512 * 1024
LONGEST_VALUE = 5000
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""What JSON can name and no database can hold: the zero sign and half a pair."""
_LARGEST_ID = 2**63 - 1
_LENGTHS = {"what": 16, "value": LONGEST_VALUE}
_TEXTS = frozenset(_LENGTHS)
_IDS = frozenset({"lesson", "work", "learner", "term"})
_NEEDED = frozenset({"key", "what", "value", "expected"})
_KNOWN = _NEEDED | _TEXTS | _IDS


class NotABatch(Exception):
    """The body is not a batch of operations; the message says why."""


def read_batch(body: bytes) -> tuple[Operation, ...]:
    """The operations in a request's body; raises NotABatch."""
    if len(body) > MOST_BYTES:
        raise NotABatch(_("Too much at once."))
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise NotABatch(_("This is no batch of entries.")) from problem
    if not isinstance(data, dict) or set(data) != {"operations"}:
        raise NotABatch(_("This is no batch of entries."))
    rows = data["operations"]
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_OPERATIONS:
        raise NotABatch(_("A batch has from 1 to %(most)s entries.") % {"most": MOST_OPERATIONS})
    operations = tuple(_operation(row) for row in rows)
    if len({operation.key for operation in operations}) != len(operations):
        raise NotABatch(_("Two entries have the same key."))
    return operations


def _operation(row: object) -> Operation:
    if not isinstance(row, dict) or not _NEEDED <= row.keys() <= _KNOWN:
        raise NotABatch(_("This is no entry of the register."))
    for name in _TEXTS & row.keys():
        if not isinstance(row[name], str) or len(row[name]) > _LENGTHS[name] or UNWRITABLE.search(row[name]):
            raise NotABatch(_("The text is too long or not a text."))
    for name in _IDS & row.keys():
        if row[name] is not None and not _is_number(row[name], least=1):
            raise NotABatch(_("This is no entry of the register."))
    if not _is_number(row["expected"], least=0):
        raise NotABatch(_("This is no entry of the register."))
    return Operation(**{**row, "key": _key(row["key"])})


def _is_number(value: object, *, least: int) -> bool:
    return type(value) is int and least <= value <= _LARGEST_ID


def _key(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError as problem:
        raise NotABatch(_("The key of an entry is no UUID.")) from problem
