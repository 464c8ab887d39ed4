"""Who writes, opens, studies and reads courses (B20; M05)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.grants import NOTHING, granted, granted_somewhere
from journal_plugin.access.matrix import Area, Right
from journal_plugin.access.queries import roles_of
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.rules import may_write_programme, standing_load
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal, with_rights
from journal_plugin.people.models import Learner, Membership
from journal_plugin.people.rules import own_or_child


def may_write_course(user) -> Q:
    """Courses that ``user`` writes: of the elements whose work programme he writes."""
    return Q(element__in=StudyElement.objects.filter(may_write_programme(user)).order_by())


def may_read_course(user, path: str = "institution") -> Q:
    """Courses that ``user`` reads on the desk: his own, and all for who reads programmes."""
    return may_write_course(user) | granted(user, Area.PROGRAMMES, Right.READ, path)


def sees_courses(user) -> bool:
    """Whether the desk's menu shows the courses: to who teaches something, keeps or reads programmes."""
    if not user.is_authenticated:
        return False
    if not hasattr(user, "_journal_courses"):
        reads = roles_of(user).is_superuser or granted_somewhere(user, Area.PROGRAMMES, Right.READ)
        user._journal_courses = reads or standing_load(user).exists()
    return user._journal_courses


def may_run_courses(user) -> Q:
    """Journals in which ``user`` opens and closes courses: those that he keeps; a substitute has his lesson only."""
    if not user.is_authenticated:
        return NOTHING
    return Q(pk__in=with_rights(user).filter(whole=True).order_by().values("pk"))


def may_read_run(user) -> Q:
    """Opened courses of the journals that ``user`` reads as staff."""
    return Q(journal__in=Journal.objects.filter(may_read_journal(user)))


def may_keep_run(user) -> Q:
    """Opened courses whose days ``user`` sets, whose tasks he gives, whose edition he renews."""
    return Q(journal__in=Journal.objects.filter(may_run_courses(user)))


def _open_to(**learner: Any) -> Q:
    """Runs that have begun, for who is in the group today; a closed one is still read."""
    today = timezone.localdate()
    member = Membership.objects.on(today).filter(group=OuterRef("journal__group"), **learner)
    return Q(Exists(member), since__lte=today)


def open_to(learner_id: int) -> Q:
    """Runs that one learner studies."""
    return _open_to(learner=learner_id)


def may_follow_run(user) -> Q:
    """Runs that ``user`` reads in a diary: his own and those of the children whose guardian he is today."""
    return _open_to(learner__in=Learner.objects.filter(own_or_child(user))) if user.is_authenticated else NOTHING
