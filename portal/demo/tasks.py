"""The demo's tasks: given, handed in, returned, accepted with marks, through the rooms' own actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import Q

from journal_plugin.assignments.actions import give_task, hand_in
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.assignments.queries.board import learners_of
from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.files.sent import Sent, take
from journal_plugin.gradebook.checking import check_work
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Learner, Person

MOST_JOURNALS = 3
"""Of each kind."""
_TEACHERS = ("П24", "У04")
"""The teachers who may be tried."""
_ANSWERS = (
    "Сделал все задания, решение во вложении.",
    "Ответы на вопросы 1–6. В пятом сомневаюсь.",
    "Прикладываю конспект и примеры.",
)
_REMARKS = ("В третьем примере потерян знак, исправьте.", "Нет вывода: допишите два предложения.", "Назовите источник.")
_PRAISE = ("", "Хорошо.", "Аккуратно и полно.", "")


@dataclass(frozen=True)
class _Given:
    """A lesson at which a task is given, its teacher and what it was about."""

    lesson: Lesson
    teacher: Person
    topic: str


def give_tasks(
    *,
    year: AcademicYear,
    now: datetime,
    random: Random,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> int:
    """Tasks in the journals that are shown first; returns how many."""
    journals = _journals(year)
    given = 0
    for done, journal in enumerate(journals, start=1):
        lessons = list(_lessons(journal, now))
        if lessons:
            given += _past(lessons[-1], now, random) + _ahead(lessons[0], now, random, journal)
        progress(done, len(journals))
    return given


def _journals(year: AcademicYear) -> list[Journal]:
    """Of the group of the learner who may be tried, and of the teachers who may."""
    first = Learner.objects.filter(institution=year.institution, external_id__endswith="0001")
    read = Q(group__memberships__learner__in=first)
    taught = Q(lessons__teachers__external_id__in=_TEACHERS)
    found: dict[int, Journal] = {}
    for rule in (read, taught):
        journals = Journal.objects.filter(rule, year=year).distinct().order_by("pk")
        found |= {journal.pk: journal for journal in journals[:MOST_JOURNALS]}
    return list(found.values())


def _lessons(journal: Journal, now: datetime) -> Iterator[_Given]:
    """Held lessons of the last twelve days with a column, the latest first."""
    rows = journal.lessons.filter(
        cancelled=False, date__lt=now.date(), date__gte=now.date() - timedelta(days=12), works__isnull=False
    ).distinct()
    for lesson in rows.select_related("planned").order_by("-date", "-number"):
        held = lesson.lesson_teachers.filter(substitute=False).select_related("staff__person").order_by("pk").first()
        if held:
            topic = lesson.planned.topic if lesson.planned else lesson.topic
            yield _Given(lesson, held.staff.person, topic or "Повторение")


def _past(given: _Given, now: datetime, random: Random) -> int:
    """A task that is due already: most have handed in, most is checked."""
    lesson = given.lesson
    at = datetime.combine(lesson.date, lesson.ends, now.tzinfo)
    due = min(lesson.date + timedelta(days=5), now.date())
    task = give_task(
        lesson=lesson,
        actor=given.teacher,
        key=_key(random),
        title=f"Вопросы и задачи: {given.topic}"[:200],
        text="Ответьте на вопросы из файла. Решение можно сфотографировать или набрать.",
        due=due,
        kind_id=lesson.works.order_by("position").values_list("kind_id", flat=True)[0],
        files=[_file("Вопросы к теме.txt", f"{given.topic}\n\n1. Назовите главное.\n2. Приведите пример.\n")],
        now=at,
    )
    people = Learner.objects.select_related("person").in_bulk([pk for pk, _name in learners_of(task)])
    for pk, learner in sorted(people.items()):
        if random.random() < 0.85:
            _work(task, learner, given.teacher, at, now, random, is_first=pk == min(people))
    return 1


def _work(
    task: Task, learner: Learner, teacher: Person, at: datetime, now: datetime, random: Random, *, is_first: bool
) -> None:
    """One learner's work; the first one's is returned, handed in again and accepted."""
    sent = at + (now - at) * random.uniform(0.1, 0.7)
    work = _handed_in(task, learner, sent, random)
    checked = sent + (now - sent) / 3
    if is_first or random.random() < 0.15:
        remark = random.choice(_REMARKS)
        _say(work, teacher, State.RETURNED, remark, "", checked, random)
        if not is_first:
            return
        work = _handed_in(task, learner, checked + (now - checked) / 3, random)
        checked += (now - checked) / 2
    if is_first or random.random() < 0.75:
        mark = random.choice("54354")
        _say(
            work,
            teacher,
            State.ACCEPTED,
            random.choice(_PRAISE),
            mark if _is_free(task, learner) else "",
            checked,
            random,
        )


def _handed_in(task: Task, learner: Learner, at: datetime, random: Random) -> Submission:
    return hand_in(
        task=task,
        learner=learner,
        actor=learner.person,
        key=_key(random),
        text=random.choice(_ANSWERS),
        files=[_file("Ответ.txt", f"{learner.person.list_name}\n\n1. …\n2. …\n")] if random.random() < 0.6 else (),
        now=at,
    )


def _say(work: Submission, teacher: Person, state: str, comment: str, mark: str, at: datetime, random: Random) -> None:
    said = {"comment": comment, "mark": mark, "seen": 0, "key": _key(random), "now": at}
    check_work(submission=work, actor=teacher, state=state, **said)


def _is_free(task: Task, learner: Learner) -> bool:
    """Whether a mark may land: none stands there, and the learner was at the lesson."""
    marked = Mark.objects.filter(work=task.work_id, learner=learner).exists()
    absent = Attendance.objects.filter(lesson=task.lesson_id, learner=learner, code__in=ABSENT_CODES).exists()
    return not (marked or absent)


def _ahead(given: _Given, now: datetime, random: Random, journal: Journal) -> int:
    """A task that is still ahead, and something to read for one learner alone."""
    lesson = given.lesson
    at = datetime.combine(lesson.date, lesson.ends, now.tzinfo)
    due = now.date() + timedelta(days=random.randint(2, 5))
    fields = {"lesson": lesson, "actor": given.teacher, "due": due, "now": at}
    give_task(
        key=_key(random),
        title="Конспект к следующему занятию",
        text="Две страницы от руки или набранный текст. Приложите фотографию или файл.",
        **fields,
    )
    first = Learner.objects.filter(memberships__group=journal.group_id, external_id__endswith="0001").first()
    if first is None or not _is_member(first, journal, lesson.date):
        return 1
    give_task(
        key=_key(random),
        title="Повторить прошлую тему",
        text="Разберите ещё раз примеры из конспекта: начнём с них следующее занятие.",
        answered=False,
        learners=[first.pk],
        **fields,
    )
    return 2


def _is_member(learner: Learner, journal: Journal, day: date) -> bool:
    return learner.memberships.on(day).filter(group=journal.group_id).exists()


def _file(name: str, text: str) -> Sent:
    return take(ContentFile(text.encode(), name))


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
