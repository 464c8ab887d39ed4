"""Named reads of the register's frame."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.queries import RoleHolder, Roles, can_be_prepared, roles_of
from journal_plugin.core.names import initials
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.enums import EntryDue
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.enums import CorrectionState, JournalKind, What
from journal_plugin.lessons.models import Change, Correction, Journal, Lesson
from journal_plugin.lessons.openings import Openings, opened
from journal_plugin.lessons.rules import (
    journals_controlled_by,
    journals_entered_by,
    lessons_written_by,
    may_control_journal,
    may_read_journal,
    with_rights,
)
from journal_plugin.people.models import Group

TOPIC_OF_PLAN = Coalesce("planned__topic", "visit__topic")
"""The topic that is meant for a lesson: by the thematic plan, or by the schedule of a practice (B10, B11)."""


@dataclass(frozen=True)
class Glance:
    """What decides whether a page of a journal has to be made anew; ``settings`` are those that pages depend on."""

    pk: int
    version: int
    group: int
    course: int
    year: int
    year_since: date
    year_until: date
    whole: bool
    kind: str
    time_zone: str
    closed_at: datetime | None
    """Since when the journal's year is closed: its pages are read only."""
    settings: tuple

    @property
    def is_marked(self) -> bool:
        """Marks and homework are kept in the journal (D17)."""
        return self.kind != JournalKind.UNMARKED

    def today(self) -> date:
        """Today's date at the institution."""
        return datetime.now(ZoneInfo(self.time_zone)).date()


_FACTS = (
    "pk",
    "version",
    "group_id",
    "group__course",
    "year_id",
    "year__since",
    "year__until",
    "whole",
    "kind",
    "institution__time_zone",
    "year__closed_at",
)
_SETTINGS = (
    "mark_window_days",
    "final_window_days",
    "entry_due",
    "absence_due",
    "written_due_days",
    "monitoring_due_days",
    "final_due",
    "attestation_due_days",
    "correction_days",
    "monthly_marks",
    "least_marks",
    "owed_allowed",
    "weighted_average",
)


@lru_cache(maxsize=512)
def _glances(roles: Roles) -> Prepared:
    """The door's query for everybody with these roles."""
    return Prepared(partial(_look, roles), int, int, timezone.localdate)


def _look(roles: Roles, user: int, journal: int):
    reader = RoleHolder(user, roles)
    facts = (*_FACTS, *(f"institution__settings__{name}" for name in _SETTINGS))
    return with_rights(reader).filter(may_read_journal(reader), pk=journal).values_list(*facts)


def glance(user, pk: int) -> Glance | None:
    """The journal as ``user`` may read it, by the same rule as the door; None for a stranger. One read."""
    roles = roles_of(user)
    rows = _glances(roles).rows(user.pk, pk) if can_be_prepared(roles) else list(_look(roles, user.pk, pk))
    return Glance(*rows[0][: len(_FACTS)], settings=rows[0][len(_FACTS) :]) if rows else None


def journal_behind(look: Glance) -> Journal:
    """The journal that the glance has let its reader see, with what its pages need; ``whole`` as the glance says."""
    journal = Journal.objects.select_related("institution__settings", "group", "element", "year").get(pk=look.pk)
    journal.whole = look.whole  # type: ignore[attr-defined]
    return journal


_OPENINGS = Prepared(
    lambda journal, day: (
        Correction.objects.filter(journal=journal, state=CorrectionState.OPENED, until__gte=day)
        .order_by("pk")
        .values_list(
            "lesson_id",
            "learner_id",
            "term_id",
            "until",
            "decided_by__last_name",
            "decided_by__first_name",
            "decided_by__patronymic",
            "reason",
        )
    ),
    int,
    date,
)


def openings_of(journal: int, day: date) -> Openings:
    """The leaves to correct that are in force in the journal on ``day``; one read."""
    rows = _OPENINGS.rows(journal, day)
    return opened((*row[:4], initials(*row[4:7]), row[7]) for row in rows)


def controls(user, journal: Journal) -> bool:
    """Whether ``user`` opens shut places of the journal for correction; one read."""
    return Journal.objects.filter(may_control_journal(user), pk=journal.pk).exists()


def writes_place(person_id: int, journal_id: int, lesson_id: int | None) -> bool:
    """Whether a person writes the lesson, or without one anything in the journal; one read."""
    if lesson_id is None:
        return journals_entered_by(person_id).filter(pk=journal_id).exists()
    return Lesson.objects.filter(lessons_written_by(person_id), journal=journal_id, pk=lesson_id).exists()


def another_controls(person_id: int, journal_id: int) -> bool:
    """Whether somebody else, with a login to do it, opens shut places of the journal today; one read."""
    who: Any = OuterRef(OuterRef("person"))
    controlled = Journal.objects.filter(journals_controlled_by(who), pk=journal_id)
    held = RoleAssignment.objects.on(timezone.localdate()).filter(Exists(controlled), person__user__is_active=True)
    return held.exclude(person=person_id).exists()


def shifted_at(journals: Iterable[int]) -> set[int]:
    """The lessons at which the plan of their journals stands shifted: the history's last word of them; one read."""
    said = Change.objects.filter(journal__in=list(journals), what=What.PLAN).order_by("seq")
    return {lesson for lesson, planned in dict(said.values_list("lesson_id", "new")).items() if not planned}


def _day_ends(families: list[int], since: date, until: date):
    groups = Group.objects.filter(Q(pk__in=families) | Q(parent__in=families)).order_by().values("pk")
    lessons = Lesson.objects.filter(journal__group__in=groups, date__range=(since, until), cancelled=False)
    days = lessons.annotate(family=Coalesce("journal__group__parent_id", "journal__group_id")).order_by()
    return days.values("family", "date").annotate(last=Max("ends")).values_list("family", "date", "last")


_DAY_ENDS = Prepared(_day_ends, [int], date, date)


def day_ends(
    settings: InstitutionSettings, families: Collection[int], since: date, until: date
) -> dict[tuple[int, date], time]:
    """(group, day) -> when its learners go home: the end of the last lesson of the group and its parts.

    ``families`` are whole groups, never their parts. One read where entries are due an hour after it (W4), else none.
    """
    if EntryDue.HOUR not in (settings.entry_due, settings.absence_due):
        return {}
    return {(family, day): ends for family, day, ends in _DAY_ENDS.rows(families, since, until)}
