"""Notices derived from the history: raised once, withdrawn when cleared up, sent after they are committed (D13)."""

from datetime import datetime, timedelta
from functools import partial

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
from journal_plugin.messaging.actions.rounds import FRESH, Round, tried
from journal_plugin.messaging.actions.sending import send
from journal_plugin.messaging.enums import NoticeKind
from journal_plugin.messaging.letters.absences import Line, letter
from journal_plugin.messaging.models import HistoryMark, Notice
from journal_plugin.messaging.queries import cleared_up, journals_with_news, recipients_of, to_guardians
from journal_plugin.messaging.transports import email
from journal_plugin.people.models import Person

_AHEAD = timedelta(days=7)
"""So far ahead notices in advance are kept on lessons that have come since."""


def tell_of_absences(*, now: datetime | None = None) -> Round:
    """One round: reads what is new in the history, raises and withdraws notices, sends letters to guardians.

    May be called at any time, again, and by two processes at once. Letters go when everything else is committed; one
    that the server refuses, or that cannot be written to such an address, waits for the next round. After a crash
    between the note and the letter it is not sent: a letter comes once or not at all. What goes wrong with one journal
    is logged and tried again in the next round; the others are told.
    """
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    tried(lambda: keep_notices(since=day, until=day + _AHEAD, now=moment), "notices in advance")
    raised = sum(tried(partial(_read_on, journal, moment), f"journal {journal.pk}") for journal in journals_with_news())
    withdrawn = _withdraw(moment)
    told, not_told = _send(moment, withdrawn=False)
    recalled, not_recalled = _send(moment, withdrawn=True)
    return Round(raised, withdrawn, told + recalled, not_told + not_recalled)


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
        if what == What.ATTENDANCE and new == Presence.ABSENT and at >= now - FRESH:
            absent.add((lesson, learner))
    if seq != mark.seq:
        mark.seq = seq
        mark.save(update_fields=["seq"])
    return _raise(absent, now) if absent else 0


def _begin(journal: Journal, now: datetime) -> int:
    """Where the reading of a history begins that nobody has read: at its fresh end."""
    fresh = Change.objects.filter(journal=journal, at__gte=now - FRESH).aggregate(first=Min("seq"))["first"]
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
    due = to_guardians().filter(withdrawn_at__isnull=not withdrawn)
    due = due.filter(sent_at__isnull=False) if withdrawn else due.filter(raised_at__gte=now - FRESH)
    return send(due, "recalled_at" if withdrawn else "sent_at", now, partial(_write_to, now=now, withdrawn=withdrawn))


def _write_to(pks: list[int], now: datetime, *, withdrawn: bool) -> None:
    rows = Notice.objects.filter(pk__in=pks).order_by("learner", "lesson__date", "lesson__number")
    about = ("person", "learner__person", "learner__institution__site", "lesson__journal__element")
    notices = list(rows.select_related(*about))
    first = notices[0]
    institution = first.learner.institution
    lines = [
        Line(each.learner.person.first_name, each.lesson.date, each.lesson.number, each.lesson.journal.element.name)
        for each in notices
    ]
    today = now.astimezone(institution.zone).date()
    subject, text = letter(lines, withdrawn=withdrawn, site=institution.site.root_url, today=today)
    email.send(to=first.person.email, subject=subject, text=text)
