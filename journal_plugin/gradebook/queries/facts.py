"""What a batch must be checked against: lessons, works, members, marks and absences, in at most six reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from journal_plugin.attendance.models import Attendance
from journal_plugin.calendar.models import Term
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal, Work
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import journals_written_by, lessons_written_by
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership, Person

Place = tuple[int | None, int | None]
"""(lesson, learner)."""


@dataclass(frozen=True)
class LessonFact:
    """A lesson that the actor writes."""

    date: date
    cancelled: bool


@dataclass
class Facts:
    """Everything that decides whether an operation may be taken."""

    lessons: dict[int | None, LessonFact] = field(default_factory=dict)
    works: dict[int | None, int] = field(default_factory=dict)
    members: dict[int | None, list[tuple[date, date | None]]] = field(default_factory=dict)
    terms: dict[int | None, tuple[date, date]] = field(default_factory=dict)
    absences: dict[Place, str] = field(default_factory=dict)
    marked: dict[Place, set[int | None]] = field(default_factory=dict)
    whole_journal: bool = False

    def fits(self, operation: Operation) -> bool:
        """The parts of the address belong together: the work to the lesson, a learner only where one is meant."""
        if operation.term is not None:
            return False
        if operation.what == What.MARK:
            return operation.learner is not None and self.works.get(operation.work) == operation.lesson
        return operation.work is None and (operation.what == What.ATTENDANCE) == (operation.learner is not None)

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
        if operation.what == What.ATTENDANCE:
            self.absences[place] = operation.value
        elif operation.what == What.MARK:
            works = self.marked.setdefault(place, set())
            (works.add if operation.value else works.discard)(operation.work)


def facts_of(journal: Journal, actor: Person, operations: Sequence[Operation]) -> Facts:
    """The facts for a batch; the number of reads depends on the kinds of operations, not on how many there are."""
    facts = Facts()
    on_lessons = [operation for operation in operations if operation.lesson is not None]
    learners = {operation.learner for operation in operations if operation.learner is not None}
    lessons = {operation.lesson for operation in on_lessons}
    if lessons:
        rows = journal.lessons.filter(lessons_written_by(actor.pk), pk__in=lessons)
        facts.lessons = {pk: LessonFact(*fact) for pk, *fact in rows.values_list("pk", "date", "cancelled")}
    works = {operation.work for operation in on_lessons if operation.work is not None}
    if works:
        facts.works = dict(Work.objects.filter(pk__in=works).values_list("pk", "lesson_id"))
    if learners:
        spells = Membership.objects.filter(group=journal.group_id, learner__in=learners)
        for learner, since, until in spells.values_list("learner_id", "since", "until"):
            facts.members.setdefault(learner, []).append((since, until))
    if any(operation.what == What.FINAL for operation in operations):
        facts.terms = {pk: (since, until) for pk, since, until in _terms(journal)}
        facts.whole_journal = Journal.objects.filter(journals_written_by(actor.pk), pk=journal.pk).exists()
    _add_opposites(facts, operations)
    return facts


def _terms(journal: Journal):
    return Term.objects.filter(year=journal.year_id).values_list("pk", "since", "until")


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
