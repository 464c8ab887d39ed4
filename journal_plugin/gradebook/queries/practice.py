"""The practices of a year and their schedules of consultations and visits (B11)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery, Sum

from journal_plugin.core import dates
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.enums import PRACTICES
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.rules import may_plan_visits
from journal_plugin.timetable.enums import VisitKind
from journal_plugin.timetable.models import PracticeVisit


@dataclass(frozen=True)
class Practice:
    """A practice of a group under its leader: hours by load, by the schedule and held so far."""

    pk: int
    title: str
    leader: str
    days: str
    load: int
    planned: int
    held: int
    journal: int | None


@dataclass(frozen=True)
class VisitLine:
    """An entry of the schedule; ``written``: its topic stands in the journal."""

    pk: int
    lesson: int
    journal: int
    day: str
    number: int
    times: str
    topic: str
    detail: str
    """What is done and where, as far as the topic does not say it."""
    cancelled: bool
    is_past: bool
    written: bool


def practices_of(user, institution: Institution, today: date) -> tuple[Practice, ...]:
    """The practices of the current year whose schedules ``user`` keeps, with the hours of each; one read."""
    rows = _practices(user, today).filter(group__institution=institution).order_by("since", "group__sort_key", "pk")
    return tuple(practice_line(row, today) for row in rows)


def has_practices(user, today: date) -> bool:
    """Whether there is one; one read."""
    return _practices(user, today).exists()


def _practices(user, today: date):
    year = Q(term__year__since__lte=today, term__year__until__gte=today)
    loads = TeachingAssignment.objects.filter(may_plan_visits(user), year, element__kind__in=PRACTICES)
    return with_hours(loads, today)


def with_hours(loads, today: date):
    """Loads with ``planned``, ``held`` (academic hours by the schedule, and of those until today) and ``journal``."""
    lessons = Lesson.objects.filter(visit__assignment=OuterRef("pk"), cancelled=False).order_by()
    hours = lessons.values("visit__assignment").annotate(sum=Sum("hours"))
    journals = Journal.objects.filter(group=OuterRef("group"), element=OuterRef("element"), year=OuterRef("term__year"))
    return loads.select_related("group", "element", "staff__person", "term__year").annotate(
        planned=Subquery(hours.values("sum")),
        held=Subquery(hours.filter(date__lte=today).values("sum")),
        journal=Subquery(journals.values("pk")[:1]),
    )


def practice_line(load, today: date) -> Practice:
    """A load of ``with_hours`` as it is printed."""
    return Practice(
        pk=load.pk,
        title=bind(f"{load.group.name}, {load.element.name}"),
        leader=load.staff.person.short_name,
        days=dates.day_range(load.since, load.until or load.term.until, today),
        load=load.hours,
        planned=load.planned or 0,
        held=load.held or 0,
        journal=load.journal,
    )


def visits_of(assignment_id: int, today: date) -> tuple[VisitLine, ...]:
    """The schedule in order of days; one read."""
    rows = Lesson.objects.filter(visit__assignment=assignment_id).select_related("visit").order_by("date", "number")
    return tuple(
        VisitLine(
            pk=row.visit_id,
            lesson=row.pk,
            journal=row.journal_id,
            day=f"{dates.short_day(row.date, today)}, {dates.weekday_short(row.date)}",
            number=row.number,
            times=dates.clock_range(row.starts, row.ends),
            topic=bind(row.topic or row.visit.topic),
            detail=_detail(row),
            cancelled=row.cancelled,
            is_past=row.date < today,
            written=bool(row.topic),
        )
        for row in rows
    )


def _detail(lesson: Lesson) -> str:
    visit = lesson.visit
    if visit.place and visit.place in (lesson.topic or visit.topic):
        return ""
    return bind(", ".join(filter(None, (str(VisitKind(visit.kind).label).capitalize(), visit.place))))


def places_of(institution_id: int) -> tuple[str, ...]:
    """Places of practice that were named before, to choose from; one read."""
    named = PracticeVisit.objects.filter(assignment__group__institution=institution_id).exclude(place="")
    return tuple(named.order_by("place").values_list("place", flat=True).distinct()[:200])
