"""Who may get a mark for a work: the group on the day of its lesson."""

from django.db.models import OuterRef, Subquery

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.gradebook.results import Member
from journal_plugin.lessons.models import Journal, Work
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership


def members_at(journal: Journal, work: Work) -> tuple[Member, ...]:
    """The members on the day of the work's lesson by name, with what stands there; one read."""
    own = {"learner": OuterRef("learner")}
    marks = Mark.objects.filter(work=work, **own)
    signs = Attendance.objects.filter(lesson=work.lesson_id, code__in=ABSENT_CODES, **own)
    rows = Membership.objects.filter(group=journal.group_id).on(work.lesson.date)
    person = [f"learner__person__{part}" for part in ("last_name", "first_name", "patronymic")]
    rows = rows.annotate(
        sign=Subquery(signs.values("code")[:1]),
        code=Subquery(marks.values("code")[:1]),
        seen=Subquery(marks.values("version")[:1]),
    ).order_by("learner__person__sort_key", "learner_id")
    return tuple(
        Member(learner, last, first, patronymic, sign or "", code or "", version or 0)
        for learner, last, first, patronymic, sign, code, version in rows.values_list(
            "learner_id", *person, "sign", "code", "seen"
        )
    )
