"""The absences of one learner, for the page of reasons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from journal_plugin.attendance.queries import GroupAttendance, LessonRow, Member, register_of
from journal_plugin.attendance.signs import CIRCLES
from journal_plugin.attendance.totals import spells
from journal_plugin.people.models import Group

REASON_DAYS = 62
"""How far back the page of reasons looks: this month and the last."""

SHOWN = 6
"""So many lessons of one absence are listed at once, the others by a touch."""


@dataclass(frozen=True)
class MissedLesson:
    """A missed lesson of a learner, for the page of reasons; ``look`` is the class of its sign's circle."""

    lesson: int
    day: date
    number: int
    element: str
    hours: int
    code: str
    look: str
    known: bool
    excused: bool
    reason: str
    version: int

    @property
    def key(self) -> str:
        """The lesson and the version of its reason, as the form sends them back."""
        return f"{self.lesson}:{self.version}"


@dataclass(frozen=True)
class Spell:
    """Missed lessons without an attended one between them."""

    since: date
    until: date
    hours: int
    lessons: tuple[MissedLesson, ...]
    unknown: int


@dataclass(frozen=True)
class SpellCard:
    """A spell on the page: its number, its lessons as (lesson, ticked): those listed at once, and the others."""

    number: int
    spell: Spell
    first: tuple[tuple[MissedLesson, bool], ...]
    others: tuple[tuple[MissedLesson, bool], ...]

    @property
    def all_ticked(self) -> bool:
        """Every one of the others is ticked."""
        return all(ticked for _lesson, ticked in self.others)


@dataclass(frozen=True)
class Cards:
    """The spells that the page lists openly, and the folded ones: without a reason, with one."""

    open: tuple[SpellCard, ...]
    waiting: tuple[SpellCard, ...]
    known: tuple[SpellCard, ...]


def cards_of(spells: tuple[Spell, ...], ticked: Collection[str]) -> Cards:
    """Open are the spells with a ticked lesson; the latest where nothing is ticked."""
    cards = [_card(number, spell, ticked) for number, spell in enumerate(spells, 1)]
    opened = [card for card in cards if any(lesson.key in ticked for lesson in card.spell.lessons)] or cards[:1]
    folded = [card for card in cards if card not in opened]
    return Cards(
        tuple(opened),
        tuple(card for card in folded if card.spell.unknown),
        tuple(card for card in folded if not card.spell.unknown),
    )


def _card(number: int, spell: Spell, ticked: Collection[str]) -> SpellCard:
    lessons = tuple((lesson, lesson.key in ticked) for lesson in spell.lessons)
    # One lesson alone is not worth a fold.
    first = SHOWN if len(lessons) > SHOWN + 1 else len(lessons)
    return SpellCard(number, spell, lessons[:first], lessons[first:])


def spells_of(group: Group, learner: int, today: date) -> tuple[str, tuple[Spell, ...]] | None:
    """The learner's name and his spells of absence, latest first; None where he was not in the group. Three reads."""
    register = register_of(group.pk, today - timedelta(days=REASON_DAYS), today, today=today)
    member = next((each for each in register.members if each.pk == learner), None)
    if member is None:
        return None
    lessons = register.lessons_of(member)
    runs = [[lessons[index] for index in run] for run in spells(register.attended(member))]
    return member.name, tuple(_spell(register, member, run) for run in reversed(runs))


def _spell(register: GroupAttendance, member: Member, run: list[LessonRow]) -> Spell:
    rows = tuple(
        MissedLesson(
            lesson.pk,
            lesson.day,
            lesson.number,
            lesson.element,
            lesson.hours,
            absence.code,
            CIRCLES[absence.code],
            absence.excused is not None,
            bool(absence.excused),
            absence.reason,
            absence.reason_version,
        )
        for lesson in run
        if (absence := register.absence(lesson, member))
    )
    return Spell(run[0].day, run[-1].day, sum(lesson.hours for lesson in run), rows, sum(not row.known for row in rows))
