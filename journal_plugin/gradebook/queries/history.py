"""The history of a cell: who, when, from what, to what, why (E11)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day, moment
from journal_plugin.core.names import initials
from journal_plugin.lessons.enums import CorrectionState, JournalKind, Scope, What
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Learner
from journal_plugin.timetable.enums import Technology

MOST = 100
_SAID = frozenset({What.ASKED, What.OPENED})
"""What has nothing before it."""


@dataclass(frozen=True)
class HistoryLine:
    """One change, ready to print; the newest comes first."""

    when: str
    who: str
    what: str
    old: str
    new: str
    reason: str


def cell_history(journal: Journal, lesson: int, learner: Learner | None) -> tuple[HistoryLine, ...]:
    """The changes of a learner's marks and attendance at a lesson; without a learner those of the lesson; one read."""
    changes = Change.objects.filter(journal=journal, lesson=lesson, learner=learner).order_by("-seq")
    return _lines(journal, changes)


@dataclass(frozen=True)
class CommentLine:
    """A mark that stands in the cell and its comment for the family; ``name`` says which mark: «ОТ: 5»."""

    work: int
    name: str
    comment: str
    version: int


def comments_at(lesson: int, learner: int) -> tuple[CommentLine, ...]:
    """The marks of a learner at a lesson with their comments; one read."""
    marks = Mark.objects.exclude(code="").filter(work__lesson=lesson, learner=learner)
    rows = marks.order_by("work__position", "work").values_list(
        "work_id", "work__kind__code", "code", "comment", "comment_version"
    )
    return tuple(CommentLine(work, f"{kind}: {code}", comment, version) for work, kind, code, comment, version in rows)


def final_history(journal: Journal, term: int, learner: Learner) -> tuple[HistoryLine, ...]:
    """The changes of a learner's mark for a term; one read."""
    return _lines(journal, Change.objects.filter(journal=journal, term=term, learner=learner).order_by("-seq"))


def place_history(
    journal: Journal, lesson: int | None, learner: int | None, term: int | None
) -> tuple[HistoryLine, ...]:
    """The changes of exactly this place, for instance the requests about the whole journal; one read."""
    changes = Change.objects.filter(journal=journal, lesson=lesson, learner=learner, term=term).order_by("-seq")
    return _lines(journal, changes)


def _lines(journal: Journal, changes) -> tuple[HistoryLine, ...]:
    zone = journal.institution.zone
    today = timezone.now().astimezone(zone).date()
    rows = changes.values_list(
        "at",
        "actor__last_name",
        "actor__first_name",
        "actor__patronymic",
        "what",
        "work__kind__code",
        "old",
        "new",
        "reason",
    )[:MOST]
    lines = []
    for at, last, first, patronymic, what, code, old, new, reason in rows:
        label = str(What(what).label)
        lines.append(
            HistoryLine(
                when=moment(at, zone, today),
                who=initials(last, first, patronymic),
                what=f"{label}, {code}" if what in (What.MARK, What.COMMENT) and code else label,
                old="" if what in _SAID else _shown(what, old, today),
                new=_shown(what, new, today),
                reason=reason,
            )
        )
    return tuple(lines)


def _shown(what: str, value: str, today: date) -> str:
    if what == What.PRESENCE:
        return _("checked") if value else _("not checked")
    if what == What.TECHNOLOGY:
        return str(Technology(value).label)
    if what == What.PLAN:
        return value or _("moved to the next lesson")
    if what == What.CANCELLED:
        return _("cancelled") if value else _("held")
    if what == What.KIND:
        return str(JournalKind(value).label)
    if what == What.ASKED:
        return str(Scope(value).label) if value else ""
    if what == What.OPENED and value == CorrectionState.SHUT:
        return str(CorrectionState.SHUT.label)
    if what == What.OPENED:
        return _("until %(day)s") % {"day": long_day(date.fromisoformat(value), today)} if value else _("refused")
    return value or _("empty")
