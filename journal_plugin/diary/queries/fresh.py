"""What is new: marks and absences entered in the last days, for the first card and for the portal's home page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from journal_plugin.assignments.enums import VERDICTS, State
from journal_plugin.assignments.models import Submission, Verdict
from journal_plugin.attendance.models import Attendance
from journal_plugin.core.prepared import Prepared
from journal_plugin.diary.queries.children import Child, children_of_reader
from journal_plugin.marks.models import Mark
from journal_plugin.messaging.enums import NoticeKind, TaskNoticeKind
from journal_plugin.messaging.models import Notice, TaskNotice

DAYS = 7
"""How far back «new» reaches: a reader who looks in once a week misses nothing, and no visit needs to be written down."""


@dataclass(frozen=True)
class FreshMark:
    """A mark entered or changed lately."""

    pk: int
    code: str
    kind: str
    subject: str
    date: date


@dataclass(frozen=True)
class FreshAbsence:
    """An absence or lateness entered lately."""

    code: str
    subject: str
    date: date
    reason: str
    excused: bool | None


@dataclass(frozen=True)
class Alarm:
    """What the reader was told about an absence that nobody has explained, and has not taken note of yet (D13)."""

    subject: str
    date: date
    number: int
    withdrawn: bool


@dataclass(frozen=True)
class FreshWork:
    """A task that the reader was told of lately, or a work returned or accepted, on that day.

    An accepted work with a mark is told by its mark.
    """

    task: int
    title: str
    state: str
    subject: str
    date: date


@dataclass(frozen=True)
class Fresh:
    """The news of one child since ``since``, the latest first; ``alarms`` in the order of lessons."""

    child: Child
    since: date
    marks: tuple[FreshMark, ...]
    absences: tuple[FreshAbsence, ...]
    alarms: tuple[Alarm, ...] = ()
    works: tuple[FreshWork, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.marks or self.absences or self.alarms or self.works)


_STANDS, _WITHDRAWN = "!", "~"
"""Codes of alarms among the codes of marks and signs."""


_AT_LESSON = ("lesson__journal__element__name", "lesson__date", "lesson__number", "position", "excused")


def _fresh(learners: list[int], since: datetime, reader: int) -> QuerySet:
    """Marks, absences as marks without an id, alarms, tasks, works: in one, because a question costs more than its answer."""
    others = (_absences(learners, since), _alarms(learners, since, reader), _tasks(learners, since, reader))
    return _marks(learners, since).union(*others, _works(learners, since), all=True)


def _marks(learners: list[int], since: datetime) -> QuerySet:
    marks = Mark.objects.filter(learner__in=learners, at__gte=since).exclude(code="")
    return marks.annotate(excused=Cast(Value(None), BooleanField())).values_list(
        "learner_id",
        "pk",
        "code",
        "work__kind__name",
        "work__lesson__journal__element__name",
        "work__lesson__date",
        "work__lesson__number",
        "work__position",
        "excused",
    )


def _absences(learners: list[int], since: datetime) -> QuerySet:
    """What a notice has put beforehand is no news: the family has announced it."""
    absences = Attendance.objects.filter(learner__in=learners, at__gte=since, notice=None).exclude(code="")
    numbers = {"mark": Value(0), "position": Value(0)}
    return absences.annotate(**numbers).values_list("learner_id", "mark", "code", "reason", *_AT_LESSON)


def _alarms(learners: list[int], since: datetime, reader: int) -> QuerySet:
    alarms = Notice.objects.filter(
        learner__in=learners, raised_at__gte=since, person__user=reader, read_at=None, kind=NoticeKind.UNEXPLAINED
    )
    return alarms.annotate(
        mark=Value(0),
        code=Case(When(withdrawn_at=None, then=Value(_STANDS)), default=Value(_WITHDRAWN)),
        reason=Value(""),
        position=Value(0),
        excused=Cast(Value(None), BooleanField()),
    ).values_list("learner_id", "mark", "code", "reason", *_AT_LESSON)


def _tasks(learners: list[int], since: datetime, reader: int) -> QuerySet:
    """Given tasks of which the reader was told; what has been handed in or withdrawn is no news any more.

    A task's own withdrawal counts at once, that of its notice comes with the next round.
    """
    done = Submission.objects.filter(task=OuterRef("task"), learner=OuterRef("learner"))
    told = TaskNotice.objects.filter(
        ~Exists(done),
        learner__in=learners,
        raised_at__gte=since,
        person__user=reader,
        withdrawn_at=None,
        task__withdrawn_at=None,
        kind=TaskNoticeKind.GIVEN,
    )
    return told.annotate(
        day=TruncDate("raised_at"), number=Value(0), position=Value(0), excused=Cast(Value(None), BooleanField())
    ).values_list(
        "learner_id",
        "task_id",
        "kind",
        "task__title",
        "task__journal__element__name",
        "day",
        "number",
        "position",
        "excused",
    )


def _works(learners: list[int], since: datetime) -> QuerySet:
    later = Submission.objects.filter(
        task=OuterRef("submission__task"),
        learner=OuterRef("submission__learner"),
        attempt__gt=OuterRef("submission__attempt"),
    )
    works = Verdict.objects.filter(
        Q(new=State.RETURNED) | Q(mark=""),
        ~Exists(later),
        submission__learner__in=learners,
        submission__state=F("new"),
        at__gte=since,
    )
    day = {"day": TruncDate("at"), "position": Value(0), "excused": Cast(Value(None), BooleanField())}
    return (
        works.order_by()
        .annotate(**day)
        .values_list(
            "submission__learner_id",
            "submission__task_id",
            "new",
            "submission__task__title",
            "submission__task__journal__element__name",
            "day",
            "number",
            "position",
            "excused",
        )
    )


_FRESH = Prepared(_fresh, learners=[int], since=datetime, reader=int)


def fresh_for(user) -> tuple[Fresh, ...]:
    """The news of the reader himself and of each of his children (one without news too); two queries, none for a guest."""
    return fresh_of(children_of_reader(user), user.pk) if user.is_authenticated else ()


def fresh_of(children: Iterable[Child], reader: int) -> tuple[Fresh, ...]:
    """The news of these children for the login ``reader``; one query, however many they are."""
    children = tuple(children)
    if not children:
        return ()
    since = timezone.now() - timedelta(days=DAYS)
    learners = [child.pk for child in children]
    marks: dict[int, list[FreshMark]] = {pk: [] for pk in learners}
    absences: dict[int, list[FreshAbsence]] = {pk: [] for pk in learners}
    alarms: dict[int, list[Alarm]] = {pk: [] for pk in learners}
    works: dict[int, list[FreshWork]] = {pk: [] for pk in learners}
    rows = sorted(_FRESH.rows(learners=learners, since=since, reader=reader), key=lambda row: (row[7], row[1]))
    rows.sort(key=lambda row: row[5:7], reverse=True)
    for learner, pk, code, text, subject, day, number, _position, excused in rows:
        if code in (_STANDS, _WITHDRAWN):
            alarms[learner].insert(0, Alarm(subject, day, number, code == _WITHDRAWN))
        elif code in VERDICTS or code == TaskNoticeKind.GIVEN:
            works[learner].append(FreshWork(pk, text, code, subject, day))
        elif pk:
            marks[learner].append(FreshMark(pk, code, text, subject, day))
        else:
            absences[learner].append(FreshAbsence(code, subject, day, text, excused))
    return tuple(
        Fresh(
            child,
            child.school.today() - timedelta(days=DAYS),
            tuple(marks[child.pk]),
            tuple(absences[child.pk]),
            tuple(alarms[child.pk]),
            tuple(works[child.pk]),
        )
        for child in children
    )
