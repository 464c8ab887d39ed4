"""What every lesson of some days keeps busy: teachers, rooms, learners; which days are closed, which numbers have bells."""

from collections import defaultdict
from datetime import date, time

from journal_plugin.calendar.models import Holiday
from journal_plugin.calendar.queries import bell_times, default_mode
from journal_plugin.core.spans import covers, days_between
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Room
from journal_plugin.lessons.clashes import Taken
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher
from journal_plugin.people.models import Group, Membership

Spells = dict[int, list[tuple[int, date, date | None]]]
"""Group -> (learner, since, until)."""


def occupied(institution_id: int, first: date, last: date) -> tuple[Taken, ...]:
    """The lessons of the institution that are held from ``first`` to ``last``, in order of time; three reads."""
    lessons = Lesson.objects.filter(
        journal__institution=institution_id, date__range=(first, last), cancelled=False
    ).order_by("date", "number", "pk")
    rows = list(
        lessons.values_list(
            "pk",
            "journal_id",
            "date",
            "number",
            "starts",
            "ends",
            "journal__group_id",
            "journal__group__parent_id",
            "journal__group__name",
            "journal__element_id",
            "journal__element__name",
            "room_id",
        )
    )
    teachers = busy_teachers(institution_id, first, last)
    spells = _spells({row[6] for row in rows}, first, last)
    known: dict[tuple[int, date], frozenset[int]] = {}
    found = []
    for pk, journal, day, number, starts, ends, group, parent, name, element, title, room in rows:
        if (group, day) not in known:
            known[group, day] = frozenset(who for who, since, until in spells[group] if covers(since, until, day))
        held = teachers.get(pk, frozenset())
        found.append(
            Taken(
                *(pk, journal, day, number, starts, ends, group, parent or group, name, element, title, room),
                teachers=held,
                learners=known[group, day],
            )
        )
    return tuple(found)


def busy_teachers(institution_id: int, first: date, last: date, lesson: int = 0) -> dict[int, frozenset[int]]:
    """Lesson -> the staff whom it keeps busy: its substitutes where there are any, else its teachers; one read.

    Of all lessons that are held on those days, or of the one with that id, held or not.

    Where several teachers hold a lesson together, a substitute of one leaves the others busy: it is not told which.
    """
    rows = LessonTeacher.objects.filter(lesson__journal__institution=institution_id, lesson__date__range=(first, last))
    rows = rows.filter(lesson=lesson) if lesson else rows.filter(lesson__cancelled=False)
    own: dict[int, set[int]] = defaultdict(set)
    instead: dict[int, set[int]] = defaultdict(set)
    for lesson, staff, substitute in rows.values_list("lesson_id", "staff_id", "substitute"):
        (instead if substitute else own)[lesson].add(staff)
    return {
        lesson: frozenset(instead[lesson] | own[lesson])
        if len(own[lesson]) > 1
        else frozenset(instead[lesson] or own[lesson])
        for lesson in {*own, *instead}
    }


def _spells(groups: set[int], first: date, last: date) -> Spells:
    spells: Spells = defaultdict(list)
    rows = Membership.objects.between(first, last).filter(group__in=groups)
    for group, learner, since, until in rows.values_list("group_id", "learner_id", "since", "until"):
        spells[group].append((learner, since, until))
    return spells


def learners_on(group_id: int, day: date) -> frozenset[int]:
    """Who is in the group or part on ``day``; one read."""
    return frozenset(Membership.objects.on(day).filter(group=group_id).values_list("learner_id", flat=True))


def taken_by(lesson: Lesson) -> Taken:
    """``lesson`` (with journal, group, element) with what it keeps busy as it stands, also where it is cancelled; two reads."""
    journal = lesson.journal
    held = busy_teachers(journal.institution_id, lesson.date, lesson.date, lesson.pk)
    return Taken(
        lesson=lesson.pk,
        journal=journal.pk,
        date=lesson.date,
        number=lesson.number,
        starts=lesson.starts,
        ends=lesson.ends,
        group=journal.group_id,
        whole=journal.group.parent_id or journal.group_id,
        group_name=journal.group.name,
        element=journal.element_id,
        element_name=journal.element.name,
        room=lesson.room_id,
        teachers=held.get(lesson.pk, frozenset()),
        learners=learners_on(journal.group_id, lesson.date),
    )


def shared_room_ids(institution_id: int) -> frozenset[int]:
    """Rooms without a capacity: wards and grounds that hold several groups at once; one read."""
    rooms = Room.objects.filter(institution=institution_id, capacity=None)
    return frozenset(rooms.values_list("pk", flat=True))


def bells_of(group: Group) -> dict[int, tuple[time, time]]:
    """Lesson number -> (starts, ends) by the mode of stay of the group, or of the one of which it is a part."""
    mode = group.mode or (group.parent.mode if group.parent else None)
    return bell_times(group.institution)[mode.name if mode else ""]


def closed_days(journal: Journal, first: date, last: date) -> dict[date, str]:
    """Days without lessons for the journal's group -> the name of the holiday; empty after its last study weekday.

    Three reads.
    """
    group, institution = journal.group, journal.group.institution
    whole = group.parent or group
    mode = group.mode or whole.mode or default_mode(institution)
    last_weekday = mode.last_weekday if mode else Weekday.SATURDAY
    studied = Curriculum.groups.through.objects.filter(group=whole.pk, curriculum__year=journal.year_id)
    programmes = set(studied.values_list("curriculum__programme_id", flat=True))
    closed = {day: "" for day in days_between(first, last) if day.isoweekday() > last_weekday}
    rows = Holiday.objects.filter(institution=institution, since__lte=last, until__gte=first)
    for name, since, until, course, programme in rows.values_list("name", "since", "until", "course", "programme_id"):
        if course in (None, whole.course) and (programme is None or programme in programmes):
            closed |= dict.fromkeys(days_between(max(since, first), min(until, last)), name)
    return closed
