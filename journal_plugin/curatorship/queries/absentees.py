"""Who is absent today, by group, whom nobody knows anything about first; a constant number of reads."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.queries import announced_on
from journal_plugin.attendance.signs import look_of
from journal_plugin.core.names import surname_and_name
from journal_plugin.curatorship import rules
from journal_plugin.curatorship.queries.families import phones_of, told_words
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Lesson
from journal_plugin.messaging.queries import Told, told_about
from journal_plugin.people.models import Group, Membership


@dataclass(frozen=True)
class Absentee:
    """A learner who has missed lessons today, ready to print."""

    learner: int
    name: str
    signs: tuple[tuple[int, str, str], ...]
    """(lesson number, sign, classes of its circle) of the lessons that have begun."""
    explained: bool
    excused: bool
    reason: str
    told: str
    phones: tuple[tuple[str, str], ...]
    """(who, phone), only for the learner's own curator."""


@dataclass(frozen=True)
class AbsentGroup:
    """A group that somebody is missing from; those whom nothing explains come first."""

    pk: int
    name: str
    is_own: bool
    learners: tuple[Absentee, ...]
    unexplained: int


@dataclass(frozen=True)
class Absentees:
    """The list of the day."""

    heading: str
    groups: tuple[AbsentGroup, ...]
    watched: int
    """How many groups the reader watches."""


@dataclass(frozen=True)
class _Sign:
    number: int
    code: str
    excused: bool | None
    reason: str
    announced: bool


def absentees_of(user, institution: Institution, now: datetime) -> Absentees:
    """The absentees of a local moment in the groups of ``user``: lessons that have begun; six reads at most."""
    groups = Group.objects.filter(rules.may_open_desk(user), institution=institution)
    names = dict(groups.order_by("sort_key").values_list("pk", "name"))
    signs = _signs(institution, now)
    members = _members(names, signs, now)
    learners = {learner for rows in members.values() for learner, _name in rows}
    own = {pk for pk in names if pk in rules.led_ids(user)}
    phones = phones_of([learner for pk in own for learner, _name in members.get(pk, ())])
    told = told_about(learners, now.date()) if learners else {}
    announced = announced_on(learners, now.date()) if learners else {}
    found = []
    for pk, name in names.items():
        rows = [
            _absentee(learner, who, signs[learner], announced.get(learner, []), told.get(learner), phones, now)
            for learner, who in members.get(pk, ())
        ]
        if rows:
            rows.sort(key=lambda row: row.explained)
            found.append(AbsentGroup(pk, name, pk in own, tuple(rows), sum(not row.explained for row in rows)))
    return Absentees(_heading(found) if found else _nobody(institution, now), tuple(found), len(names))


def _signs(institution: Institution, now: datetime) -> dict[int, list[_Sign]]:
    """Learner -> his signs of absence at the lessons of today that have begun."""
    rows = Attendance.objects.filter(
        lesson__journal__institution=institution,
        lesson__date=now.date(),
        lesson__starts__lte=now.time(),
        lesson__cancelled=False,
        code__in=ABSENT_CODES,
    ).order_by("lesson__number", "lesson")
    signs: dict[int, list[_Sign]] = defaultdict(list)
    for learner, number, code, excused, reason, notice in rows.values_list(
        "learner_id", "lesson__number", "code", "excused", "reason", "notice_id"
    ):
        signs[learner].append(_Sign(number, code, excused, reason, notice is not None))
    return signs


def _members(names: dict[int, str], signs: dict[int, list[_Sign]], now: datetime) -> dict[int, list[tuple[int, str]]]:
    """Group -> (learner, name) of those of its members of today who have a sign, by name."""
    if not signs:
        return {}
    rows = Membership.objects.on(now.date()).filter(group__in=names, learner__in=signs)
    members: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for group, learner, last, first in rows.order_by("learner__person__sort_key", "learner_id").values_list(
        "group_id", "learner_id", "learner__person__last_name", "learner__person__first_name"
    ):
        members[group].append((learner, surname_and_name(last, first)))
    return members


def _absentee(learner, name, signs: list[_Sign], announced, told: Told | None, phones, now: datetime) -> Absentee:
    covered = {sign.number: notice for sign in signs for notice in announced if notice.covers(sign.number)}
    explained = all(sign.excused is not None or sign.number in covered for sign in signs)
    reasons = [sign.reason for sign in signs if sign.reason] + [notice.words for notice in covered.values()]
    return Absentee(
        learner=learner,
        name=name,
        signs=tuple((sign.number, sign.code, look_of(sign.code, announced=sign.announced)) for sign in signs),
        explained=explained,
        excused=all(sign.excused or sign.number in covered for sign in signs),
        reason=reasons[0] if reasons else "",
        told=told_words(told, now) if told and not explained else "",
        phones=tuple(phones.get(learner, ())),
    )


def _nobody(institution: Institution, now: datetime) -> str:
    """What an empty list means: there is nothing to be absent from, or nobody is marked."""
    lessons = Lesson.objects.filter(journal__institution=institution, date=now.date(), cancelled=False)
    first = lessons.aggregate(first=Min("starts"))["first"]
    if first is None:
        return _("No lessons today")
    return _("No absences are marked") if first <= now.time() else _("Lessons have not begun yet")


def _heading(groups: list[AbsentGroup]) -> str:
    people = sum(len(group.learners) for group in groups)
    unexplained = sum(group.unexplained for group in groups)
    said = ngettext("%(n)s learner is absent", "%(n)s learners are absent", people) % {"n": people}
    if not unexplained:
        return _("%(absent)s, all reasons are known") % {"absent": said}
    unknown = ngettext("the reason of %(n)s is unknown", "the reasons of %(n)s are unknown", unexplained)
    return f"{said}, {unknown % {'n': unexplained}}"
