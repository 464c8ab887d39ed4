"""Notices of changes of the day: raised once, withdrawn when the change is undone, sent after they are committed (C05, C06)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from journal_plugin.conf import NOTICE_GRACE_SECONDS
from journal_plugin.lessons.models import DayChange
from journal_plugin.lessons.queries.changed import ChangeFact, facts_of, said_of
from journal_plugin.messaging.actions.rounds import FRESH, Round, tried
from journal_plugin.messaging.actions.sending import send
from journal_plugin.messaging.letters.changes import Line, letter
from journal_plugin.messaging.models import ChangeNotice
from journal_plugin.messaging.queries.changes import known_notices, of_undone_changes, still_theirs, wanted_notices
from journal_plugin.messaging.transports import email
from journal_plugin.timetable.arranged import left
from journal_plugin.timetable.enums import ChangeKind

_INSTITUTION = "change__lesson__journal__group__institution"


def tell_of_changes(*, now: datetime | None = None) -> Round:
    """One round: a cancelled or moved lesson to its learners, their guardians and its teachers, a given one to who holds it.

    May be called at any time, again, and by two processes at once. A change made less than the grace ago waits: it may be
    a slip. One that is undone is told back to whom a letter went. A letter that the server refuses waits for the next round.
    """
    moment = now or timezone.now()
    raised = tried(lambda: _raise(moment), "changes of the day")
    withdrawn = of_undone_changes().update(withdrawn_at=moment)
    due = still_theirs(timezone.localdate(moment))
    standing = due.filter(withdrawn_at=None, raised_at__gte=moment - FRESH)
    told = send(standing, "sent_at", moment, lambda pks: _write_to(pks, moment), _INSTITUTION)
    gone = due.filter(withdrawn_at__gte=moment - FRESH, sent_at__isnull=False)
    recalled = send(gone, "recalled_at", moment, lambda pks: _write_to(pks, moment), _INSTITUTION)
    return Round(raised, withdrawn, told[0] + recalled[0], told[1] + recalled[1])


@transaction.atomic
def _raise(now: datetime) -> int:
    """What nobody was told yet; of two rounds at once one raises it."""
    settled = now - timedelta(seconds=NOTICE_GRACE_SECONDS)
    wanted = wanted_notices(now - FRESH, settled, timezone.localdate(now))
    known = known_notices({one.change for one in wanted})
    missing = [one for one in wanted if one not in known]
    ChangeNotice.objects.bulk_create(
        (
            ChangeNotice(change_id=one.change, person_id=one.person, learner_id=one.learner, raised_at=now)
            for one in missing
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(missing)


def _write_to(pks: list[int], now: datetime) -> None:
    """One letter about notices of one person at one institution."""
    about = ("person", "learner__person", "change__lesson__journal__group__institution__site")
    notices = list(ChangeNotice.objects.filter(pk__in=pks).select_related(*about).order_by("learner", "pk"))
    first = notices[0]
    institution = first.change.lesson.journal.group.institution
    today = now.astimezone(institution.zone).date()
    changes = {notice.change_id for notice in notices}
    facts = {fact.pk: fact for fact in facts_of(DayChange.objects.filter(pk__in=changes))}
    lines = [
        Line(
            withdrawn=notice.withdrawn_at is not None,
            who=_who(notice, facts[notice.change_id].group),
            day=facts[notice.change_id].day,
            number=facts[notice.change_id].number,
            subject=facts[notice.change_id].element,
            said=_said(facts[notice.change_id], today),
        )
        for notice in notices
    ]
    subject, text = letter(lines, site=institution.site.root_url, today=today)
    email.send(to=first.person.email, subject=subject, text=text)


def _said(fact: ChangeFact, today: date) -> str:
    """What became of the lesson, seen from where the timetable had it."""
    is_elsewhere = fact.place.kind in (ChangeKind.MOVED, ChangeKind.ROOM)
    return left(fact.place, today) if is_elsewhere else said_of(fact, today)


def _who(notice: ChangeNotice, group: str) -> str:
    """Whose lesson it is: a parent's child, a teacher's group, nobody's where the learner reads of his own."""
    if notice.learner is None:
        return group
    return "" if notice.person_id == notice.learner.person_id else notice.learner.person.first_name
