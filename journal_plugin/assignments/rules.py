"""Whose tasks and works are (D22; M05): the learner's own, his guardians' to read, the teacher's of the lesson to check."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.grants import NOTHING
from journal_plugin.assignments.models import Submission, Task, TaskRecipient
from journal_plugin.core.models import active_on
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.rules import lessons_written_by, may_read_journal, may_write_lesson
from journal_plugin.people.models import Learner, Membership
from journal_plugin.people.rules import own_or_child


def _set_to(**learner: Any) -> Q:
    """Tasks of a learner: given to him by name, or to his group while he was in it between the lesson and the due day.

    A withdrawn task stays where something was handed in to it.
    """
    named = TaskRecipient.objects.filter(task=OuterRef("pk"), **learner)
    then = Q(since__lte=OuterRef("due")) & (Q(until=None) | Q(until__gte=OuterRef("lesson__date")))
    member = Membership.objects.filter(then, group=OuterRef("journal__group"), **learner)
    answered = Submission.objects.filter(task=OuterRef("pk"), **learner)
    his = Q(Exists(named), personal=True) | Q(Exists(member), personal=False)
    return his & (Q(withdrawn_at=None) | Q(Exists(answered)))


def set_to(learner_id: int) -> Q:
    """Tasks of one learner."""
    return _set_to(learner=learner_id)


def may_follow_task(user) -> Q:
    """Tasks that ``user`` reads in a diary: his own and those of the children whose guardian he is today."""
    return _set_to(learner__in=Learner.objects.filter(own_or_child(user))) if user.is_authenticated else NOTHING


def may_read_task(user) -> Q:
    """Tasks of the journals that ``user`` reads as staff."""
    return Q(journal__in=Journal.objects.filter(may_read_journal(user)))


def may_check_task(user) -> Q:
    """Tasks that ``user`` changes and checks: of lessons that he writes, the substitute's of his one lesson (C08)."""
    return Q(lesson__in=Lesson.objects.filter(may_write_lesson(user)))


def checked_by(person_id: int) -> Q:
    """Tasks that a person changes and checks, for actions, which know people and not logins."""
    # Asked of the lesson of each task, not of all lessons: the few tasks are found by their own indexes.
    return Q(Exists(Lesson.objects.filter(lessons_written_by(person_id), pk=OuterRef("lesson"))))


def may_hand_in(user) -> Q:
    """Learners for whom ``user`` hands in: himself alone; a guardian reads and does not study for the child."""
    return Q(person__user_id=user.pk) & active_on(timezone.localdate()) if user.is_authenticated else NOTHING


def may_open_material(user) -> Q:
    """Materials of the tasks that ``user`` reads, in a journal or in a diary; those taken away are the staff's."""
    read = Q(task__in=Task.objects.filter(may_read_task(user)))
    return read | Q(withdrawn_at=None, task__in=Task.objects.filter(may_follow_task(user)))


def may_open_handed_in(user) -> Q:
    """Handed-in files: of tasks of the journals that ``user`` reads, and those of himself and his children."""
    if not user.is_authenticated:
        return NOTHING
    own = Q(submission__learner__in=Learner.objects.filter(own_or_child(user)))
    return own | Q(submission__task__in=Task.objects.filter(may_read_task(user)))
