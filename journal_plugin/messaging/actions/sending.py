"""Letters about notices: noted as written, sent one a person, institution and round, taken back where nobody took them."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from logging import getLogger

from django.db import transaction
from django.db.models import QuerySet

_log = getLogger(__name__)


def send(
    due: QuerySet,
    note: str,
    now: datetime,
    write: Callable[[list[int]], None],
    institution: str = "learner__institution",
) -> tuple[int, int]:
    """Writes about the notices of ``due`` to each person; returns (letters sent, letters not taken).

    ``note`` is the column that says when a notice was written about; ``write`` sends the letter about notices (ids);
    ``institution`` leads from a notice to the institution that writes.
    """
    sent = failed = 0
    for (person, _institution), pks in _claimed(due, note, now, institution).items():
        try:
            write(pks)
            sent += 1
        except Exception as problem:
            # Whatever it is, also a wrong setting: what is noted as written and was not would never be sent.
            due.model.objects.filter(pk__in=pks).update(**{note: None})
            _log.warning("A letter to person %s was not taken: %s", person, problem)
            failed += 1
    return sent, failed


@transaction.atomic
def _claimed(due: QuerySet, note: str, now: datetime, institution: str) -> dict[tuple[int, int], list[int]]:
    """(Person, institution) -> notices to write to him about; they are noted as written before the letter goes."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = due.filter(**{f"{note}__isnull": True}).select_for_update(of=("self",)).order_by("pk")
    for pk, person, writes in rows.values_list("pk", "person_id", institution):
        found[person, writes].append(pk)
    due.model.objects.filter(pk__in=[pk for pks in found.values() for pk in pks]).update(**{note: now})
    return found
