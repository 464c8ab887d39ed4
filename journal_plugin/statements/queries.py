"""What the papers are made of: a constant number of reads, no paper asks for more."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.queries import members_of, register_of
from journal_plugin.attendance.totals import missed, percent_of
from journal_plugin.core.names import initials, sort_key
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.averages import average
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import form1, form2
from journal_plugin.statements.models import Issued


@dataclass(frozen=True)
class Drawn:
    """A paper as computed, and how many missed lessons have no recorded reason (Form 2)."""

    paper: form1.Paper | form2.Paper
    unexplained: int = 0


def draw(kind: str, group: Group, *, since: date, until: date, formed: date) -> Drawn:
    """The paper of that kind for a group with its institution and settings; KeyError for another kind."""
    return {form1.KIND: _draw_form1, form2.KIND: _draw_form2}[kind](group, since, until, formed)


def _draw_form1(group: Group, since: date, until: date, formed: date) -> Drawn:
    """Averages by learner and discipline; the journals of subgroups and streams count into the discipline. Four reads.

    A mark counts where the learner was in the group on the day of the lesson, so what was earned in another group
    stays on that group's form.
    """
    weighted = group.institution.settings.weighted_average
    members = members_of(group.pk, since, until)
    groups = {part for member in members for part in member.spells}
    held = Q(journal__group__in=groups, date__range=(since, until), cancelled=False)
    elements = Lesson.objects.filter(held).exclude(journal__kind=JournalKind.UNMARKED)
    names: dict[int, tuple[str, str]] = {}
    for pk, code, name in (
        elements.order_by()
        .values_list("journal__element_id", "journal__element__code", "journal__element__name")
        .distinct()
    ):
        names[pk] = (code, name)
    order = sorted(names, key=lambda pk: (sort_key(names[pk][0]), sort_key(names[pk][1])))
    marks: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    inside = {member.pk: member for member in members}
    rows = Mark.objects.exclude(code="").filter(
        learner__in=inside,
        work__lesson__journal__group__in=groups,
        work__lesson__date__range=(since, until),
        work__lesson__cancelled=False,
    )
    for learner, element, day, code, weight in rows.values_list(
        "learner_id", "work__lesson__journal__element_id", "work__lesson__date", "code", "work__weight"
    ):
        if inside[learner].was_in(group.pk, day):
            marks[learner, element].append((code, weight))
    paper = form1.Paper(
        group=group.name,
        since=since,
        until=until,
        formed=formed,
        marks=form1.WEIGHTED if weighted else form1.PLAIN,
        disciplines=tuple(" ".join(part for part in names[pk] if part) for pk in order),
        rows=tuple(
            form1.Row(member.name, tuple(average(marks.get((member.pk, pk), ()), weighted=weighted) for pk in order))
            for member in members
        ),
        curator=curator_of(group, formed),
    )
    return Drawn(paper)


def _draw_form2(group: Group, since: date, until: date, formed: date) -> Drawn:
    """Missed hours by date, days, lessons and reasons; man-hours by membership on the day of each lesson. Four reads."""
    register = register_of(group.pk, since, until)
    dates = tuple(date.fromordinal(day) for day in range(since.toordinal(), until.toordinal() + 1))
    totals = {member: missed(register.attended(member)) for member in register.members}
    man_hours = sum(each.held_hours for each in totals.values())
    hours = sum(each.hours for each in totals.values())
    unexcused = sum(each.unexcused_hours for each in totals.values())
    paper = form2.Paper(
        group=group.name,
        since=since,
        until=until,
        formed=formed,
        dates=dates,
        rows=tuple(
            form2.Row(
                name=member.name,
                days=each.days,
                lessons=each.lessons,
                hours=tuple(each.by_day.get(day, 0) for day in dates),
                excused=each.excused_hours,
                unexcused=each.unexcused_hours,
            )
            for member, each in totals.items()
        ),
        man_hours=man_hours,
        missed_hours=hours,
        missed_percent=percent_of(hours, man_hours),
        unexcused_hours=unexcused,
        unexcused_percent=percent_of(unexcused, man_hours),
        curator=curator_of(group, formed),
    )
    unexplained = sum(
        lesson.missed and lesson.excused is None for member in totals for lesson in register.attended(member)
    )
    return Drawn(paper, unexplained)


def curator_of(group: Group, day: date) -> str:
    """«Фамилия И. О.» of the group's curator on a day; empty where there is none. One read."""
    rows = RoleAssignment.objects.on(day).filter(role=Role.CURATOR, group=group).order_by("since")
    name = rows.values_list("person__last_name", "person__first_name", "person__patronymic").last()
    return initials(*name) if name else ""


@dataclass(frozen=True)
class IssuedRow:
    """A line of the archive."""

    pk: int
    kind: str
    number: int
    group_id: int
    group: str
    since: date
    until: date
    at: date
    author: str
    sha256: str
    corrected: int


def issued_rows(rule: Q, institution, *, group: int | None = None, month: date | None = None) -> tuple[IssuedRow, ...]:
    """The archive of an institution as ``rule`` shows it, latest first; one read."""
    rows = Issued.objects.filter(rule, institution=institution).order_by("-at", "-pk")
    if group:
        rows = rows.filter(group=group)
    if month:
        rows = rows.filter(since=month)
    return tuple(
        IssuedRow(*row[:8], initials(*row[8:11]), row[11], len(row[12]))
        for row in rows.values_list(
            "pk",
            "kind",
            "number",
            "group_id",
            "group__name",
            "since",
            "until",
            "at",
            "author__last_name",
            "author__first_name",
            "author__patronymic",
            "sha256",
            "corrections",
        )[:200]
    )


def readable_groups(rule: Q, institution, day: date) -> tuple[tuple[int, str], ...]:
    """The groups of an institution as ``rule`` shows them that exist on ``day``: (id, name) in order; one read."""
    rows = Group.objects.on(day).filter(rule, institution=institution).order_by("sort_key", "pk")
    return tuple(rows.values_list("pk", "name"))
