"""Whom to tell of changes of the day: families where and when, teachers what they hold (C05, C06)."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from journal_plugin.lessons.models import DayChange, LessonTeacher
from journal_plugin.messaging.models import ChangeNotice
from journal_plugin.people.models import Guardianship, Learner, Membership, Staff
from journal_plugin.timetable.enums import ChangeKind


class Wanted(NamedTuple):
    """A change to be told to a person (ids): of a learner, or to a teacher."""

    change: int
    person: int
    learner: int | None


def wanted_notices(since: datetime, settled: datetime, today: date) -> list[Wanted]:
    """Changes made in ``since``..``settled`` that stand and are not over, with those who are to know; five reads.

    Learners and guardians are told when a lesson falls out or is elsewhere, not who holds it: that stands in the diary.
    The teachers of the lesson are told the same, a substitute what is given to him; nobody what he has done himself.
    """
    ahead = Q(lesson__date__gte=today) | Q(was_date__gte=today)
    made = DayChange.objects.filter(ahead, at__gte=since, at__lte=settled, undone_at=None).order_by("pk")
    rows = list(
        made.values_list(
            "pk", "kind", "lesson_id", "lesson__journal__group_id", "lesson__date", "by_id", "staff__person_id"
        )
    )
    moved = [row for row in rows if row[1] != ChangeKind.SUBSTITUTE]
    learners = _learners_of({(row[3], row[4]) for row in moved})
    told = _family_of({pk for found in learners.values() for pk in found}, today)
    teachers: dict[int, set[int]] = defaultdict(set)
    held = LessonTeacher.objects.filter(lesson__in={row[2] for row in moved})
    for lesson, person in held.values_list("lesson_id", "staff__person_id"):
        teachers[lesson].add(person)
    wanted = [
        Wanted(change, person, learner)
        for change, _kind, _lesson, group, day, _by, _staff in moved
        for learner in sorted(learners[group, day])
        for person in sorted(told[learner])
    ]
    for change, _kind, lesson, _group, _day, by, staff in rows:
        persons = ({staff} if staff else teachers[lesson]) - {by}
        wanted += [Wanted(change, person, None) for person in sorted(persons)]
    return wanted


def _learners_of(places: set[tuple[int, date]]) -> dict[tuple[int, date], set[int]]:
    """(Group, day) -> learners who are in the group on that day; one read."""
    found: dict[tuple[int, date], set[int]] = defaultdict(set)
    members = Membership.objects.filter(group__in={group for group, _day in places})
    for group, learner, first, last in members.values_list("group_id", "learner_id", "since", "until"):
        for place in places:
            if place[0] == group and first <= place[1] and (last is None or last >= place[1]):
                found[place].add(learner)
    return found


def _family_of(learners: set[int], today: date) -> dict[int, set[int]]:
    """Learner -> himself and his guardians, of those who study today; two reads."""
    own = dict(Learner.objects.on(today).filter(pk__in=learners).values_list("pk", "person_id"))
    told: dict[int, set[int]] = defaultdict(set, {learner: {person} for learner, person in own.items()})
    guardians = Guardianship.objects.on(today).filter(learner__in=own)
    for learner, person in guardians.values_list("learner_id", "guardian_id"):
        told[learner].add(person)
    return told


def known_notices(changes: set[int]) -> set[Wanted]:
    """What has been told of these changes."""
    rows = ChangeNotice.objects.filter(change__in=changes)
    return {Wanted(*row) for row in rows.values_list("change_id", "person_id", "learner_id")}


def of_undone_changes() -> QuerySet[ChangeNotice]:
    """Notices that stand although their change has been undone."""
    return ChangeNotice.objects.filter(withdrawn_at=None, change__undone_at__isnull=False)


def still_theirs(today: date) -> QuerySet[ChangeNotice]:
    """Notices whose person has an address and is today what he was told them as: learner, guardian, member of staff."""
    guards = Guardianship.objects.on(today).filter(guardian=OuterRef("person"), learner=OuterRef("learner"))
    institution = OuterRef("change__lesson__journal__group__institution")
    staff = Staff.objects.on(today).filter(person=OuterRef("person"), institution=institution)
    theirs = Q(person=F("learner__person")) | Q(Exists(guards)) | Q(Exists(staff), learner=None)
    return ChangeNotice.objects.filter(theirs, person__email__gt="")
