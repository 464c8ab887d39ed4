"""The demo's practice: its leader has planned visits to a hospital and a consultation, some of them behind, none on a holiday."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from journal_plugin.calendar.models import AcademicYear, Holiday
from journal_plugin.curriculum.actions import enter_elements
from journal_plugin.curriculum.cards import ElementCard
from journal_plugin.curriculum.enums import Activity, ElementKind
from journal_plugin.curriculum.models import StudyElement, TeachingAssignment
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.actions import plan_visits
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.visits import Visit, weekly
from journal_plugin.people.enums import GroupKind
from journal_plugin.timetable.enums import VisitKind

NAME = "Производственная практика «Сестринский уход»"
PLACE = "ГБУЗ ПК «Городская больница № 2»"


def plan_practice(*, year: AcademicYear, today: date, random: Random) -> None:
    """The first teacher with a login leads a practice of one of his groups; a school has none."""
    institution = year.institution
    taught = TeachingAssignment.objects.filter(
        group__institution=institution, group__kind=GroupKind.GROUP, staff__person__user__isnull=False
    )
    load = taught.select_related("staff__person__user", "term", "group").order_by("group__sort_key", "pk").first()
    if institution.kind == InstitutionKind.SCHOOL or load is None:
        return
    enter_elements(institution=institution, cards=[ElementCard(NAME, ElementKind.PROFILE_PRACTICE)])
    practice = TeachingAssignment.objects.create(
        term=load.term,
        group=load.group,
        element=StudyElement.objects.get(institution=institution, name=NAME),
        staff=load.staff,
        activity=Activity.PRACTICE,
        hours=36,
        since=load.since,
        until=load.until,
    )
    first = max(load.since, today - timedelta(days=today.weekday() + 12))
    busy = set(Lesson.objects.filter(teachers=load.staff, date__gte=first).values_list("date", "number"))
    days = [first + timedelta(weeks=week) for week in range(4)]
    free = next((n for n in (4, 5, 3, 6) if not busy.intersection((day, n) for day in days)), None)
    if free is not None:
        holidays = Holiday.objects.filter(institution=institution)
        visits = [
            visit
            for visit in weekly(Visit(first, free, VisitKind.VISIT, PLACE, ""), 4)
            if not any(days.since <= visit.day <= days.until for days in holidays)
        ]
        person = load.staff.person
        key = UUID(int=random.getrandbits(128), version=4)
        plan_visits(assignment_id=practice.pk, visits=visits, user=person.user, actor=person, key=key)
