"""Checking the history against itself and against what stands in the register now (E11, M06)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.reasons import reason_value
from journal_plugin.attestation.models import FinalMark
from journal_plugin.core.chain import GENESIS
from journal_plugin.core.db import lock_row
from journal_plugin.lessons.enums import CELLS, What
from journal_plugin.lessons.history import FIELDS, hash_of
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.lessons.operations import Cell
from journal_plugin.marks.models import Mark

Value = tuple[str, int]
"""(value, version); of presence, which has no versions, (when it was checked, 0)."""


@dataclass(frozen=True)
class Defect:
    """Something that cannot have come from the program itself."""

    journal: int
    text: str

    def __str__(self) -> str:
        return _("Journal %(journal)s: %(text)s") % {"journal": self.journal, "text": self.text}


def verify(
    journal_id: int | None = None, *, tell: Callable[[int, int], object] = lambda _seen, _total: None
) -> Iterator[Defect]:
    """The defects of one journal or of all; each journal is read in a transaction of its own, under its lock.

    ``tell`` hears after each journal how many changes of how many have been looked at. Raises Journal.DoesNotExist for
    an absent journal.
    """
    sizes = dict(Journal.objects.order_by("pk").values_list("pk", "version"))
    if journal_id is not None:
        if journal_id not in sizes:
            raise Journal.DoesNotExist
        sizes = {journal_id: sizes[journal_id]}
    seen, total = 0, sum(sizes.values())
    for pk, size in sizes.items():
        with transaction.atomic():
            journal = lock_row(Journal.objects.all(), pk=pk)
            replay: dict[Cell, Value] = {}
            defects = [*_chain(journal, replay), *_present(journal, replay)]
        for text in defects:
            yield Defect(pk, text)
        seen += size
        tell(seen, total)


def _chain(journal: Journal, replay: dict[Cell, Value]) -> Iterator[str]:
    """Gaps, broken links and altered rows of the journal's chain; fills ``replay``."""
    prev, seq = GENESIS, 0
    rows = Change.objects.filter(journal=journal).order_by("seq").values(*FIELDS, "prev_hash", "hash")
    for row in rows.iterator(chunk_size=2000):
        seq += 1
        if row["seq"] != seq:
            yield _("change %(seq)s is followed by %(next)s: rows are missing") % {"seq": seq - 1, "next": row["seq"]}
            seq = row["seq"]
        elif row["prev_hash"] != prev:
            yield _("change %(seq)s does not continue the one before it") % {"seq": seq}
        if hash_of(row, row["prev_hash"]) != row["hash"]:
            yield _("change %(seq)s has been altered") % {"seq": seq}
        prev = row["hash"]
        if row["what"] in CELLS:
            cell = (row["what"], row["lesson_id"], row["work_id"], row["learner_id"], row["term_id"])
            if row["what"] == What.PRESENCE:
                replay[cell] = (_moment(row["at"] if row["new"] else None), 0)
            else:
                replay[cell] = (row["new"], row["version"])
    if (journal.version, journal.head_hash) != (seq, prev):
        yield _(
            "the journal counts %(version)s changes, its history ends at %(seq)s: the end is missing or altered"
        ) % {
            "version": journal.version,
            "seq": seq,
        }


def _present(journal: Journal, replay: dict[Cell, Value]) -> Iterator[str]:
    """Cells that hold something else than their history says."""
    present = dict(_cells(journal))
    for cell in sorted(present.keys() | replay.keys(), key=str):
        stands, told = present.get(cell, ("", 0)), replay.get(cell, ("", 0))
        if stands != told:
            yield _("%(cell)s holds “%(stands)s”, its history says “%(told)s”") % {
                "cell": _named(cell),
                "stands": stands[0],
                "told": told[0],
            }


def _cells(journal: Journal) -> Iterator[tuple[Cell, Value]]:
    """Every record of the journal as it stands; four reads."""
    marks = Mark.objects.filter(work__lesson__journal=journal)
    fields: tuple[str, ...] = (
        "work__lesson_id",
        "work_id",
        "learner_id",
        "code",
        "version",
        "comment",
        "comment_version",
    )
    for lesson, work, learner, code, version, comment, comment_version in marks.values_list(*fields):
        yield (What.MARK, lesson, work, learner, None), (code, version)
        if comment or comment_version:
            yield (What.COMMENT, lesson, work, learner, None), (comment, comment_version)
    signs = Attendance.objects.filter(lesson__journal=journal)
    fields = ("lesson_id", "learner_id", "code", "version", "explained", "excused", "reason", "reason_version")
    for lesson, learner, code, version, explained, excused, reason, reason_version in signs.values_list(*fields):
        yield (What.ATTENDANCE, lesson, None, learner, None), (code, version)
        if explained or reason_version:
            told = reason_value(excused, reason) if explained else ""
            yield (What.REASON, lesson, None, learner, None), (told, reason_version)
    finals = FinalMark.objects.filter(journal=journal)
    for learner, term, *value in finals.values_list("learner_id", "term_id", "code", "version"):
        yield (What.FINAL, None, None, learner, term), (value[0], value[1])
    fields = ("pk", "attendance_at", "topic", "topic_version", "homework", "homework_version")
    texts = journal.lessons.values_list(*fields, "technology", "technology_version", "minutes", "minutes_version")
    for lesson, checked, topic, topic_version, homework, homework_version, *others in texts:
        if checked:
            yield (What.PRESENCE, lesson, None, None, None), (_moment(checked), 0)
        for what, text, version in ((What.TOPIC, topic, topic_version), (What.HOMEWORK, homework, homework_version)):
            if text or version:
                yield (what, lesson, None, None, None), (text, version)
        technology, technology_version, minutes, minutes_version = others
        if technology_version:
            yield (What.TECHNOLOGY, lesson, None, None, None), (technology, technology_version)
        if minutes is not None or minutes_version:
            yield (What.MINUTES, lesson, None, None, None), (str(minutes or ""), minutes_version)


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(sep=" ") if at else ""


def _named(cell: Cell) -> str:
    what, lesson, work, learner, term = cell
    parts = {_("lesson"): lesson, _("work"): work, _("learner"): learner, _("study period"): term}
    place = ", ".join(f"{name} {pk}" for name, pk in parts.items() if pk)
    return f"{What(what).label} ({place})"
