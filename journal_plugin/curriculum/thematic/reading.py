"""Rows of a table of topics as sections, topics and lessons (pure)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.translation import gettext as _

from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.thematic.cards import DraftLesson, DraftSection, DraftTopic, Fault, Line, Reading
from journal_plugin.curriculum.thematic.columns import Column, Heading, heading_of

MAX_LESSONS, MAX_HOURS, MAX_TOPIC, MAX_TITLE, MAX_HOMEWORK = 1_000, 12, 500, 255, 2_000

_SECTION = re.compile(r"^(раздел|модуль|глава|блок|часть)\s*№?\s*[\dIVX]+\b|^(мдк|пм)[\s.]*\d", re.IGNORECASE)
_TOPIC = re.compile(r"^тема\s*№?\s*\d", re.IGNORECASE)
_TOTAL = re.compile(r"^(итого|всего)\b", re.IGNORECASE)
_PRACTICE = re.compile(r"практи[чк]|лаборатор", re.IGNORECASE)
_PRACTICE_TOPIC = re.compile(r"^(практическ|лабораторн)\w+\s+(работ|занят)", re.IGNORECASE)
_CONSULTATION = re.compile(r"консульт", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_HOURS = re.compile(r"^(\d+)(?:[.,]0+)?\s*(?:ч\w*\.?)?$", re.IGNORECASE)
_CODE = re.compile(r"\d+(?:\.\d+)*")


class _Kind(Enum):
    SECTION = auto()
    TOPIC = auto()
    LESSON = auto()


@dataclass
class _State:
    """What is read so far."""

    usual_hours: int
    kinds: Mapping[str, str]
    lessons: list[tuple[str, str, DraftLesson]] = field(default_factory=list)
    """(section, topic, lesson)."""
    errors: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    totals: list[tuple[str, int]] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)


def read_plan(tables: Sequence[Sequence[Line]], *, usual_hours: int, kinds: Mapping[str, str], title: str) -> Reading:
    """The plan in ``tables``; one without a heading goes on with the columns of the table before it.

    ``kinds``: name or sign of a kind of work, casefolded -> its sign. ``usual_hours`` is taken where a row has none.
    ``title`` names the section of lessons that stand in none.
    """
    state = _State(usual_hours, kinds)
    heading: Heading | None = None
    headings: dict[str, bool] = {}
    for table in tables:
        own = heading_of(table)
        known = own or heading
        if known is None or (own is None and table and len(table[0].cells) != len(known.names)):
            continue
        heading = known
        used = set(known.places.values())
        for at, name in enumerate(known.names):
            if name:
                headings[name] = headings.get(name, False) or at in used
        _read_table(state, known, table[own.first + own.rows :] if own else table)
    _close(state)
    return Reading(
        sections=_gathered(state.lessons, title),
        taken=tuple(name for name, used in headings.items() if used),
        left=tuple(name for name, used in headings.items() if not used),
        errors=tuple(state.errors[:MAX_LESSONS]),
        remarks=tuple(state.remarks[:MAX_LESSONS]),
    )


def _read_table(state: _State, heading: Heading, lines: Iterable[Line]) -> None:
    section = topic = ""
    rows = [(line, _kind(heading, line)) for line in lines if _tells(state, heading, line)]
    for at, (line, told) in enumerate(rows):
        follows = rows[at + 1][1] if at + 1 < len(rows) else _Kind.SECTION
        kind = _Kind.LESSON if told == _Kind.TOPIC and follows != _Kind.LESSON and _hours_given(heading, line) else told
        text = next(cell for cell in line.cells if cell)
        if kind == _Kind.SECTION:
            section, topic = _title(state, line, _words(line, text)), ""
        elif kind == _Kind.TOPIC:
            topic = _title(state, line, _words(line, text))
        else:
            section = _title(state, line, heading.cell(line, Column.SECTION)) or section
            topic = _title(state, line, heading.cell(line, Column.TOPIC)) or topic
            lesson = _lesson(state, heading, line)
            if lesson:
                state.lessons.append((section, topic, lesson))


def _words(line: Line, first: str) -> str:
    """The text of a title row: that which has words, where a number stands before it."""
    return next((cell for cell in line.cells if re.search(r"[^\W\d]{3}", cell)), first)


def _tells(state: _State, heading: Heading, line: Line) -> bool:
    """Whether a row is a title or a lesson: not empty, not a heading again, not «1 2 3», not a sum, which is kept."""
    texts = [cell for cell in line.cells if cell]
    if not texts or line.cells == heading.names:
        return False
    numbers = [*dict.fromkeys(line.cells)]
    if len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]:
        return False
    if any(_TOTAL.match(text) for text in texts):
        hours = _HOURS.match(heading.cell(line, Column.HOURS))
        if hours:
            state.totals.append((line.where, int(hours[1])))
        return False
    return True


def _kind(heading: Heading, line: Line) -> _Kind:
    text = heading.cell(line, Column.LESSON)
    texts = [cell for cell in line.cells if cell]
    first = texts[0]
    if _SECTION.match(text) or _SECTION.match(first):
        return _Kind.SECTION
    numbered = heading.cell(line, Column.NUMBER)[:1].isdigit()
    if not numbered and (_TOPIC.match(text) or _TOPIC.match(first)):
        return _Kind.TOPIC
    columns = (Column.HOURS, Column.THEORY, Column.PRACTICE)
    timed = {heading.places[column] for column in columns if column in heading.places}
    said = {cell for at, cell in enumerate(line.cells) if cell and at not in timed}
    merged = len(texts) > 1 and len(set(texts)) == 1
    alone = len(said) <= 1 and not numbered and (timed or Column.NUMBER in heading.places)
    if alone and (merged or not _hours_given(heading, line)):
        return _Kind.SECTION
    return _Kind.LESSON


def _hours_given(heading: Heading, line: Line) -> bool:
    return any(heading.cell(line, column) for column in (Column.HOURS, Column.THEORY, Column.PRACTICE))


def _lesson(state: _State, heading: Heading, line: Line) -> DraftLesson | None:
    topic = " ".join(heading.cell(line, Column.LESSON).split())
    if not topic:
        state.errors.append(Fault(line.where, _("No topic of the lesson.")))
        return None
    if len(topic) > MAX_TOPIC:
        text = _("The topic is longer than %(most)s characters. Shorten it.") % {"most": MAX_TOPIC}
        state.errors.append(Fault(line.where, text))
        return None
    if len(heading.cell(line, Column.HOMEWORK)) > MAX_HOMEWORK:
        text = _("The homework is longer than %(most)s characters. Shorten it.") % {"most": MAX_HOMEWORK}
        state.errors.append(Fault(line.where, text))
        return None
    hours, practice = _hours(state, heading, line)
    if hours is None:
        return None
    activity = Activity.PRACTICE if practice or _PRACTICE_TOPIC.match(topic) else Activity.THEORY
    told = heading.cell(line, Column.ACTIVITY)
    if _CONSULTATION.search(told) or _CONSULTATION.match(topic):
        activity = Activity.CONSULTATION
    elif _PRACTICE.search(told):
        activity = Activity.PRACTICE

    def given(column: Column) -> str | None:
        return heading.cell(line, column) if column in heading.places else None

    materials, codes = given(Column.MATERIALS), given(Column.CODES)
    return DraftLesson(
        where=line.where,
        topic=topic,
        hours=hours,
        activity=activity,
        work_kind=_work(state, given(Column.WORK)),
        homework=given(Column.HOMEWORK),
        materials=None if materials is None else tuple(_materials(materials)),
        codes=None if codes is None else tuple(_CODE.findall(codes)),
    )


def _hours(state: _State, heading: Heading, line: Line) -> tuple[int | None, bool]:
    """Academic hours of a row, and whether they are hours of practice only; None after an error."""
    found: dict[Column, int] = {}
    for column in (Column.HOURS, Column.THEORY, Column.PRACTICE):
        text = heading.cell(line, column)
        number = _HOURS.match(text)
        if number:
            found[column] = int(number[1])
        elif any(sign.isalnum() for sign in text):
            told = _("The hours are not a whole number: %(text)s.") % {"text": text[:40]}
            state.errors.append(Fault(line.where, told))
            return None, False
    parts = found.get(Column.THEORY, 0) + found.get(Column.PRACTICE, 0)
    hours = found.get(Column.HOURS, 0) or parts
    if not hours:
        told = _("No hours in the row: %(hours)s are taken.") % {"hours": state.usual_hours}
        state.remarks.append(Fault(line.where, told))
        hours = state.usual_hours
    if hours > MAX_HOURS:
        told = _("%(hours)s hours in one lesson. A row is one lesson, of at most %(most)s hours: make several rows.")
        state.errors.append(Fault(line.where, told % {"hours": hours, "most": MAX_HOURS}))
        return None, False
    return hours, bool(found.get(Column.PRACTICE)) and not found.get(Column.THEORY)


def _work(state: _State, text: str | None) -> str | None:
    if text is None:
        return None
    told = " ".join(text.split())
    sign = state.kinds.get(told.casefold().rstrip("."), "")
    if any(letter.isalnum() for letter in told) and not sign:
        state.unknown[told[:60]] = None
    return sign


def _materials(text: str) -> Iterator[tuple[str, str]]:
    """(title, address) for each line: what is not the address is its title."""
    for row in text.splitlines():
        address = _ADDRESS.search(row)
        url = address[0].rstrip(".)") if address else ""
        title = " ".join((row.replace(url, " ") if url else row).split()).strip(" -–—:;,.")[:200]
        if url:
            yield title or url.split("/")[2][:200], url
        elif any(sign.isalnum() for sign in title):
            yield title, ""


def _title(state: _State, line: Line, text: str) -> str:
    title = " ".join(text.split())
    if len(title) > MAX_TITLE:
        told = _("The title is longer than %(most)s characters. Shorten it.") % {"most": MAX_TITLE}
        state.errors.append(Fault(line.where, told))
    return title[:MAX_TITLE]


def _close(state: _State) -> None:
    """What only the whole tells: too many lessons, a sum that differs, kinds of work that are not known."""
    if len(state.lessons) > MAX_LESSONS:
        told = _("The table has %(number)s lessons, the largest programme has %(most)s. Send it in parts.")
        state.errors.append(Fault("", told % {"number": len(state.lessons), "most": MAX_LESSONS}))
        del state.lessons[MAX_LESSONS:]
    hours = sum(lesson.hours for _section, _topic, lesson in state.lessons)
    if state.totals and hours not in {total for _where, total in state.totals} and not state.errors:
        where, total = max(state.totals, key=lambda one: one[1])
        told = _("The table says %(total)s hours in all, its lessons add up to %(hours)s.")
        state.remarks.append(Fault(where, told % {"total": total, "hours": hours}))
    if state.unknown:
        told = _("No such kinds of work in the directory, left out: %(names)s.") % {"names": "; ".join(state.unknown)}
        state.remarks.append(Fault("", told))


def _gathered(rows: Sequence[tuple[str, str, DraftLesson]], title: str) -> tuple[DraftSection, ...]:
    """Neighbouring lessons of one section and topic together, in their order; a lesson without a topic is its section's."""
    sections: list[tuple[str, list[tuple[str, list[DraftLesson]]]]] = []
    for section, topic, lesson in rows:
        over = section or title
        if not sections or sections[-1][0] != over:
            sections.append((over, []))
        topics = sections[-1][1]
        under = topic or over
        if not topics or topics[-1][0] != under:
            topics.append((under, []))
        topics[-1][1].append(lesson)
    return tuple(
        DraftSection(name, tuple(DraftTopic(under, tuple(lessons)) for under, lessons in topics))
        for name, topics in sections
    )
