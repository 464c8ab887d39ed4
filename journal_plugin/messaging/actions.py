"""Notices derived from the history: raised once, withdrawn when cleared up, sent after they are committed (D13)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from logging import getLogger
from smtplib import SMTPException

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from journal_plugin.attendance.actions import keep_notices
from journal_plugin.attendance.enums import Presence
from journal_plugin.attendance.queries import unexplained
from journal_plugin.conf import NOTICE_GRACE_SECONDS
from journal_plugin.core.db import lock_row
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.messaging.enums import NoticeKind
from journal_plugin.messaging.letters import Line, letter
from journal_plugin.messaging.models import HistoryMark, Notice
from journal_plugin.messaging.queries import cleared_up, journals_with_news, recipients_of, to_guardians
from journal_plugin.messaging.transports import email
from journal_plugin.people.models import Person

_FRESH = timedelta(days=3)
"""Older absences are told to nobody: after a long stop of the command families know them from the diary."""
_AHEAD = timedelta(days=7)
"""So far ahead notices in advance are kept on lessons that have come since."""

_log = getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """What one round has done: notices raised and withdrawn, letters sent, letters that the server did not take."""

    raised: int
    withdrawn: int
    sent: int
    failed: int


def tell_of_absences(*, now: datetime | None = None) -> Round:
    """One round: reads what is new in the history, raises and withdraws notices, sends letters to guardians.

    May be called at any time, again, and by two processes at once. Letters go when everything else is committed; one
    that the server refuses, or that cannot be written to such an address, waits for the next round. After a crash
    between the note and the letter it is not sent: a letter comes once or not at all. What goes wrong with one journal
    is logged and tried again in the next round; the others are told.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    _tried(lambda: keep_notices(since=day, until=day + _AHEAD, now=moment), "notices in advance")
    raised = sum(
        _tried(partial(_read_on, journal, moment), f"journal {journal.pk}") for journal in journals_with_news()
    )
    withdrawn = _withdraw(moment)
    told, not_told = _send(moment, withdrawn=False)
    recalled, not_recalled = _send(moment, withdrawn=True)
    return Round(raised, withdrawn, told + recalled, not_told + not_recalled)


def _tried(work: Callable[[], int], what: str) -> int:
    """What ``work`` has done; nothing, and a line in the log, where it fails."""
    try:
        return work()
    except Exception:
        _log.exception("A round of notices has failed at: %s", what)
        return 0


def read_notices(*, person: Person, learner_id: int, now: datetime | None = None) -> int:
    """The person has taken note of what he was told about the learner; returns how many notices that were."""
    unread = Notice.objects.filter(person=person, learner=learner_id, read_at=None)
    return unread.update(read_at=now or timezone.now())


@transaction.atomic
def _read_on(journal: Journal, now: datetime) -> int:
    """Turns the changes that have stood through the grace into notices; the mark stays before the first that has not."""
    HistoryMark.objects.get_or_create(journal=journal, defaults={"seq": _begin(journal, now)})
    mark = lock_row(HistoryMark.objects.all(), journal=journal)
    settled = now - timedelta(seconds=NOTICE_GRACE_SECONDS)
    absent: set[tuple[int, int]] = set()
    rows = Change.objects.filter(journal=journal, seq__gt=mark.seq).order_by("seq")
    seq = mark.seq
    for seq_of_row, at, what, lesson, learner, new in rows.values_list(
        "seq", "at", "what", "lesson_id", "learner_id", "new"
    ):
        if at > settled:
            break
        seq = seq_of_row
        if what == What.ATTENDANCE and new == Presence.ABSENT and at >= now - _FRESH:
            absent.add((lesson, learner))
    if seq != mark.seq:
        mark.seq = seq
        mark.save(update_fields=["seq"])
    return _raise(absent, now) if absent else 0


def _begin(journal: Journal, now: datetime) -> int:
    """Where the reading of a history begins that nobody has read: at its fresh end."""
    fresh = Change.objects.filter(journal=journal, at__gte=now - _FRESH).aggregate(first=Min("seq"))["first"]
    return journal.version if fresh is None else fresh - 1


def _raise(cells: set[tuple[int, int]], now: datetime) -> int:
    """Raises notices for those cells (lesson, learner) whose absence stands and nothing explains.

    A notice that was withdrawn is raised again: the absence is there again. Four statements and those of recipients.
    """
    lessons, learners = ({cell[place] for cell in cells} for place in (0, 1))
    standing = unexplained().filter(lesson__in=lessons, learner__in=learners).values_list("lesson_id", "learner_id")
    found = cells & set(standing)
    recipients = recipients_of({learner for _lesson, learner in found})
    wanted = [(person, learner, lesson) for lesson, learner in sorted(found) for person in sorted(recipients[learner])]
    known = {
        row[:3]: row[3:]
        for row in Notice.objects.filter(
            kind=NoticeKind.UNEXPLAINED, lesson__in=lessons, learner__in=learners
        ).values_list("person_id", "learner_id", "lesson_id", "pk", "withdrawn_at")
    }
    made = Notice.objects.bulk_create(
        Notice(person_id=person, learner_id=learner, lesson_id=lesson, kind=NoticeKind.UNEXPLAINED, raised_at=now)
        for person, learner, lesson in wanted
        if (person, learner, lesson) not in known
    )
    back = [known[key][0] for key in wanted if key in known and known[key][1]]
    again = {"withdrawn_at": None, "read_at": None, "sent_at": None, "recalled_at": None}
    return len(made) + Notice.objects.filter(pk__in=back).update(raised_at=now, **again)


def _withdraw(now: datetime) -> int:
    """Withdraws what has been cleared up; who had read the notice is to read this too."""
    return cleared_up().update(withdrawn_at=now, read_at=None)


def _send(now: datetime, *, withdrawn: bool) -> tuple[int, int]:
    """Letters about notices that stand and were not sent, or were sent and have been withdrawn since: (sent, failed)."""
    note = "recalled_at" if withdrawn else "sent_at"
    sent = failed = 0
    for (person, _institution), pks in _claimed(now, note, withdrawn=withdrawn).items():
        rows = Notice.objects.filter(pk__in=pks).order_by("learner", "lesson__date", "lesson__number")
        about = ("person", "learner__person", "learner__institution__site", "lesson__journal__element")
        try:
            _write_to(list(rows.select_related(*about)), now, withdrawn=withdrawn)
            sent += 1
        except (SMTPException, OSError, ValueError) as problem:
            Notice.objects.filter(pk__in=pks).update(**{note: None})
            _log.warning("A letter to person %s was not taken: %s", person, problem)
            failed += 1
    return sent, failed


@transaction.atomic
def _claimed(now: datetime, note: str, *, withdrawn: bool) -> dict[tuple[int, int], list[int]]:
    """(Person, institution) -> notices to write to him about; they are noted as written before the letter goes."""
    due = to_guardians().filter(withdrawn_at__isnull=not withdrawn, **{f"{note}__isnull": True})
    due = due.filter(sent_at__isnull=False) if withdrawn else due.filter(raised_at__gte=now - _FRESH)
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = due.select_for_update(of=("self",)).order_by("pk")
    for pk, person, institution in rows.values_list("pk", "person_id", "learner__institution_id"):
        found[person, institution].append(pk)
    Notice.objects.filter(pk__in=[pk for pks in found.values() for pk in pks]).update(**{note: now})
    return found


def _write_to(notices: list[Notice], now: datetime, *, withdrawn: bool) -> None:
    first = notices[0]
    institution = first.learner.institution
    lines = [
        Line(each.learner.person.first_name, each.lesson.date, each.lesson.number, each.lesson.journal.element.name)
        for each in notices
    ]
    today = now.astimezone(institution.zone).date()
    subject, text = letter(lines, withdrawn=withdrawn, site=institution.site.root_url, today=today)
    email.send(to=first.person.email, subject=subject, text=text)
