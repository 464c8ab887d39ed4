"""The demo's reasons of absence: what curators have found out, through attendance's own action."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.actions import give_reason
from journal_plugin.attendance.enums import ABSENT_CODES, Presence
from journal_plugin.attendance.models import Attendance
from journal_plugin.institution.models import Institution

_EXCUSED = ("справка от врача", "заявление родителей", "соревнования, приказ № 118", "семейные обстоятельства")
_UNEXCUSED = ("проспал", "без объяснения", "")


def explain_absences(
    *,
    institution: Institution,
    now: datetime,
    random: Random,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> int:
    """Curators explain most absences older than three days; returns how many lessons got a reason."""
    curators = RoleAssignment.objects.filter(institution=institution, role=Role.CURATOR).select_related("person")
    ordered = list(curators.order_by("group__sort_key"))
    explained = 0
    for done, curator in enumerate(ordered, start=1):
        for (learner, code), lessons in _missed(curator.group_id, now).items():
            if random.random() < 0.2:
                continue
            excused = code != Presence.ABSENT or random.random() < 0.5
            answers = give_reason(
                actor=curator.person,
                learner_id=learner,
                expected=dict.fromkeys(lessons, 0),
                excused=excused,
                reason=random.choice(_EXCUSED if excused else _UNEXCUSED),
                now=now - timedelta(days=1),
            )
            explained += sum(answer.status == "accepted" for answer in answers)
        progress(done, len(ordered))
    return explained


def _missed(group_id: int, now: datetime) -> dict[tuple, list[int]]:
    """Missed lessons of a group's learners by (learner, sign)."""
    missed = defaultdict(list)
    rows = Attendance.objects.filter(
        code__in=ABSENT_CODES,
        learner__memberships__group=group_id,
        lesson__date__lt=now.date() - timedelta(days=3),
    )
    ordered = rows.order_by("learner_id", "lesson__date", "lesson__number")
    for learner, code, lesson in ordered.values_list("learner_id", "code", "lesson_id"):
        missed[learner, code].append(lesson)
    return missed
