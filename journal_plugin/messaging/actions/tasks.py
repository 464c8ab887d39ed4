"""Notices of tasks: raised once, withdrawn with the task, sent after they are committed (D22, D23)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from journal_plugin.conf import NOTICE_GRACE_SECONDS
from journal_plugin.messaging.actions.rounds import FRESH, Round, tried
from journal_plugin.messaging.actions.sending import send
from journal_plugin.messaging.enums import TaskNoticeKind
from journal_plugin.messaging.letters.tasks import Line, letter
from journal_plugin.messaging.models import TaskNotice
from journal_plugin.messaging.queries.tasks import known_notices, of_withdrawn_tasks, still_theirs, wanted_notices
from journal_plugin.messaging.transports import email


def tell_of_tasks(*, now: datetime | None = None) -> Round:
    """One round: a given task to its learners and their guardians, a work to its teacher, his word to the learner.

    May be called at any time, again, and by two processes at once. What happened less than the grace ago waits: it may
    be a slip. A letter that the server refuses waits for the next round.
    """
    moment = now or timezone.now()
    raised = tried(lambda: _raise(moment), "tasks")
    withdrawn = of_withdrawn_tasks().update(withdrawn_at=moment)
    today = timezone.localdate(moment)
    standing = still_theirs(today).filter(withdrawn_at=None, raised_at__gte=moment - FRESH)
    told = send(standing, "sent_at", moment, lambda pks: _write_to(pks, moment))
    gone = still_theirs(today).filter(
        kind=TaskNoticeKind.GIVEN, withdrawn_at__gte=moment - FRESH, sent_at__isnull=False
    )
    recalled = send(gone, "recalled_at", moment, lambda pks: _write_to(pks, moment))
    return Round(raised, withdrawn, told[0] + recalled[0], told[1] + recalled[1])


@transaction.atomic
def _raise(now: datetime) -> int:
    """What nobody was told yet; of two rounds at once one raises it."""
    settled = now - timedelta(seconds=NOTICE_GRACE_SECONDS)
    wanted = wanted_notices(now - FRESH, settled, timezone.localdate(now))
    known = known_notices({one.task for one in wanted})
    missing = [one for one in wanted if one not in known]
    TaskNotice.objects.bulk_create(
        (
            TaskNotice(
                kind=one.kind,
                person_id=one.person,
                learner_id=one.learner,
                task_id=one.task,
                submission_id=one.submission,
                verdict_id=one.verdict,
                raised_at=now,
            )
            for one in missing
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(missing)


def _write_to(pks: list[int], now: datetime) -> None:
    """One letter about notices of one person at one institution."""
    about = ("person", "learner__person", "learner__institution__site", "task__journal__element")
    notices = list(
        TaskNotice.objects.filter(pk__in=pks).select_related(*about).order_by("task__due", "task", "learner")
    )
    first = notices[0]
    institution = first.learner.institution
    lines = [
        Line(
            kind=TaskNoticeKind(each.kind),
            withdrawn=each.withdrawn_at is not None,
            who="" if each.person_id == each.learner.person_id else _name(each),
            subject=each.task.journal.element.name,
            title=each.task.title,
            due=each.task.due,
        )
        for each in notices
    ]
    today = now.astimezone(institution.zone).date()
    subject, text = letter(lines, site=institution.site.root_url, today=today)
    email.send(to=first.person.email, subject=subject, text=text)


def _name(notice: TaskNotice) -> str:
    """A parent knows the child by his first name, a teacher needs the surname."""
    person = notice.learner.person
    return person.list_name if notice.kind == TaskNoticeKind.HANDED_IN else person.first_name
