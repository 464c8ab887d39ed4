"""A column of the register that a teacher asks for."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from journal_plugin.gradebook.forms.batches import UNWRITABLE, NotABatch

_TITLE_LENGTH = 255


@dataclass(frozen=True)
class WorkAsked:
    """A kind of work to add, or to give to the column ``work``; no ``title`` leaves the column's own."""

    key: UUID
    kind: int
    work: int | None
    title: str | None
    agreed: bool


def read_work(body: bytes) -> WorkAsked:
    """{key, kind, work?, title?, agreed?}; raises NotABatch."""
    try:
        data = json.loads(body)
        key, kind = UUID(data["key"]), int(data["kind"])
        work = int(data["work"]) if data.get("work") else None
        title = data.get("title")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise NotABatch(_("This is no kind of work.")) from problem
    if title is not None:
        if not isinstance(title, str) or len(title) > _TITLE_LENGTH or UNWRITABLE.search(title):
            raise NotABatch(_("The text is too long or not a text."))
        title = " ".join(title.split())
    return WorkAsked(key, kind, work, title, bool(data.get("agreed")))
