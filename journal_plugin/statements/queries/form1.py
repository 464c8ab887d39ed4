"""What Form 1 is made of: a constant number of reads."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from journal_plugin.attendance.queries import members_of
from journal_plugin.core.names import sort_key
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.averages import average
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import form1
from journal_plugin.statements.queries.drawn import Drawn, curator_of


def draw(group: Group, since: date, until: date, formed: date) -> Drawn:
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
