"""Absences without a reason, and works of learners that nobody has checked."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area
from journal_plugin.access.models import RoleAssignment
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission
from journal_plugin.attendance.queries import unexplained
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import initials
from journal_plugin.monitoring.closing import Item, Left
from journal_plugin.monitoring.queries.closing.owing import last_day, writers_of
from journal_plugin.people.models import Group


def presence_and_tasks(year: AcademicYear) -> tuple[Item, ...]:
    """Two items; five reads."""
    return (
        Item(_("Absences without a reason"), Area.ABSENCE, tuple(_absences(year))),
        Item(_("Works handed in and not checked"), Area.REGISTER, tuple(_works(year))),
    )


def _absences(year: AcademicYear) -> Iterator[Left]:
    """By whole groups, owed by those who led them on the last day of the year."""
    day = last_day(year)
    found = unexplained().filter(lesson__journal__year=year, lesson__date__lte=day, lesson__cancelled=False)
    family = found.annotate(family=Coalesce("lesson__journal__group__parent_id", "lesson__journal__group_id"))
    counts = dict(family.order_by().values("family").annotate(count=Count("pk")).values_list("family", "count"))
    leads: dict[int, list[str]] = defaultdict(list)
    held = RoleAssignment.objects.on(day).filter(role=Role.CURATOR, institution=year.institution_id)
    name = (f"person__{part}" for part in ("last_name", "first_name", "patronymic"))
    for group, *curator in held.order_by("person__sort_key").values_list("group", *name):
        leads[group].append(initials(*curator))
    for pk, group in Group.objects.filter(pk__in=counts).order_by("sort_key").values_list("pk", "name"):
        yield Left(group, ("journal:curator-desk", (pk,), ""), tuple(leads[pk]), counts[pk], group)


def _works(year: AcademicYear) -> Iterator[Left]:
    waiting = Submission.objects.standing().filter(
        state=State.HANDED_IN, task__journal__year=year, task__withdrawn_at=None
    )
    journal = "task__journal"
    rows = waiting.order_by(f"{journal}__group__sort_key", f"{journal}__element__sort_key", "task__due", "task")
    columns = (f"{journal}__group", f"{journal}__element", f"{journal}__group__name", f"{journal}__element__name")
    who = writers_of(year)
    for task, pk, title, group, element, group_name, name, count in rows.values_list(
        "task", journal, "task__title", *columns
    ).annotate(count=Count("pk")):
        text = f"{group_name}, {name}: {title}"
        yield Left(text, ("journal:grid-task", (pk, task), ""), who.get((group, element), ()), count, group_name)
