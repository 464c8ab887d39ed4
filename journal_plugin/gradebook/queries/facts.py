"""What a batch must be checked against: lessons, works, members, marks and absences, in at most four reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from journal_plugin.attendance.models import Attendance
from journal_plugin.calendar.models import Term
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import lessons_held_by
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership

Place = tuple[int | None, int | None]
"""(lesson, learner)."""

_WITH_LEARNER = {What.MARK, What.ATTENDANCE}


@dataclass(frozen=True)
class LessonFact:
    """A lesson that the actor writes; ``checked`` says that presence was entered."""

    date: date
    cancelled: bool
    checked: bool


@dataclass
class Facts:
    """Everything that decides whether an operation may be taken; ``whole_journal``: every lesson is the actor's."""

    whole_journal: bool
    lessons: dict[int | None, LessonFact] = field(default_factory=dict)
    works: dict[int | None, int] = field(default_factory=dict)
    members: dict[int | None, list[tuple[date, date | None]]] = field(default_factory=dict)
    terms: dict[int | None, tuple[date, date]] = field(default_factory=dict)
    absences: dict[Place, str] = field(default_factory=dict)
    marked: dict[Place, set[int | None]] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)
    """Lessons whose presence this batch has entered for the first time."""

    def fits(self, operation: Operation) -> bool:
        """The parts of the address belong together: the work to the lesson, a learner only where one is meant."""
        if operation.term is not None or (operation.what in _WITH_LEARNER) != (operation.learner is not None):
            return False
        if operation.what == What.MARK:
            return self.works.get(operation.work) == operation.lesson
        return operation.work is None

    def was_member(self, learner: int | None, day: date) -> bool:
        """The learner was in the group on that day."""
        return self.was_member_between(learner, day, day)

    def was_member_between(self, learner: int | None, first: date, last: date) -> bool:
        """The learner was in the group on at least one of those days."""
        spells = self.members.get(learner, ())
        return any(since <= last and (until is None or until >= first) for since, until in spells)

    def note(self, operation: Operation) -> None:
        """Remembers an accepted mark or absence, for the operations that come after it in the batch."""
        place = (operation.lesson, operation.learner)
        if operation.what == What.ATTENDANCE and operation.lesson is not None:
            self.absences[place] = operation.value
            if not self.lessons[operation.lesson].checked:
                self.present.add(operation.lesson)
        elif operation.what == What.PRESENCE:
            self.present.discard(operation.lesson or 0)
        elif operation.what == What.MARK:
            works = self.marked.setdefault(place, set())
            (works.add if operation.value else works.discard)(operation.work)


def facts_of(journal: Journal, person_id: int, whole_journal: bool, operations: Sequence[Operation]) -> Facts:
    """The facts for a batch; the number of reads depends on the kinds of operations, not on how many there are."""
    facts = Facts(whole_journal)
    _add_lessons(facts, journal, person_id, {operation.lesson for operation in operations if operation.lesson})
    learners = {operation.learner for operation in operations if operation.learner is not None}
    if learners:
        spells = Membership.objects.filter(group=journal.group_id, learner__in=learners)
        for learner, since, until in spells.values_list("learner_id", "since", "until"):
            facts.members.setdefault(learner, []).append((since, until))
    if any(operation.what == What.FINAL for operation in operations):
        terms = Term.objects.filter(year=journal.year_id).values_list("pk", "since", "until")
        facts.terms = {pk: (since, until) for pk, since, until in terms}
    _add_opposites(facts, operations)
    return facts


def _add_lessons(facts: Facts, journal: Journal, person_id: int, wanted: set[int]) -> None:
    """The wanted lessons of this journal that the person writes, with their works; one read."""
    if not wanted:
        return
    lessons = Lesson.objects.filter(journal=journal, pk__in=wanted)
    if not facts.whole_journal:
        lessons = lessons.filter(lessons_held_by(person_id))
    rows = lessons.order_by().values_list("pk", "date", "cancelled", "attendance_at", "works__pk")
    for pk, day, cancelled, checked, work in rows:
        facts.lessons[pk] = LessonFact(day, cancelled, checked is not None)
        if work:
            facts.works[work] = pk


def _add_opposites(facts: Facts, operations: Sequence[Operation]) -> None:
    """Absences where marks are written, and marks where absences are."""
    marked = [operation for operation in operations if operation.what == What.MARK and operation.value]
    if marked:
        rows = Attendance.objects.filter(
            lesson__in={operation.lesson for operation in marked},
            learner__in={operation.learner for operation in marked},
        ).values_list("lesson_id", "learner_id", "code")
        facts.absences = {(lesson, learner): code for lesson, learner, code in rows}
    missed = [operation for operation in operations if operation.what == What.ATTENDANCE and operation.value]
    if missed:
        rows = Mark.objects.exclude(code="").filter(
            work__lesson__in={operation.lesson for operation in missed},
            learner__in={operation.learner for operation in missed},
        )
        for lesson, work, learner in rows.values_list("work__lesson_id", "work_id", "learner_id"):
            facts.marked.setdefault((lesson, learner), set()).add(work)
