"""What a batch must be checked against: lessons, works, members, marks and absences, in at most four reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import FilteredRelation, Q

from journal_plugin.calendar.models import Term
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import meets
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import lessons_held_by
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership

Place = tuple[int | None, int | None]
"""(lesson, learner)."""

_WITH_WORK = frozenset({What.MARK, What.COMMENT})
_WITH_LEARNER = _WITH_WORK | {What.ATTENDANCE}


@dataclass(frozen=True)
class OpenLesson:
    """A lesson that the actor writes; ``checked`` says that presence was entered."""

    date: date
    cancelled: bool
    checked: bool


@dataclass
class Facts:
    """Everything that decides whether an operation may be taken; ``whole_journal``: every lesson is the actor's."""

    whole_journal: bool
    lessons: dict[int | None, OpenLesson] = field(default_factory=dict)
    works: dict[int | None, int] = field(default_factory=dict)
    done_only: set[int | None] = field(default_factory=set)
    """Works that are kept without marks."""
    members: dict[int | None, set[tuple[date, date | None]]] = field(default_factory=dict)
    terms: dict[int | None, tuple[date, date]] = field(default_factory=dict)
    absences: dict[Place, str] = field(default_factory=dict)
    marked: dict[Place, set[int | None]] = field(default_factory=dict)
    present: dict[int | None, Operation] = field(default_factory=dict)
    """Lessons whose presence this batch has entered for the first time, with the sign that entered it."""
    said: set[int | None] = field(default_factory=set)
    """Lessons of which this batch itself says whether presence is checked."""

    def fits(self, operation: Operation) -> bool:
        """The parts of the address belong together: the work to the lesson, a learner only where one is meant."""
        if operation.term is not None or (operation.what in _WITH_LEARNER) != (operation.learner is not None):
            return False
        if operation.what in _WITH_WORK:
            return self.works.get(operation.work) == operation.lesson
        return operation.work is None

    def was_member(self, learner: int | None, day: date) -> bool:
        """The learner was in the group on that day."""
        return self.was_member_between(learner, day, day)

    def was_member_between(self, learner: int | None, first: date, last: date) -> bool:
        """The learner was in the group on at least one of those days."""
        spells = self.members.get(learner, ())
        return any(meets(*spell, first, last) for spell in spells)

    def note(self, operation: Operation) -> None:
        """Remembers an accepted mark or absence, for the operations that come after it in the batch."""
        place = (operation.lesson, operation.learner)
        if operation.what == What.ATTENDANCE and operation.lesson is not None:
            self.absences[place] = operation.value
            if not self.lessons[operation.lesson].checked and operation.lesson not in self.said:
                self.present.setdefault(operation.lesson, operation)
        elif operation.what == What.PRESENCE:
            self.said.add(operation.lesson)
            self.present.pop(operation.lesson, None)
        elif operation.what == What.MARK:
            works = self.marked.setdefault(place, set())
            (works.add if operation.value else works.discard)(operation.work)


def _lessons(journal: int, wanted):
    lessons = Lesson.objects.filter(journal=journal, pk__in=wanted).order_by()
    return lessons.values_list("pk", "date", "cancelled", "attendance_at", "works__pk", "works__kind__done_only")


_LESSONS = Prepared(_lessons, int, [int])


def _learners(group: int, learners, lessons):
    signs = FilteredRelation("learner__attendance", condition=Q(learner__attendance__lesson__in=lessons))
    members = Membership.objects.filter(group=group, learner__in=learners).annotate(sign=signs)
    return members.values_list("learner_id", "since", "until", "sign__lesson_id", "sign__code")


_LEARNERS = Prepared(_learners, int, [int], [int])
_MARKED = Prepared(
    lambda lessons, learners: (
        Mark.objects.exclude(code="")
        .filter(work__lesson__in=lessons, learner__in=learners)
        .values_list("work__lesson_id", "work_id", "learner_id")
    ),
    [int],
    [int],
)


def facts_of(journal: Journal, person_id: int, whole_journal: bool, operations: Sequence[Operation]) -> Facts:
    """The facts for a batch; the number of reads depends on the kinds of operations, not on how many there are."""
    facts = Facts(whole_journal)
    _add_lessons(facts, journal, person_id, {operation.lesson for operation in operations if operation.lesson})
    _add_learners(facts, journal.group_id, operations)
    if any(operation.what == What.FINAL for operation in operations):
        terms = Term.objects.filter(year=journal.year_id).values_list("pk", "since", "until")
        facts.terms = {pk: (since, until) for pk, since, until in terms}
    _add_marked(facts, operations)
    return facts


def _add_lessons(facts: Facts, journal: Journal, person_id: int, wanted: set[int]) -> None:
    """The wanted lessons of this journal that the person writes, with their works; one read."""
    if not wanted:
        return
    if facts.whole_journal:
        rows = _LESSONS.rows(journal.pk, wanted)
    else:
        rows = list(_lessons(journal.pk, wanted).filter(lessons_held_by(person_id)))
    for pk, day, cancelled, checked, work, done_only in rows:
        facts.lessons[pk] = OpenLesson(day, cancelled, checked is not None)
        if work:
            facts.works[work] = pk
            if done_only:
                facts.done_only.add(work)


def _add_learners(facts: Facts, group: int, operations: Sequence[Operation]) -> None:
    """When the learners were in the group, and their signs of attendance at these lessons; one read."""
    learners = {operation.learner for operation in operations if operation.learner}
    lessons = {operation.lesson for operation in operations if operation.lesson} or {0}
    for learner, since, until, lesson, code in _LEARNERS.rows(group, learners, lessons):
        facts.members.setdefault(learner, set()).add((since, until))
        if lesson:
            facts.absences[lesson, learner] = code


def _add_marked(facts: Facts, operations: Sequence[Operation]) -> None:
    """Marks where absences are entered."""
    missed = [operation for operation in operations if operation.what == What.ATTENDANCE and operation.value]
    if missed:
        rows = _MARKED.rows({operation.lesson for operation in missed}, {operation.learner for operation in missed})
        for lesson, work, learner in rows:
            facts.marked.setdefault((lesson, learner), set()).add(work)
