"""Handing in and checking: new rows only, under the lock of the task (D22)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.assignments.enums import VERDICTS, State
from journal_plugin.assignments.models import COMMENT_LENGTH, TEXT_LENGTH, Submission, SubmissionFile, Task, Verdict
from journal_plugin.assignments.rules import checked_by, set_to
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.conf import FILES_MOST, WORK_MAX_BYTES
from journal_plugin.core.db import lock_row
from journal_plugin.files.actions import keeping
from journal_plugin.files.sent import Sent, megabytes
from journal_plugin.people.models import Learner, Person

MOST_ATTEMPTS = 30
"""More attempts at one task nobody needs, and every one of them may bring its files."""


def hand_in(
    *,
    task: Task,
    learner: Learner,
    actor: Person,
    key: UUID,
    text: str = "",
    files: Sequence[Sent] = (),
    now: datetime | None = None,
) -> Submission:
    """A new attempt of ``learner``, who must be ``actor`` himself; a repeated key makes no second one.

    Late or not is counted, not refused. Raises ValidationError where there is nothing in it, the task is not his, was
    withdrawn, is only to be read, of a closed year, or his work has been accepted already.
    """
    if learner.person_id != actor.pk:
        raise ValidationError(_("Only the learner himself hands in, under his own login."))
    with keeping() as keeper:
        locked = lock_row(Task.objects.select_related("journal__year"), pk=task.pk)
        repeated = Submission.objects.filter(key=key).first()
        if repeated:
            if (repeated.task_id, repeated.learner_id) != (task.pk, learner.pk):
                raise ValidationError(_("This key belongs to another entry."))
            return repeated
        refuse_closed(locked.journal.year)
        last = _last(task, learner)
        _check(task, learner, last, text, files)
        submission = Submission.objects.create(
            task=task,
            learner=learner,
            attempt=last.attempt + 1 if last else 1,
            text=text.strip(),
            at=now or timezone.now(),
            key=key,
        )
        keeper.keep(SubmissionFile, files, submission=submission)
    return submission


def _check(task: Task, learner: Learner, last: Submission | None, text: str, files: Sequence[Sent]) -> None:
    row = Task.objects.filter(set_to(learner.pk), pk=task.pk).first()
    if row is None or row.withdrawn_at is not None:
        raise ValidationError(_("This task has been withdrawn."))
    if not row.answered:
        raise ValidationError(_("Nothing is to be handed in here."))
    if last and last.state == State.ACCEPTED:
        raise ValidationError(_("Your work has been accepted already."))
    if last and last.attempt >= MOST_ATTEMPTS:
        raise ValidationError(
            _("The work has been handed in %(most)s times: ask the teacher.") % {"most": MOST_ATTEMPTS}
        )
    if not text.strip() and not files:
        raise ValidationError(_("Write an answer or add a file."))
    if len(text) > TEXT_LENGTH:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": TEXT_LENGTH})
    if len(files) > FILES_MOST:
        raise ValidationError(_("At most %(most)s files at once.") % {"most": FILES_MOST})
    _check_room(task, learner, files)


def _check_room(task: Task, learner: Learner, files: Sequence[Sent]) -> None:
    """All attempts together have a bound; what was handed in before is kept and stays."""
    if not files:
        return
    before = SubmissionFile.objects.filter(submission__task=task, submission__learner=learner)
    kept = before.aggregate(size=Sum("size"))["size"] or 0
    if kept + sum(file.size for file in files) > WORK_MAX_BYTES:
        said = {"kept": megabytes(kept), "limit": megabytes(WORK_MAX_BYTES)}
        raise ValidationError(
            _(
                "Of %(limit)s MB for this task %(kept)s MB are taken by what you handed in before: it is kept. Send less."
            )
            % said
        )


@transaction.atomic
def give_verdict(
    *,
    submission: Submission,
    actor: Person,
    key: UUID,
    state: str,
    seen: int,
    comment: str = "",
    mark: str = "",
    now: datetime | None = None,
) -> Verdict:
    """Returns or accepts an attempt; ``seen`` is the number of verdicts that the actor saw, ``mark`` what he gave for it.

    A repeated key gives no second verdict. Raises ValidationError where the lesson is not the actor's, somebody checked
    or handed in meanwhile, or a work is returned without a word why.
    """
    locked = lock_row(Task.objects.select_related("journal__year"), pk=submission.task_id)
    repeated = Verdict.objects.filter(key=key).first()
    if repeated:
        if (repeated.submission_id, repeated.by_id) != (submission.pk, actor.pk):
            raise ValidationError(_("This key belongs to another entry."))
        return repeated
    refuse_closed(locked.journal.year)
    if not Task.objects.filter(checked_by(actor.pk), pk=submission.task_id).exists():
        raise ValidationError(_("This lesson is not yours to write."))
    _check_verdict(submission, state, seen, comment)
    row = Submission.objects.get(pk=submission.pk)
    verdict = Verdict.objects.create(
        submission=row,
        number=seen + 1,
        old=row.state,
        new=state,
        comment=comment.strip(),
        mark=mark,
        by=actor,
        at=now or timezone.now(),
        key=key,
    )
    row.state = state
    row.save(update_fields=["state"])
    return verdict


def _check_verdict(submission: Submission, state: str, seen: int, comment: str) -> None:
    if state not in VERDICTS:
        raise ValidationError(_("A work is returned or accepted."))
    if state == State.RETURNED and not comment.strip():
        raise ValidationError(_("Write what is to be corrected: the learner reads it with the returned work."))
    if len(comment) > COMMENT_LENGTH:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": COMMENT_LENGTH})
    if Submission.objects.filter(
        task=submission.task_id, learner=submission.learner_id, attempt__gt=submission.attempt
    ).exists():
        raise ValidationError(_("The learner has handed in anew meanwhile: check the last attempt."))
    last = submission.verdicts.select_related("by").last()
    if last is None and seen:
        raise ValidationError(_("Open the page again."))
    if last and last.number != seen:
        raise ValidationError(
            _("%(who)s has checked this work meanwhile. Look at it and decide again.") % {"who": last.by.short_name}
        )


def _last(task: Task, learner: Learner) -> Submission | None:
    return Submission.objects.filter(task=task, learner=learner).order_by("attempt").last()
