"""The demo's register: what teachers of the half-year would have entered, through the gradebook's own action."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from journal_plugin.attendance.enums import Presence
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.gradebook.actions import enter
from journal_plugin.lessons.actions.texts import CHECKED
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, Work
from journal_plugin.lessons.operations import Operation
from journal_plugin.people.models import Membership, Person


@dataclass(frozen=True)
class Habits:
    """How a learner studies: mean mark, share of skipped lessons, spells of illness."""

    level: float
    skips: float
    ill: tuple[tuple[date, date], ...]

    def sign(self, day: date, random: Random) -> str:
        """The sign of attendance for a lesson on ``day``."""
        if any(first <= day <= last for first, last in self.ill):
            return Presence.ILL
        chance = random.random()
        if chance < self.skips:
            return Presence.ABSENT
        if chance < self.skips + 0.004:
            return Presence.EXCUSED
        return Presence.LATE if chance < self.skips + 0.018 else Presence.PRESENT

    def mark(self, random: Random) -> str:
        """A current mark."""
        return str(min(5, max(2, round(random.gauss(self.level, 0.75)))))


@dataclass(frozen=True)
class Held:
    """A lesson that has been held, with its columns and what was planned for it."""

    pk: int
    date: date
    starts: datetime
    works: tuple[tuple[int, str], ...]
    topic: str
    homework: str


_MARKED_SHARE = {"КР": 0.92, "СР": 0.85, "ПР": 0.6}
"""Share of present learners who get a mark, by kind of work; 0.25 for an answer."""

_COMMENTS: dict[str, tuple[float, tuple[str, ...]]] = {
    "2": (
        0.5,
        (
            "К занятию не готов. Жду на консультации в четверг.",
            "Работа не сдана в срок, её можно принести до конца недели.",
            "Не знает терминов темы: повторите конспект.",
        ),
    ),
    "5": (0.02, ("Лучший ответ в группе.", "Очень аккуратная работа.")),
}
"""Mark -> share of such marks with a word for the family, and the words."""


def habits_of(learners: list[int], *, since: date, until: date, random: Random) -> dict[int, Habits]:
    """Habits for every learner; about one in six has been ill, one in twenty skips a lot."""
    found = {}
    for learner in learners:
        spells = []
        if random.random() < 0.17:
            first = since + timedelta(days=random.randrange(max(1, (until - since).days)))
            spells.append((first, first + timedelta(days=random.randint(4, 11))))
        skips = random.uniform(0.09, 0.2) if random.random() < 0.05 else random.uniform(0.0, 0.03)
        found[learner] = Habits(min(4.9, max(2.7, random.gauss(3.95, 0.55))), skips, tuple(spells))
    return found


def fill(
    *, year: AcademicYear, now: datetime, random: Random, progress: Callable[[int, int], None] = lambda done, all_: None
) -> int:
    """Fills every journal of ``year`` up to ``now``; returns the number of accepted operations. One save a journal."""
    journals = list(Journal.objects.filter(year=year).order_by("pk").values_list("pk", "group_id"))
    members = _members(year)
    learners = sorted({row[0] for rows in members.values() for row in rows})
    habits = habits_of(learners, since=year.since, until=now.date(), random=random)
    held = _held(year, now)
    actors = _actors(year)
    written = 0
    for done, (journal, group) in enumerate(journals, start=1):
        lessons = held.get(journal)
        if lessons and journal in actors:
            operations = list(_operations(lessons, members.get(group, []), habits, now, random))
            written += _enter(journal, actors[journal], operations, now)
            comments = list(_comments(operations, now, random))
            written += _enter(journal, actors[journal], comments, now) if comments else 0
        progress(done, len(journals))
    return written


def _enter(journal: int, actor: Person, operations: list[Operation], now: datetime) -> int:
    """Save one batch; a refusal is a mistake of the demo."""
    answers = enter(journal_id=journal, actor=actor, operations=operations, now=now).answers
    refused = [answer.why for answer in answers if answer.status != "accepted"]
    if refused:
        raise RuntimeError(f"journal {journal}: {refused[0]}")
    return len(answers)


def _comments(operations: list[Operation], now: datetime, random: Random) -> Iterator[Operation]:
    """A word for the family beside some of the marks that ask for one; the marks stand already."""
    for mark in operations:
        share, words = _COMMENTS.get(mark.value, (0, ())) if mark.what == What.MARK else (0, ())
        at = (mark.at or now) + timedelta(minutes=3)
        if at < now and random.random() < share:
            place = {"lesson": mark.lesson, "work": mark.work, "learner": mark.learner}
            yield _operation(random, What.COMMENT, random.choice(words), at, **place)


def _operations(
    lessons: list[Held],
    members: list[tuple[int, date, date | None]],
    habits: dict[int, Habits],
    now: datetime,
    random: Random,
) -> Iterator[Operation]:
    for lesson in lessons:
        fresh = (now.date() - lesson.date).days
        at = lesson.starts + timedelta(minutes=random.randint(20, 80))
        if random.random() < 0.05:
            at += timedelta(days=random.randint(1, 4))
        if at > now or (fresh < 3 and random.random() < 0.25):
            continue
        yield _operation(random, What.PRESENCE, CHECKED, at, lesson=lesson.pk)
        if lesson.topic:
            yield _operation(random, What.TOPIC, lesson.topic, at, lesson=lesson.pk)
        if lesson.homework and random.random() < (0.7 if fresh < 5 else 0.97):
            yield _operation(random, What.HOMEWORK, lesson.homework, at, lesson=lesson.pk)
        for learner, since, until in members:
            if since <= lesson.date and (until is None or lesson.date <= until):
                yield from _learner(lesson, learner, habits[learner], at, now, random)


def _learner(
    lesson: Held, learner: int, habit: Habits, at: datetime, now: datetime, random: Random
) -> Iterator[Operation]:
    sign = habit.sign(lesson.date, random)
    if sign:
        yield _operation(random, What.ATTENDANCE, sign, at, lesson=lesson.pk, learner=learner)
    if sign not in (Presence.PRESENT, Presence.LATE):
        return
    for work, code in lesson.works:
        if random.random() >= _MARKED_SHARE.get(code, 0.25):
            continue
        mark = habit.mark(random)
        yield _operation(random, What.MARK, mark, at, lesson=lesson.pk, work=work, learner=learner)
        if random.random() < 0.008 and at + timedelta(days=1) < now:
            better = str(min(5, int(mark) + 1))
            yield _operation(
                random,
                What.MARK,
                better,
                at + timedelta(days=1),
                expected=1,
                reason="Ошибка при вводе",
                lesson=lesson.pk,
                work=work,
                learner=learner,
            )


def _operation(
    random: Random, what: str, value: str, at: datetime, *, expected: int = 0, reason: str = "", **place
) -> Operation:
    key = UUID(int=random.getrandbits(128), version=4)
    return Operation(key=key, what=what, value=value, expected=expected, reason=reason, at=at, **place)


def _members(year: AcademicYear) -> dict[int, list[tuple[int, date, date | None]]]:
    members = defaultdict(list)
    rows = Membership.objects.filter(group__institution=year.institution).order_by("group_id", "learner_id")
    for group, *row in rows.values_list("group_id", "learner_id", "since", "until"):
        members[group].append(tuple(row))
    return members


def _held(year: AcademicYear, now: datetime) -> dict[int, list[Held]]:
    """Lessons that have begun by ``now``, by journal, in order of time; three reads for the whole year."""
    works = defaultdict(list)
    rows = Work.objects.filter(lesson__journal__year=year).order_by("lesson_id", "position")
    for lesson, work, code in rows.values_list("lesson_id", "pk", "kind__code"):
        works[lesson].append((work, code))
    held = defaultdict(list)
    lessons = Lesson.objects.filter(journal__year=year, date__lte=now.date(), cancelled=False)
    for row in lessons.order_by("journal_id", "date", "number").values_list(
        "journal_id", "pk", "date", "starts", "planned__topic", "planned__homework"
    ):
        journal, pk, day, starts, topic, homework = row
        begins = datetime.combine(day, starts, now.tzinfo)
        if begins <= now:
            held[journal].append(Held(pk, day, begins, tuple(works[pk]), topic or "", homework or ""))
    return held


def _actors(year: AcademicYear) -> dict[int, Person]:
    """The first teacher of every journal."""
    actors = {}
    rows = LessonTeacher.objects.filter(lesson__journal__year=year, substitute=False)
    pairs = (
        rows.order_by("lesson__journal_id", "staff_id").values_list("lesson__journal_id", "staff__person_id").distinct()
    )
    people = Person.objects.in_bulk({person for _journal, person in pairs})
    for journal, person in pairs:
        actors.setdefault(journal, people[person])
    return actors
