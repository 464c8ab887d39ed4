"""Who was at which lesson: the reads behind Form 2, the curator's desk and their totals."""

from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Q

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.totals import Attended
from journal_plugin.core.names import surname_and_name
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.enums import GATHERED
from journal_plugin.people.models import Membership

Spells = list[tuple[date, date | None]]


@dataclass(frozen=True)
class Absence:
    """A sign of absence with its reason and versions."""

    code: str
    excused: bool | None
    reason: str
    reason_version: int
    announced: bool
    """A notice has put the sign."""


@dataclass(frozen=True)
class LessonRow:
    """A lesson that was not cancelled."""

    pk: int
    group_id: int
    day: date
    number: int
    starts: time
    ends: time
    hours: int
    element: str


@dataclass(frozen=True)
class Member:
    """A learner who was in the group on at least one day of the period; ``spells`` says when, by group."""

    pk: int
    person_id: int
    last_name: str
    first_name: str
    spells: dict[int, Spells] = field(compare=False)

    @property
    def name(self) -> str:
        """«Фамилия Имя»."""
        return surname_and_name(self.last_name, self.first_name)

    def was_in(self, group_id: int, day: date) -> bool:
        """Whether he was in that group or part on that day."""
        # Not core.spans: asked twice of every learner for every lesson of the period, a call each is felt in Form 2.
        return any(since <= day and (until is None or until >= day) for since, until in self.spells.get(group_id, ()))


@dataclass(frozen=True)
class GroupAttendance:
    """A group's lessons of a period, its members by name, and who missed what."""

    group_id: int
    members: tuple[Member, ...]
    lessons: tuple[LessonRow, ...]
    absences: dict[tuple[int, int], Absence]

    def lessons_of(self, member: Member) -> list[LessonRow]:
        """The lessons held for a member while he was in the group, those of his subgroups and streams among them."""
        return [
            lesson
            for lesson in self.lessons
            if member.was_in(self.group_id, lesson.day) and member.was_in(lesson.group_id, lesson.day)
        ]

    def attended(self, member: Member) -> list[Attended]:
        """The same lessons, for totals."""
        return [self._attended(member, lesson) for lesson in self.lessons_of(member)]

    def absence(self, lesson: LessonRow, member: Member) -> Absence | None:
        """The member's absence at a lesson."""
        return self.absences.get((lesson.pk, member.pk))

    def _attended(self, member: Member, lesson: LessonRow) -> Attended:
        absence = self.absence(lesson, member)
        return Attended(
            lesson.day, lesson.number, lesson.hours, absence is not None, absence.excused if absence else None
        )


def members_of(group_id: int, since: date, until: date) -> tuple[Member, ...]:
    """The members of a group on at least one day of the period, by name, with their parts and streams; one query."""
    inside = Membership.objects.between(since, until)
    rows = (
        inside.filter(learner__in=inside.filter(group=group_id).values("learner"))
        .filter(_under("group", group_id))
        .order_by("learner__person__sort_key", "learner_id", "since")
        .values_list(
            "learner_id",
            "learner__person_id",
            "learner__person__last_name",
            "learner__person__first_name",
            "group_id",
            "since",
            "until",
        )
    )
    members: dict[int, Member] = {}
    for learner, person, last, first, group, start, end in rows:
        member = members.setdefault(learner, Member(learner, person, last, first, {}))
        member.spells.setdefault(group, []).append((start, end))
    return tuple(members.values())


def register_of(group_id: int, since: date, until: date, *, today: date) -> GroupAttendance:
    """Members, lessons and absences of a group in a period; three queries however many there are.

    What is announced for days after ``today`` is no absence yet.
    """
    members = members_of(group_id, since, until)
    groups = {group for member in members for group in member.spells}
    held = Lesson.objects.filter(journal__group__in=groups, date__range=(since, until), cancelled=False)
    lessons = held.order_by("date", "number", "pk").values_list(
        "pk", "journal__group_id", "date", "number", "starts", "ends", "hours", "journal__element__name"
    )
    missed = Attendance.objects.filter(
        lesson__journal__group__in=groups,
        lesson__date__range=(since, min(until, today)),
        learner__in=[member.pk for member in members],
        code__in=ABSENT_CODES,
    ).values_list("lesson_id", "learner_id", "code", "excused", "reason", "reason_version", "notice_id")
    absences = {
        (lesson, learner): Absence(code, excused, reason, version, notice is not None)
        for lesson, learner, code, excused, reason, version, notice in missed
    }
    return GroupAttendance(
        group_id,
        members,
        tuple(LessonRow(*row) for row in lessons),
        absences,
    )


def _under(path: str, group_id: int) -> Q:
    return Q(**{path: group_id}) | Q(**{f"{path}__parent": group_id}) | Q(**{f"{path}__kind__in": GATHERED})
